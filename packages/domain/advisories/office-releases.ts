import { compareVersions } from '../versions/compare.ts';
import type { OfficeChannel, OfficeRelease } from './knowledge.ts';

/** Identifiers by which Click-to-Run names a channel in CDNBaseUrl (learn.microsoft.com, "Change the Microsoft 365 Apps update channel"). */
const BY_GUID: Readonly<Record<string, OfficeChannel>> = {
  '492350f6-3a01-4f97-b9c0-c7c6ddf67d60': 'current',
  '64256afe-f5d9-4f86-8936-8840a6a4f5be': 'current',
  '55336b82-a18d-4dd6-b5f6-9e5095c314a6': 'monthly-enterprise',
  '7ffbc6bf-bc32-4f92-8982-f9dd17fd3114': 'semi-annual-enterprise',
  'b8f9b850-328d-4355-9145-c59439a0c4cf': 'semi-annual-enterprise-preview',
};

/** Names as Microsoft and tools write them, old ones too; the first that fits counts. */
const BY_NAME: readonly (readonly [RegExp, OfficeChannel])[] = [
  [/semi.?annual.*(preview|targeted)|first.?release.?deferred|\bsaecp?p\b|\bfrdc\b/i, 'semi-annual-enterprise-preview'],
  [/semi.?annual|deferred|broad|\bsae?c?\b/i, 'semi-annual-enterprise'],
  [/monthly.?enterprise|\bmec\b/i, 'monthly-enterprise'],
  [/current|monthly|\bcc\b/i, 'current'],
];

/** The update channel that a tool names: "Monthly Enterprise Channel", "SemiAnnual", a CDN address. Null where it is none of Office's. */
export function officeChannelOf(text: string): OfficeChannel | null {
  const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(text.toLowerCase())?.[0];
  if (guid !== undefined) return BY_GUID[guid] ?? null;
  return BY_NAME.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/**
 * The build that brings a fix to an installation: of its own version line, the first that was released on or after the fix's day;
 * where the line gets no more releases, the oldest build that has the fix. Null where no release since then is known.
 *
 * @param build "17928.20148", as installed
 * @param channel null counts every channel that the version line came out in
 * @param since ISO date of the fix
 */
export function officeFixedBuild(
  releases: readonly OfficeRelease[],
  build: string,
  channel: OfficeChannel | null,
  since: string,
): string | null {
  const line = build.split('.')[0];
  const ofLine = releases.filter((release) => release.build.split('.')[0] === line);
  const channels = new Set(channel === null ? ofLine.map((release) => release.channel) : [channel]);
  const later = releases.filter((release) => release.released >= since.slice(0, 10) && channels.has(release.channel));
  const ownLine = later.filter((release) => release.build.split('.')[0] === line);
  const first = (ownLine.length > 0 ? ownLine : later).reduce<OfficeRelease | null>((best, release) => {
    if (best === null || release.released < best.released) return release;
    return release.released === best.released && isOlder(release.build, best.build) ? release : best;
  }, null);
  return first?.build ?? null;
}

/** Orders builds of Office; false where one of them is none. */
export function isOlder(a: string, b: string): boolean {
  return compareVersions('four-part', a, b) === -1;
}

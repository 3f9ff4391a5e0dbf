import type { Knowledge } from '@baton/domain/advisories/knowledge.ts';
import { applicationFixes, UNMANAGED_APPLICATION } from './application-fixes.ts';
import { DEBIAN_KERNEL, debianFixes, RHEL_FIXES, RHEL_KERNEL } from './linux-fixes.ts';
import { cumulativeUpdate, WINDOWS_RELEASES, type WindowsRelease } from './windows-fixes.ts';
import type { ScanName } from './world-device.ts';
import type { WorldFix } from './world-fix.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export interface WorldOptions {
  readonly seed: number;
  readonly devices: number;
  /** Milliseconds since 1970; not before October 2024, from when the world's fixes are. */
  readonly now: number;
}

/** What all devices of a world share: its clock, its fixes and what the scans looked for. */
export interface World extends WorldOptions {
  /** When the month's updates came out. */
  readonly tuesday: number;
  readonly windows: readonly (readonly [WindowsRelease, WorldFix])[];
  readonly applications: readonly WorldFix[];
  readonly debian: readonly WorldFix[];
  readonly rhel: readonly WorldFix[];
  readonly fixes: readonly WorldFix[];
  readonly feeds: Readonly<Record<ScanName, number>>;
}

const FIRST_NOW = Date.UTC(2024, 9, 14);

/** Sets the stage: the month's updates are the newest that had been out for five days. */
export function setStage(options: WorldOptions, knowledge: Knowledge): World {
  if (options.now < FIRST_NOW) throw new Error('The world begins on 2024-10-14: give --now from that day on.');
  const updateDay = dayOf(options.now - 5 * DAY_MS);
  const windows = WINDOWS_RELEASES.map(
    (release) => [release, cumulativeUpdate(knowledge, release, updateDay)] as const,
  );
  const newest =
    windows
      .map(([, fix]) => fix.published)
      .sort()
      .at(-1) ?? updateDay;
  const tuesday = Date.parse(`${newest}T17:00:00Z`);
  // What is not Windows has been out for three weeks, so that even a device not seen for as long could have it.
  const otherDay = dayOf(tuesday - 22 * DAY_MS);
  const applications = applicationFixes(otherDay);
  const debian = [DEBIAN_KERNEL, ...debianFixes(knowledge, otherDay)];
  const rhel = [RHEL_KERNEL, ...RHEL_FIXES];
  return {
    ...options,
    tuesday,
    windows,
    applications,
    debian,
    rhel,
    fixes: [...windows.map(([, fix]) => fix), ...applications, UNMANAGED_APPLICATION, ...debian, ...rhel],
    feeds: {
      weekly: tuesday + 3 * HOUR_MS,
      'old-feed': tuesday - 8 * DAY_MS,
      'no-patch-families': tuesday + 3 * HOUR_MS,
      'few-checks': tuesday + 3 * HOUR_MS,
      'follow-up': tuesday + 3 * HOUR_MS,
    },
  };
}

export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

import { readTime } from '../read-time.ts';

/** When a host was looked at. ISO-8601 with Z. */
export interface HostTimes {
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * The times of a host. The *_TIMESTAMP tags are seconds since 1970. HOST_START and HOST_END are local times without a zone: where
 * one of them has its timestamp, their distance is the scanner's offset; else the zone that 19506 names counts, else the import's.
 *
 * @param scanStart what 19506 says of the scan's start: "2024/10/13 1:53 EST"
 */
export function hostTimes(properties: ReadonlyMap<string, string>, zone: string, scanStart: string | null): HostTimes {
  const offset = offsetSeconds(properties) ?? namedOffset(scanStart);
  return { from: timeOf(properties, 'HOST_START', offset, zone), to: timeOf(properties, 'HOST_END', offset, zone) };
}

function timeOf(
  properties: ReadonlyMap<string, string>,
  tag: string,
  offset: number | null,
  zone: string,
): string | null {
  const stamp = stampOf(properties, tag);
  if (stamp !== null) return isoOf(stamp);
  const text = properties.get(tag) ?? '';
  if (offset === null) return readTime(text, 'month-first', zone);
  const asUtc = secondsAsUtc(text);
  return asUtc === null ? null : isoOf(asUtc - offset);
}

function offsetSeconds(properties: ReadonlyMap<string, string>): number | null {
  for (const tag of ['HOST_START', 'HOST_END']) {
    const stamp = stampOf(properties, tag);
    const local = secondsAsUtc(properties.get(tag) ?? '');
    if (stamp !== null && local !== null) return Math.round((local - stamp) / 900) * 900;
  }
  return null;
}

/** Hours of the zones that their letters name alone: not "CST", which is America's and China's, nor "IST". */
const ZONE_HOURS: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 1,
  CET: 1,
  CEST: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  EST: -5,
  EDT: -4,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  JST: 9,
  AEST: 10,
  AEDT: 11,
};

function namedOffset(scanStart: string | null): number | null {
  const name = /\d\s+([A-Z]{3,4})$/.exec(scanStart?.trim() ?? '')?.[1];
  const hours = name === undefined ? undefined : ZONE_HOURS[name];
  return hours === undefined ? null : hours * 3600;
}

function stampOf(properties: ReadonlyMap<string, string>, tag: string): number | null {
  const text = properties.get(`${tag}_TIMESTAMP`)?.trim() ?? '';
  return /^\d{9,10}$/.test(text) ? Number(text) : null;
}

function secondsAsUtc(text: string): number | null {
  const iso = readTime(text, 'month-first', 'UTC');
  return iso === null || iso.length === 10 ? null : Temporal.Instant.from(iso).epochMilliseconds / 1000;
}

function isoOf(seconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString({ smallestUnit: 'second' });
}

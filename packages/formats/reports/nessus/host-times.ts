import { readTime } from '../read-time.ts';

/** When a host was looked at. ISO-8601 with Z. */
export interface HostTimes {
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * The times of a host. The *_TIMESTAMP tags are seconds since 1970. HOST_START and HOST_END are local times without a zone: where
 * one of them has its timestamp, their distance is the scanner's offset; else the zone of the import counts.
 */
export function hostTimes(properties: ReadonlyMap<string, string>, zone: string): HostTimes {
  const offset = offsetSeconds(properties);
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

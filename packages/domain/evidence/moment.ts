/** A point in time as sources know it: to the second, or only to the day. Milliseconds since 1970. */
export interface Moment {
  readonly earliest: number;
  readonly latest: number;
}

const DAY_MS = 86_400_000;

/** How many texts are remembered: the times of some hundred devices. */
const REMEMBERED = 4096;
const moments = new Map<string, Moment | null>();

/**
 * Reads an ISO date or date-time; a bare date spans its whole day (UTC). Null for null and for what is no date.
 * One device's claims tell few different times, each again and again: what was read is remembered (1.1 → 0.1 µs a claim).
 */
export function momentOf(iso: string | null): Moment | null {
  if (iso === null) return null;
  const known = moments.get(iso);
  if (known !== undefined) return known;
  if (moments.size >= REMEMBERED) moments.clear();
  const read = readMoment(iso);
  moments.set(iso, read);
  return read;
}

function readMoment(iso: string): Moment | null {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return null;
  return iso.length === 10 ? { earliest: at, latest: at + DAY_MS - 1 } : { earliest: at, latest: at };
}

/** Milliseconds of an ISO date-time, or null. A bare date counts from its beginning. */
export function instantOf(iso: string | null): number | null {
  return momentOf(iso)?.earliest ?? null;
}

import { isDigit, isLetter, type Order, orderOf, orderOfDigits, orderOfText } from '../order.ts';

/** An rpm version taken apart: `[epoch:]version[-release]`. */
export interface RpmVersion {
  /** Null where the text does not say. That is unknown, not 0: many inventories leave the epoch out. */
  readonly epoch: number | null;
  readonly version: string;
  readonly release: string;
}

/**
 * Reads an rpm version. Refuses an epoch that is no number, an empty part and white space. The first
 * hyphen parts version from release, as rpm 4.18's own reader does.
 * `(none):1.0-1`, as `rpm -q --qf '%{EPOCH}:…'` writes it, says that the package has no epoch, which to rpm is 0.
 */
export function parseRpm(text: string): RpmVersion | null {
  const trimmed = text.trim();
  const colon = trimmed.indexOf(':');
  const written = colon < 0 ? null : trimmed.slice(0, colon);
  if (written !== null && written !== '(none)' && !/^\d{1,10}$/.test(written)) return null;
  const epoch = written === null ? null : written === '(none)' ? 0 : Number(written);
  const rest = trimmed.slice(colon + 1);
  const hyphen = rest.indexOf('-');
  const version = hyphen < 0 ? rest : rest.slice(0, hyphen);
  const release = hyphen < 0 ? '' : rest.slice(hyphen + 1);
  if (version === '' || (hyphen >= 0 && release === '') || /[\s:]/.test(rest)) return null;
  return { epoch, version, release };
}

/**
 * Orders two rpm versions by rpm's rules (rpmvercmp in rpmio/rpmvercmp.cc). Where either epoch is unknown, epochs take
 * no part. Mixed lists of known and unknown epochs therefore have no total order; versions of one origin have.
 */
export function compareRpm(a: RpmVersion, b: RpmVersion): Order {
  const byEpoch = a.epoch === null || b.epoch === null ? 0 : orderOf(a.epoch, b.epoch);
  return byEpoch || compareRpmPart(a.version, b.version) || compareRpmPart(a.release, b.release);
}

/** The same version with an unknown epoch taken as 0, as rpm itself reads the text. */
export function withEpochZero(version: RpmVersion): RpmVersion {
  return version.epoch === null ? { ...version, epoch: 0 } : version;
}

/** rpmvercmp: segments of digits or letters, parted by anything else; `~` sorts before the end, `^` after it. */
export function compareRpmPart(a: string, b: string): Order {
  if (a === b) return 0;
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    while (i < a.length && isSeparator(a.charCodeAt(i))) i += 1;
    while (j < b.length && isSeparator(b.charCodeAt(j))) j += 1;
    if (a[i] === '~' || b[j] === '~') {
      if (a[i] !== '~') return 1;
      if (b[j] !== '~') return -1;
      i += 1;
      j += 1;
      continue;
    }
    if (a[i] === '^' || b[j] === '^') {
      if (i >= a.length) return -1;
      if (j >= b.length) return 1;
      if (a[i] !== '^') return 1;
      if (b[j] !== '^') return -1;
      i += 1;
      j += 1;
      continue;
    }
    if (i >= a.length || j >= b.length) break;
    const belongs = isDigit(a.charCodeAt(i)) ? isDigit : isLetter;
    const fromA = i;
    const fromB = j;
    while (belongs(a.charCodeAt(i))) i += 1;
    while (belongs(b.charCodeAt(j))) j += 1;
    // A segment of digits is always newer than one of letters.
    if (fromB === j) return belongs === isDigit ? 1 : -1;
    const left = a.slice(fromA, i);
    const right = b.slice(fromB, j);
    const order = belongs === isDigit ? orderOfDigits(left, right) : orderOfText(left, right);
    if (order !== 0) return order;
  }
  return orderOf(a.length - i, b.length - j);
}

function isSeparator(code: number): boolean {
  return !isDigit(code) && !isLetter(code) && code !== 126 && code !== 94;
}

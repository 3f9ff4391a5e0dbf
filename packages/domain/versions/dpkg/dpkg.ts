import { isDigit, isLetter, type Order, orderOf, orderOfDigits } from '../order.ts';

/** A Debian version taken apart: `[epoch:]upstream[-revision]` (deb-version(7)). A missing epoch is 0 in Debian. */
export interface DpkgVersion {
  readonly epoch: number;
  readonly upstream: string;
  readonly revision: string;
}

const ALLOWED_UPSTREAM = /^[A-Za-z0-9.+~:-]+$/;
const ALLOWED_REVISION = /^[A-Za-z0-9.+~]+$/;
const LARGEST_EPOCH = 2_147_483_647;

/**
 * Reads a Debian version, refusing what dpkg refuses (deb-version(7), `parseversion` in dpkg's lib/dpkg/parsehelp.c):
 * an empty part, an epoch that is no number, a character outside the allowed set. Like dpkg it only frowns on an
 * upstream version that starts with a letter, so such versions are read.
 */
export function parseDpkg(text: string): DpkgVersion | null {
  const trimmed = text.trim();
  const colon = trimmed.indexOf(':');
  let epoch = 0;
  if (colon >= 0) {
    const written = trimmed.slice(0, colon);
    if (!/^\d+$/.test(written)) return null;
    epoch = Number(written);
    if (epoch > LARGEST_EPOCH) return null;
  }
  const rest = trimmed.slice(colon + 1);
  const hyphen = rest.lastIndexOf('-');
  const upstream = hyphen < 0 ? rest : rest.slice(0, hyphen);
  const revision = hyphen < 0 ? '' : rest.slice(hyphen + 1);
  if (!ALLOWED_UPSTREAM.test(upstream)) return null;
  if (hyphen >= 0 && !ALLOWED_REVISION.test(revision)) return null;
  return { epoch, upstream, revision };
}

/** Orders two Debian versions as `dpkg --compare-versions` does (deb-version(7), "Sorting algorithm"). */
export function compareDpkg(a: DpkgVersion, b: DpkgVersion): Order {
  return (
    orderOf(a.epoch, b.epoch) || compareDpkgPart(a.upstream, b.upstream) || compareDpkgPart(a.revision, b.revision)
  );
}

/**
 * The version of the source package behind a binary version: a binary-only rebuild (`+b13`) changes nothing but the
 * binary's own number (Debian Developer's Reference 5.10.2.1), so it never fixes anything.
 */
export function withoutBinaryRebuild(version: string): string {
  return version.replace(/\+b\d+$/, '');
}

/** One upstream version or revision against another: runs of non-digits and runs of digits take turns. */
function compareDpkgPart(a: string, b: string): Order {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a.charCodeAt(i))) || (j < b.length && !isDigit(b.charCodeAt(j)))) {
      const order = orderOf(weight(a.charCodeAt(i)), weight(b.charCodeAt(j)));
      if (order !== 0) return order;
      i += 1;
      j += 1;
    }
    const fromA = i;
    const fromB = j;
    while (isDigit(a.charCodeAt(i))) i += 1;
    while (isDigit(b.charCodeAt(j))) j += 1;
    const order = orderOfDigits(a.slice(fromA, i), b.slice(fromB, j));
    if (order !== 0) return order;
  }
  return 0;
}

/** Tilde before the end of the part, then the end (or a digit), then letters, then everything else. */
function weight(code: number): number {
  if (Number.isNaN(code) || isDigit(code)) return 0;
  if (code === 126) return -1;
  return isLetter(code) ? code : code + 256;
}

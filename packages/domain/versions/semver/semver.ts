import { type Order, orderOf, orderOfDigits, orderOfText } from '../order.ts';

/** A version by Semantic Versioning 2.0.0; the build metadata takes no part in order (clause 10) and is not kept. */
export interface SemverVersion {
  /** Major, minor, patch, as digits of any length. */
  readonly core: readonly [string, string, string];
  readonly prerelease: readonly string[];
}

const FORM = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

/** Reads a semantic version. A leading `v` and missing minor or patch numbers are forgiven; nothing else is. */
export function parseSemver(text: string): SemverVersion | null {
  const match = FORM.exec(text.trim());
  if (match === null) return null;
  const [, major = '0', minor = '0', patch = '0', prerelease] = match;
  const identifiers = prerelease === undefined ? [] : prerelease.split('.');
  if (identifiers.includes('')) return null;
  return { core: [major, minor, patch], prerelease: identifiers };
}

/** Orders two semantic versions (clause 11). */
export function compareSemver(a: SemverVersion, b: SemverVersion): Order {
  return (
    orderOfDigits(a.core[0], b.core[0]) ||
    orderOfDigits(a.core[1], b.core[1]) ||
    orderOfDigits(a.core[2], b.core[2]) ||
    comparePrerelease(a.prerelease, b.prerelease)
  );
}

function comparePrerelease(a: readonly string[], b: readonly string[]): Order {
  // 11.3: a version with a pre-release comes before the one without.
  if (a.length === 0 || b.length === 0) return orderOf(a.length === 0 ? 1 : 0, b.length === 0 ? 1 : 0);
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 1; // 11.4.4: the larger set of fields is the later
    const order = compareIdentifier(left, right);
    if (order !== 0) return order;
  }
  return a.length < b.length ? -1 : 0;
}

function compareIdentifier(a: string, b: string): Order {
  const leftIsNumber = /^\d+$/.test(a);
  const rightIsNumber = /^\d+$/.test(b);
  if (leftIsNumber && rightIsNumber) return orderOfDigits(a, b); // 11.4.1
  if (leftIsNumber !== rightIsNumber) return leftIsNumber ? -1 : 1; // 11.4.3
  return orderOfText(a, b); // 11.4.2
}

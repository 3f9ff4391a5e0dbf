import { type Order, orderOfDigits } from '../order.ts';

/** A version of numbers and dots, as desktop applications and Windows files carry it: `131.0.2`, `24.08`, `129.0.6668.100`. */
export interface FourPartVersion {
  readonly parts: readonly string[];
}

const LARGEST_COUNT_OF_PARTS = 8;
/** Of a text that may be a version, note included: the patterns take squares of its length. */
const LONGEST = 200;

/**
 * Reads a version of numbers and dots. A leading `v`, commas for dots (file version resources: `9, 0, 0, 1`) and a note
 * in brackets behind it (`131.0.2 (x64 de)`) are forgiven. Letters are not: what `1.1.1w` means is the product's own rule.
 */
export function parseFourPart(text: string): FourPartVersion | null {
  if (text.length > LONGEST) return null;
  const bare = text
    .trim()
    .replace(/\s*\([^()]*\)$/, '')
    .replace(/^[vV](?=\d)/, '')
    .replace(/\s*,\s*/g, '.');
  if (!/^\d+(?:\.\d+)*$/.test(bare)) return null;
  const parts = bare.split('.');
  return parts.length > LARGEST_COUNT_OF_PARTS ? null : { parts };
}

/** Orders number by number; a part that is missing is 0, so `24.8` and `24.08.0` are the same version. */
export function compareFourPart(a: FourPartVersion, b: FourPartVersion): Order {
  const count = Math.max(a.parts.length, b.parts.length);
  for (let index = 0; index < count; index += 1) {
    const order = orderOfDigits(a.parts[index] ?? '0', b.parts[index] ?? '0');
    if (order !== 0) return order;
  }
  return 0;
}

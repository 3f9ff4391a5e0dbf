import { randomInt } from 'node:crypto';
import type { Claim } from '@baton/domain/evidence/report.ts';
import { wholeClaim } from './sparse-claim.ts';

/** Some 1 KB each. */
const MOST_KEPT = 50_000;
const NEWLINE = 10;
/** Odd, and its bits are spread: 2^32 divided by the golden ratio. */
const SPREAD = 0x9e37_79b1 | 0;

interface Kept {
  readonly line: DataView;
  readonly claim: Claim;
  /** Another line of the same hash. */
  readonly next: Kept | null;
}

/**
 * Claims that this process has read, shared by all devices that say the same, found by the bytes in which they are kept: a line that
 * is known is not even made a text, which would have to be made, hashed and looked for again for each device. Cleared when full,
 * which costs reading again.
 */
export class SharedClaims {
  readonly #most: number;
  readonly #bits: number;
  readonly #byHash = new Map<number, Kept>();
  /** Nobody outside knows which lines share a hash. */
  readonly #seed = randomInt(2 ** 31);
  #size = 0;

  /**
   * @param most how many lines are kept
   * @param bits bits of the hash that count: none has every line share one hash
   */
  constructor(most: number = MOST_KEPT, bits = -1) {
    this.#most = most;
    this.#bits = bits;
  }

  /**
   * The claims of some lines of JSON, in their order.
   *
   * @param from where the first line begins; at the end of the bytes there is none
   */
  readLines(bytes: Uint8Array, from: number): readonly Claim[] {
    const claims: Claim[] = [];
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let begin = from; begin < bytes.length; ) {
      let at = begin;
      let hash = this.#seed;
      for (; at + 4 <= bytes.length; at += 4) {
        const word = view.getInt32(at, true);
        if (holdsNewline(word)) break;
        hash = mixed(hash, word);
      }
      for (; at < bytes.length && bytes[at] !== NEWLINE; at += 1) hash = mixed(hash, view.getUint8(at));
      claims.push(this.#of(view, begin, at, hash & this.#bits));
      begin = at + 1;
    }
    return claims;
  }

  #of(bytes: DataView, begin: number, end: number, hash: number): Claim {
    for (let kept = this.#byHash.get(hash) ?? null; kept !== null; kept = kept.next) {
      if (isLine(kept.line, bytes, begin, end)) return kept.claim;
    }
    // A copy: the bytes are those of a whole device.
    const line = new DataView(bytes.buffer.slice(bytes.byteOffset + begin, bytes.byteOffset + end));
    const claim = wholeClaim(JSON.parse(new TextDecoder().decode(line)), null);
    if (this.#size >= this.#most) {
      this.#byHash.clear();
      this.#size = 0;
    }
    this.#byHash.set(hash, { line, claim, next: this.#byHash.get(hash) ?? null });
    this.#size += 1;
    return claim;
  }
}

function mixed(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, SPREAD);
  return product ^ (product >>> 15);
}

/** Whether one of the four bytes is a newline: taking 1 from each borrows from the high bit of one that was 0, and of no other. */
function holdsNewline(word: number): boolean {
  const zeroed = word ^ 0x0a0a_0a0a;
  return ((zeroed - 0x0101_0101) & ~zeroed & 0x8080_8080) !== 0;
}

function isLine(line: DataView, bytes: DataView, begin: number, end: number): boolean {
  const length = line.byteLength;
  if (length !== end - begin) return false;
  let at = 0;
  for (; at + 4 <= length; at += 4) if (line.getInt32(at) !== bytes.getInt32(begin + at)) return false;
  for (; at < length; at += 1) if (line.getUint8(at) !== bytes.getUint8(begin + at)) return false;
  return true;
}

import { compareFixVersions } from '../advisories/compare-fix-versions.ts';
import { productName } from '../advisories/product-name.ts';
import type { Claim, ObservedPackage } from './report.ts';

/** A product that went in and out on one device, by the history of one source's words on it. */
export interface Flap {
  /** "kb:KB5044273", "pkg:openssl", "app:7-zip"; "pkg:openssl@3.0.14-1" where the words were on that version. */
  readonly key: string;
  /** How often it went from in place to not in place, or back. */
  readonly changes: number;
  /** ISO date-time of the last change. */
  readonly lastAt: string;
  /** It was in place, and is not by the last word. Absent in what was kept by earlier versions. */
  readonly isOut?: boolean;
}

/** What one source said of a device in one delivery. */
export interface PastWord {
  /** ISO date-time. */
  readonly seenAt: string;
  readonly distribution: string | null;
  readonly claims: readonly Claim[];
  readonly packages: readonly ObservedPackage[];
}

/** From so many changes on a product flaps: in, out, in. One change out is told too: what was in place went back. */
export const FLAPS_FROM = 2;

/** What went in and out longer ago explains nothing of today: 90 days. */
export const FLAPS_KEPT_MS = 90 * 86_400_000;

/** A list of installed software is one from so many entries on: only then does absence from it say that something is gone. */
const A_LIST = 10;

/** In place: true, or the version where a list says only what is there. Not in place: false. */
type State = boolean | string;

/**
 * The products that one source saw go in and out, or out once, from its kept words on one device. Words of status count for the fix that they
 * name (a KB, a product at the version asked for), so that a new month's target is no change; lists count by what stands in them.
 * The same words in any order give the same answer.
 */
export function flapsOf(words: readonly PastWord[]): readonly Flap[] {
  // Most devices have one word and name each fix once in it.
  if (words.length < 2 && !words.some(({ claims }) => namesAgain(claims))) return [];
  const inOrder = [...words].sort((a, b) => Date.parse(a.seenAt) - Date.parse(b.seenAt));
  const told = inOrder.map(statesOf);
  const keys = new Set(told.flatMap(({ states }) => [...states.keys()]));
  const flaps: Flap[] = [];
  for (const key of [...keys].sort()) {
    const count = new ChangeCount(inOrder.at(-1)?.distribution ?? null);
    for (const [index, { states, isList, listed }] of told.entries()) {
      const absent = isList && !listed.has(key) && isListKey(key) ? [false] : [];
      for (const state of states.get(key) ?? absent) count.add(state, inOrder[index]?.seenAt ?? '');
    }
    const { changes, lastAt, cameBack, isOut } = count;
    const out = isOut ? { isOut } : {};
    // What a list has gained and lost is a choice; what it lost and got back is not.
    if (changes >= FLAPS_FROM && (!isListKey(key) || cameBack)) flaps.push({ key, changes, lastAt, ...out });
    else if (changes === 1 && isOut && !isListKey(key)) flaps.push({ key, changes, lastAt, ...out });
  }
  return flaps;
}

/** A log of deployments names one fix several times in one delivery. */
export function namesAgain(claims: readonly Claim[]): boolean {
  const seen = new Set<string>();
  for (const { names } of claims) {
    const name = names.kbs[0] ?? names.package ?? names.application;
    if (name == null) continue;
    if (seen.has(name)) return true;
    seen.add(name);
  }
  return false;
}

/** The key under which the history of a claim's fix is kept; null where its words tell no history. */
export function flapKeysOf(claim: Claim): readonly string[] {
  const { names, requiredVersion } = claim;
  if (names.kbs.length > 0) return names.kbs.map((kb) => `kb:${kb}`);
  const product = names.package
    ? `pkg:${names.package}`
    : names.application
      ? `app:${productName(names.application)}`
      : null;
  if (product === null) return [];
  return requiredVersion === null ? [product] : [`${product}@${requiredVersion}`];
}

interface WordStates {
  readonly states: ReadonlyMap<string, readonly State[]>;
  readonly listed: ReadonlySet<string>;
  readonly isList: boolean;
}

function statesOf({ claims, packages }: PastWord): WordStates {
  const states = new Map<string, State[]>();
  const listed = new Set<string>();
  const add = (key: string, state: State): void => {
    const known = states.get(key);
    if (known === undefined) states.set(key, [state]);
    else if (key.startsWith('kb:') || key.includes('@')) known.push(state);
  };
  for (const claim of claims) {
    const isEntry = claim.says === 'installed' && (claim.raw === '' || isListKey(flapKeysOf(claim)[0] ?? '@'));
    if (!isEntry && (claim.says === 'unknown' || claim.says === 'not_applicable')) continue;
    for (const key of flapKeysOf(claim)) {
      if (isEntry && isListKey(key)) listed.add(key);
      if (!isListKey(key)) add(key, claim.says === 'installed');
      else if (isEntry) add(key, claim.installedVersion ?? true);
    }
  }
  // Two rows that differ are a tool's two views of one fix, and no history; three are a log.
  for (const [key, told] of states) if (told.length === 2 && told[0] !== told[1]) states.delete(key);
  for (const { name, version } of packages) {
    listed.add(`pkg:${name}`);
    add(`pkg:${name}`, version);
  }
  return { states, listed, isList: listed.size >= A_LIST };
}

/** Of a product without the version that is asked for, only lists tell a history. */
function isListKey(key: string): boolean {
  return !key.startsWith('kb:') && !key.includes('@');
}

/** Counts how often a product's state turns. */
class ChangeCount {
  changes = 0;
  lastAt = '';
  /** It went out or down, and in or up again. */
  cameBack = false;
  readonly #distribution: string | null;
  #last: State | null = null;
  #isDown = false;

  /** By the last word it is out, or older than it was. */
  get isOut(): boolean {
    return this.#isDown;
  }

  constructor(distribution: string | null) {
    this.#distribution = distribution;
  }

  add(state: State, at: string): void {
    const direction = this.#directionTo(state);
    this.#last = state;
    // A later version is what updates bring: it only counts where an earlier one came in between.
    if (direction === null || (direction === 'newer' && !this.#isDown)) return;
    if (this.#isDown && (direction === 'in' || direction === 'newer')) this.cameBack = true;
    this.#isDown = direction === 'out' || direction === 'older';
    this.changes += 1;
    this.lastAt = at;
  }

  #directionTo(state: State): 'in' | 'out' | 'newer' | 'older' | null {
    const before = this.#last;
    if (before === null || before === state) return null;
    if (before === false) return 'in';
    if (state === false) return 'out';
    if (typeof before === 'boolean' || typeof state === 'boolean') return null;
    const order = compareFixVersions(state, before, this.#distribution);
    return order === 1 ? 'newer' : order === -1 ? 'older' : null;
  }
}

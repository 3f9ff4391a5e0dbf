import { compareVersions } from '../versions/compare.ts';
import type { Flap } from './flaps.ts';
import type { ObservedPackage } from './report.ts';

/** A device with a package more than so many going up and down has another fault than flapping. */
const MOST = 200;

/**
 * Notes which packages of an inventory went down, or are gone, and which of those came up again. A package that only ever went up
 * is not noted, so that the note of a healthy device is empty.
 *
 * Agents tell dpkg's packages alone so far, so its order of versions is the one that counts.
 *
 * @param noted what was noted before: an odd count went down and has not come up yet
 * @param at ISO date-time of the newer inventory
 */
export function notePackageMoves(
  noted: readonly Flap[],
  before: readonly ObservedPackage[],
  after: readonly ObservedPackage[],
  at: string,
): readonly Flap[] {
  const known = new Map(noted.map((flap) => [flap.key, flap]));
  const old = versionsByName(before);
  const now = versionsByName(after);
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const key = `pkg:${name}`;
    const changes = known.get(key)?.changes ?? 0;
    const isUp = isLater(old.get(name), now.get(name));
    // Down is noted from the first time on, up only where it was down before.
    if (isUp === null || isUp !== (changes % 2 === 1)) continue;
    known.set(key, { key, changes: changes + 1, lastAt: at });
  }
  const newestFirst = [...known.values()].sort((a, b) => compareText(b.lastAt, a.lastAt) || compareText(a.key, b.key));
  return newestFirst.slice(0, MOST);
}

/** True: a later version, or there again. False: an earlier one, or gone. Null: the same. */
function isLater(old: string | undefined, now: string | undefined): boolean | null {
  if (old === now) return null;
  if (old === undefined || now === undefined) return old === undefined;
  const order = compareVersions('dpkg', now, old);
  return order === 1 ? true : order === -1 ? false : null;
}

function versionsByName(packages: readonly ObservedPackage[]): ReadonlyMap<string, string> {
  return new Map(packages.map(({ name, version }) => [name, version]));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

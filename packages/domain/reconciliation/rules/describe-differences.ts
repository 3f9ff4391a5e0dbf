import type { CauseId } from '../cause-id.ts';
import type { RuleSet } from './rule-set.ts';

/** What is different from one rule set to another, a sentence each: what people sign for. */
export function describeDifferences(from: RuleSet, to: RuleSet): readonly string[] {
  const [was, becomes] = [ownOf(from), ownOf(to)];
  const added = [...becomes.keys()].filter((id) => !was.has(id));
  const removed = [...was.keys()].filter((id) => !becomes.has(id));
  const changed = [...becomes].filter(([id, version]) => was.has(id) && was.get(id) !== version);
  return [
    ...added.map((id) => `New rule “${to.rule(id).label}” (${id}), ${placeOf(id, to)}.`),
    ...removed.map((id) => `“${from.rule(id).label}” (${id}) is taken out.`),
    ...changed.map(([id, version]) => `“${to.rule(id).label}” (${id}) is changed: version ${version}.`),
    ...switched(from, to, removed, 'off'),
    ...switched(to, from, added, 'on'),
    ...moved(from, to).map((id) => `“${to.rule(id).label}” (${id}) is tried at another place: ${placeOf(id, to)}.`),
  ];
}

function ownOf({ document }: RuleSet): ReadonlyMap<CauseId, number> {
  return new Map(document.own.map(({ id, version }) => [id, version]));
}

/** Rules that one set tries and the other does not, although it has them. */
function switched(trying: RuleSet, not: RuleSet, without: readonly CauseId[], word: 'on' | 'off'): readonly string[] {
  const tried = new Set(not.tried.map(({ id }) => id));
  return trying.tried.flatMap(({ id, label }) =>
    tried.has(id) || without.includes(id) ? [] : [`“${label}” (${id}) is switched ${word}.`],
  );
}

function placeOf(id: CauseId, { document: { order }, rule }: RuleSet): string {
  const before = order[order.indexOf(id) - 1];
  return before === undefined ? 'tried first' : `tried after “${rule(before).label}”`;
}

/** The fewest rules that must move to get from one order to the other: those outside the longest run that keeps its order. */
function moved(from: RuleSet, to: RuleSet): readonly CauseId[] {
  const shared = to.document.order.filter((id) => from.document.order.includes(id));
  const places = shared.map((id) => from.document.order.indexOf(id));
  const stays = longestRising(places);
  return shared.filter((_, index) => !stays.has(index));
}

/** The indexes of a longest rising run within some numbers. A few hundred at most: the plain way is quick enough. */
function longestRising(numbers: readonly number[]): ReadonlySet<number> {
  const best: { readonly length: number; readonly before: number | null }[] = [];
  for (const number of numbers) {
    let length = 1;
    let before: number | null = null;
    for (const [earlier, run] of best.entries()) {
      if ((numbers[earlier] ?? 0) < number && run.length + 1 > length) {
        length = run.length + 1;
        before = earlier;
      }
    }
    best.push({ length, before });
  }
  const longest = Math.max(0, ...best.map(({ length }) => length));
  const found = new Set<number>();
  let at: number | null = best.findIndex(({ length }) => length === longest);
  while (at !== null && at >= 0) {
    found.add(at);
    at = best[at]?.before ?? null;
  }
  return found;
}

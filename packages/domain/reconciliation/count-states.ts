import { BRIDGE_PARTS, type BridgePart } from './bridge.ts';
import type { CauseId } from './cause-id.ts';
import type { CellState } from './cell-state.ts';
import type { StateCount } from './unit-numbers.ts';
import { isDisagreement, type Verdict } from './verdict.ts';

/** IT's word in three: an opinion for or against, or none. */
export const IT_WORDS = ['installed', 'missing', 'silent'] as const;
export type ItWord = (typeof IT_WORDS)[number];

/** InfoSec's word in three; `not_looked` on a device that it has not scanned. */
export const INFOSEC_WORDS = ['not_reported', 'reported', 'not_looked'] as const;
export type InfosecWord = (typeof INFOSEC_WORDS)[number];

export function itWordOf({ itSays, itCounts }: CellState): ItWord {
  if (!itCounts) return 'silent';
  return itSays === 'installed' ? 'installed' : 'missing';
}

export function infosecWordOf({ infosecSays }: CellState): InfosecWord {
  return infosecSays === 'absent' ? 'not_looked' : infosecSays;
}

export function cellsByVerdict(counts: readonly StateCount[]): Record<Verdict, number> {
  const sums = { disputed: 0, unproven: 0, open: 0, proven: 0, excepted: 0 };
  for (const { state, cells } of counts) sums[state.verdict] += cells;
  return sums;
}

/** Disputed and unproven cells that no rule explains: shown as such, never counted as proven. */
export function unexplainedCells(counts: readonly StateCount[]): number {
  return sum(counts.filter(({ state }) => state.cause === 'unexplained'));
}

/** Cells behind one cause in one part of the bridge. */
export interface PartCells {
  readonly part: BridgePart;
  readonly cause: CauseId;
  readonly cells: number;
  /** Of these, those that stand on the other side of agreed too. */
  readonly alsoAcross: number;
}

export function cellsByPart(counts: readonly StateCount[]): readonly PartCells[] {
  return BRIDGE_PARTS.flatMap((part) => {
    const inPart = counts.filter(({ state }) => state.itPart === part || state.infosecPart === part);
    return [...Map.groupBy(inPart, ({ state }) => state.cause)].flatMap(([cause, own]) => {
      if (cause === null) return [];
      const across = own.filter(({ state }) => state.itPart !== null && state.infosecPart !== null);
      return [{ part, cause, cells: sum(own), alsoAcross: sum(across) }];
    });
  });
}

/** Disputed and unproven cells of each cause. */
export interface CauseCells {
  readonly cause: CauseId;
  readonly cells: number;
  readonly disputed: number;
}

export function cellsByCause(counts: readonly StateCount[]): readonly CauseCells[] {
  const differing = counts.filter(({ state }) => isDisagreement(state.verdict));
  return [...Map.groupBy(differing, ({ state }) => state.cause)].flatMap(([cause, own]) =>
    cause === null
      ? []
      : [{ cause, cells: sum(own), disputed: sum(own.filter(({ state }) => state.verdict === 'disputed')) }],
  );
}

/** Both sides' words: nine pairs, in their order, also those without any cell. */
export function cellsByWords(counts: readonly StateCount[]) {
  return IT_WORDS.flatMap((it) =>
    INFOSEC_WORDS.map((infosec) => {
      const own = counts.filter(({ state }) => itWordOf(state) === it && infosecWordOf(state) === infosec);
      const proven = own.filter(({ state }) => state.verdict === 'proven');
      return { it, infosec, cells: sum(own), proven: sum(proven) };
    }),
  );
}

function sum(counts: readonly StateCount[]): number {
  return counts.reduce((cells, count) => cells + count.cells, 0);
}

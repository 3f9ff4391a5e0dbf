import type { CellMoves } from './frozen-scope.ts';

/** One fix in a cycle. `required` cells of the start are proven, gone, or left; late ones are counted beside them. */
export interface FixProgress {
  readonly fixId: number;
  /** Cells required at the start; 0 for a fix that came late. */
  readonly required: number;
  readonly provenAtStart: number;
  /** Of the required ones, proven now, and not required any more. */
  readonly proven: number;
  readonly gone: number;
  /** Of the required ones, excepted now: set aside by both teams. */
  readonly excepted: number;
  readonly late: number;
  readonly lateProven: number;
}

/** Cells of a fix at the start of a cycle. */
export interface FrozenFix {
  readonly fixId: number;
  readonly required: number;
  readonly proven: number;
  readonly excepted: number;
}

/** Every fix of the start and every one that came, with what became of its cells. */
export function fixProgress(frozen: readonly FrozenFix[], moves: readonly CellMoves[]): readonly FixProgress[] {
  const ofFix = Map.groupBy(moves, ({ fixId }) => fixId);
  const known = new Set(frozen.map(({ fixId }) => fixId));
  const none = { required: 0, proven: 0, excepted: 0 };
  const came = [...ofFix.keys()].filter((fixId) => !known.has(fixId)).map((fixId) => ({ fixId, ...none }));
  return [...frozen, ...came].map(({ fixId, required, proven, excepted }) => {
    const own = ofFix.get(fixId) ?? [];
    const sum = (test: (move: CellMoves) => boolean) =>
      own.reduce((cells, move) => cells + (test(move) ? move.cells : 0), 0);
    const net = (verdict: CellMoves['after']) =>
      sum(({ before, after }) => before !== null && after === verdict) - sum(({ before }) => before === verdict);
    return {
      fixId,
      required,
      provenAtStart: proven,
      proven: proven + net('proven'),
      excepted: excepted + net('excepted'),
      gone: sum(({ before, after }) => before !== null && after === null),
      late: sum(({ before, after }) => before === null && after !== null),
      lateProven: sum(({ before, after }) => before === null && after === 'proven'),
    };
  });
}

/** Cells of the start that are neither proven nor set aside nor gone. */
export function cellsLeft({ required, proven, excepted, gone }: FixProgress): number {
  return required - proven - excepted - gone;
}

import type { NumberTotals, Ratio } from '@baton/domain/reconciliation/bridge.ts';
import type { StateCount } from '@baton/domain/reconciliation/unit-numbers.ts';
import { readSettledDay } from '@baton/store/board/board-days.ts';
import { readFleetFigures } from '@baton/store/board/board-figures.ts';
import { isFleetNow, type View } from '@baton/store/board/device-set.ts';
import { readFiguresOfView } from '@baton/store/board/figures-of-view.ts';
import { readFixFigures } from '@baton/store/board/fix-figures.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { KeptState } from '@baton/store/evidence/cell-states.ts';
import type { BoardFigures, FixFigures, StateCells } from '@baton/store/tables/day-figures.ts';
import { dayBefore, endOfDay } from './asked-view.ts';
import { computedOnce } from './computed-once.ts';
import { knownStates } from './known-states.ts';

/** The figures of a view, with the words of its states. */
export interface KnownFigures extends Omit<BoardFigures, 'states'> {
  readonly states: readonly StateCount<KeptState>[];
}

/** All that a board shows of a view: rolled up, noted, or computed once. */
export async function figuresOf(db: Database, view: View): Promise<KnownFigures> {
  return withStates(db, await computedOnce(db, 'figures', view, (trx) => readFigures(trx, view)));
}

export async function withStates(db: Database, figures: BoardFigures): Promise<KnownFigures> {
  const states = await knownStates(
    db,
    figures.states.map(({ stateId }) => stateId),
  );
  return { ...figures, states: withWords(figures.states, states) };
}

/** The numbers by fixes and vulnerabilities of a view. */
export function fixFiguresOf(db: Database, view: View): Promise<FixFigures> {
  return computedOnce(
    db,
    'fix figures',
    view,
    async (trx) => (await notedDay(trx, view)) ?? (await readFixFigures(trx, view)),
  );
}

/** The figures of a view within a snapshot, where something else is read of the same. */
export async function readFigures(trx: DatabaseTransaction, view: View): Promise<BoardFigures> {
  if (isFleetNow(view)) return readFleetFigures(trx);
  return (await notedDay(trx, view)) ?? (await readFiguresOfView(trx, view));
}

/** The whole fleet's days are noted after their end; scopes, other moments, and days that were missed, are gone back to. */
async function notedDay(trx: DatabaseTransaction, { scope, at }: View) {
  if (scope.length > 0 || at === null) return null;
  const day = dayBefore(at);
  return Temporal.Instant.compare(endOfDay(day), at) === 0 ? readSettledDay(trx, day) : null;
}

function withWords(
  counts: readonly StateCells[],
  states: ReadonlyMap<number, KeptState>,
): readonly StateCount<KeptState>[] {
  return counts.map(({ stateId, cells }) => {
    const state = states.get(stateId);
    if (state === undefined) throw new Error(`The state ${stateId} is not in the dictionary.`);
    return { state, cells };
  });
}

export interface ThreeNumbers {
  readonly it: Ratio;
  readonly infosec: Ratio;
  readonly agreed: Ratio;
}

export function threeNumbers(totals: NumberTotals): ThreeNumbers {
  return {
    it: { numerator: totals.itInstalled, denominator: totals.itCounted },
    infosec: { numerator: totals.infosecNotReported, denominator: totals.infosecScanned },
    agreed: { numerator: totals.proven, denominator: totals.required },
  };
}

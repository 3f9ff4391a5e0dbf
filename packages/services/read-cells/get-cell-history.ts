import type { CellWords } from '@baton/contract/cells.ts';
import { type CellMove, readCellMoves, readFirstJudging, readMovingReports } from '@baton/store/board/cell-history.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { findCell } from '@baton/store/evidence/list-cells.ts';
import { knownStates } from '../read-board/known-states.ts';
import { currentRules } from '../rules/current-rules.ts';
import { ServiceError } from '../service-error.ts';
import { wordsOf } from './state-words.ts';

/** Every move of one cell with its reason, the newest first; a cell that its device had from the first ends with that. */
export async function getCellHistory(db: Database, device: string, fix: string) {
  const moves = await readCellMoves(db, device, fix);
  const beginning = await beginningOf(db, device, fix, moves.at(-1)?.before);
  const all = [...moves, ...(beginning === null ? [] : [beginning])];
  if (all.length === 0) {
    throw new ServiceError('not-found', `This device never had a cell of ${fix}.`, { where: 'params.fix' });
  }
  const numbers = all.flatMap(({ before, after }) => [before, after]).filter((number) => number !== 0);
  const states = await knownStates(db, numbers);
  const rules = await currentRules(db);
  const reports = await readMovingReports(
    db,
    all.flatMap(({ reportId }) => reportId ?? []),
  );
  const words = (stateId: number): CellWords | null => {
    const state = states.get(stateId);
    return state === undefined ? null : wordsOf(state, rules);
  };
  return {
    moves: all.map(({ at, before, after, reason, reportId }) => ({
      at,
      before: words(before),
      after: words(after),
      reason,
      report: reportId === null ? null : (reports.get(reportId) ?? null),
    })),
  };
}

/** The first judging of the device, where the cell was there from then on: it is what the oldest move leads back to. */
async function beginningOf(
  db: Database,
  device: string,
  fix: string,
  oldest: number | undefined,
): Promise<CellMove | null> {
  if (oldest === 0) return null;
  const after = oldest ?? (await findCell(db, device, fix))?.stateId;
  const first = after === undefined ? null : await readFirstJudging(db, device);
  return first === null || after === undefined ? null : { ...first, before: 0, after };
}

import type { WorkCell, WorkFilter } from '@baton/contract/disagreements.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import * as store from '@baton/store/disagreements/list-work.ts';
import { knownStates } from '../read-board/known-states.ts';
import { linesOf } from '../read-cells/evidence-lines.ts';
import { rowOf } from '../read-cells/list-cells.ts';
import { currentRules } from '../rules/current-rules.ts';
import { choiceOfFilter } from './choose-cells.ts';
import { countByState, countOfScope } from './count-by-state.ts';

export interface WorkQuery extends WorkFilter {
  readonly page: number;
  readonly pageSize: number;
}

/** A page of disputed and unproven cells in the order of their clocks, with both sides’ evidence in a line each. */
export async function listWorkCells(
  db: Database,
  { page, pageSize, ...filter }: WorkQuery,
): Promise<{ rows: WorkCell[]; total: number }> {
  const choice = await choiceOfFilter(db, filter, Date.now());
  const found = await store.listWorkCells(db, choice, { limit: pageSize, offset: (page - 1) * pageSize });
  const rules = await currentRules(db);
  const lines = await linesOf(db, found, rules);
  const counts = (await countOfScope(db, choice, filter.scope)) ?? (await countByState(db, choice));
  const states = await knownStates(
    db,
    found.map(({ stateId }) => stateId),
  );
  return {
    rows: found.flatMap((cell) => {
      const state = states.get(cell.stateId);
      if (state === undefined) return [];
      return [
        {
          ...rowOf({ ...cell, state }, lines(cell), rules),
          clock: { since: cell.since, dueAt: cell.dueAt, hours: cell.hours },
          assignee:
            cell.personId === null || cell.personName === null
              ? null
              : { personId: cell.personId, name: cell.personName },
          questions: cell.questions,
          settles: cell.settles,
        },
      ];
    }),
    total: counts.reduce((sum, { cells }) => sum + cells, 0),
  };
}

import type { DisagreementGroup, GroupBy } from '@baton/contract/disagreements.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { Connection } from '@baton/store/disagreements/chosen-cells.ts';
import { countWaitingQuestions } from '@baton/store/disagreements/questions.ts';
import { readStateCounts } from '@baton/store/disagreements/queue-groups.ts';
import { countOpenRequests } from '@baton/store/disagreements/read-requests.ts';
import { readBoardTotals } from '@baton/store/evidence/board.ts';
import { clockedStates, type WorkState } from './clocked-states.ts';
import { groupsByCause } from './groups-by-cause.ts';
import { groupsByDevice, groupsByFixOrCheck, groupsByOwner, groupsByPerson } from './groups-by-other.ts';
import { type CountedState, sumStates, withStates } from './sum-states.ts';

export interface DisagreementQuery {
  readonly by: GroupBy;
  readonly page: number;
  readonly pageSize: number;
}

/** What groups are made from: every state with its cells, as one look at the database told. */
export interface QueueLook {
  readonly db: Connection;
  readonly states: readonly WorkState[];
  readonly counts: readonly CountedState[];
  readonly limit: number;
  readonly offset: number;
}

export interface Groups {
  readonly groups: readonly DisagreementGroup[];
  readonly total: number;
}

/** Disputed and unproven cells as a queue, from rolled-up counts and indexes: the largest first, unexplained never left out. */
export async function listDisagreements(db: Database, { by, page, pageSize }: DisagreementQuery) {
  // One snapshot, so that groups and their sum are of one moment.
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const totals = await readBoardTotals(trx);
      const states = await clockedStates(trx, Date.now());
      const counts = withStates(await readStateCounts(trx, states), states);
      const look = { db: trx, states, counts, limit: pageSize, offset: (page - 1) * pageSize };
      const { groups, total } = await GROUPS[by](look);
      return {
        by,
        groups: [...groups],
        total,
        ...sumStates(counts),
        required: totals.proven + totals.open + totals.disputed + totals.unproven + totals.excepted,
        unexplained: sumStates(counts.filter(({ state }) => state.cause === 'unexplained')).cells,
        questions: await countWaitingQuestions(trx),
        requests: await countOpenRequests(trx),
      };
    });
}

const GROUPS: Readonly<Record<GroupBy, (look: QueueLook) => Promise<Groups>>> = {
  cause: (look) => groupsByCause(look, 'cells'),
  gain: (look) => groupsByCause(look, 'alone'),
  owner: groupsByOwner,
  person: groupsByPerson,
  device: groupsByDevice,
  fix: (look) => groupsByFixOrCheck(look, 'fix'),
  check: (look) => groupsByFixOrCheck(look, 'check'),
};

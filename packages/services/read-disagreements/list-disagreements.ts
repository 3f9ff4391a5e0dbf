import type { DisagreementGroup, GroupBy } from '@baton/contract/disagreements.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import { numbersOfCells } from '@baton/domain/reconciliation/unit-numbers.ts';
import { isFleetNow, type View } from '@baton/store/board/device-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { Connection } from '@baton/store/disagreements/chosen-cells.ts';
import { countWaitingQuestions } from '@baton/store/disagreements/questions.ts';
import { readStateCounts } from '@baton/store/disagreements/queue-groups.ts';
import { countOpenRequests } from '@baton/store/disagreements/read-requests.ts';
import { readBoardTotals, readCauseTotals } from '@baton/store/evidence/board.ts';
import { type AskedView, viewOf } from '../read-board/asked-view.ts';
import { figuresOf } from '../read-board/board-figures.ts';
import { currentRules } from '../rules/current-rules.ts';
import { ServiceError } from '../service-error.ts';
import { clockedStates, type WorkState } from './clocked-states.ts';
import { groupsByCause } from './groups-by-cause.ts';
import { groupsByDevice, groupsByFixOrCheck, groupsByOwner, groupsByPerson } from './groups-by-other.ts';
import { type CountedState, sumStates, withStates } from './sum-states.ts';

export interface DisagreementQuery extends AskedView {
  readonly by: GroupBy;
  readonly page: number;
  readonly pageSize: number;
}

/** What groups are made from: every state with its cells, as one look at the database told. */
export interface QueueLook {
  readonly db: Connection;
  readonly rules: RuleSet;
  readonly states: readonly WorkState[];
  readonly counts: readonly CountedState[];
  /** On how many devices each cause is. */
  readonly devicesOf: ReadonlyMap<CauseId, number>;
  readonly limit: number;
  readonly offset: number;
}

export interface Groups {
  readonly groups: readonly DisagreementGroup[];
  readonly total: number;
}

/** Disputed and unproven cells as a queue, from rolled-up counts and indexes: the largest first, unexplained never left out. */
export async function listDisagreements(db: Database, { by, page, pageSize, ...asked }: DisagreementQuery) {
  const view = viewOf(asked);
  if (!isFleetNow(view)) return listOfView(db, view, { by, page, pageSize });
  const rules = await currentRules(db);
  // One snapshot, so that groups and their sum are of one moment.
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const totals = await readBoardTotals(trx);
      const states = await clockedStates(trx, Date.now());
      const counts = withStates(await readStateCounts(trx, states), states);
      const devicesOf = devicesByCause(await readCauseTotals(trx));
      const look = { db: trx, rules, states, counts, devicesOf, limit: pageSize, offset: (page - 1) * pageSize };
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

/** The same of a scope or of a day that is over: cells by state, without clocks, which are of now. */
async function listOfView(
  db: Database,
  view: View,
  { by, page, pageSize }: Pick<DisagreementQuery, 'by' | 'page' | 'pageSize'>,
) {
  if (by !== 'cause' && by !== 'gain' && by !== 'owner') {
    throw new ServiceError('invalid', `A scope or a past day is not grouped by ${by}.`, {
      where: 'query.by',
      hint: 'Group it by cause, gain or owner, or ask for all devices now.',
    });
  }
  const figures = await figuresOf(db, view);
  const states = await clockedStates(db, Date.now());
  const cells = figures.states.map(({ state, cells: some }) => ({ stateId: state.stateId, cells: some }));
  const counts = withStates(
    cells.map((count) => ({ ...count, over: 0, risk: 0, oldest: null })),
    states,
  );
  const devicesOf = devicesByCause(figures.causes);
  const look = {
    db,
    rules: await currentRules(db),
    states,
    counts,
    devicesOf,
    limit: pageSize,
    offset: (page - 1) * pageSize,
  };
  const { groups, total } = await GROUPS[by](look);
  return {
    by,
    groups: [...groups],
    total,
    ...sumStates(counts),
    required: numbersOfCells(figures.states).required,
    unexplained: sumStates(counts.filter(({ state }) => state.cause === 'unexplained')).cells,
    questions: await countWaitingQuestions(db),
    requests: await countOpenRequests(db),
  };
}

function devicesByCause(
  totals: readonly { readonly part: string; readonly cause: CauseId; readonly devices: number }[],
): ReadonlyMap<CauseId, number> {
  return new Map(totals.flatMap(({ part, cause, devices }) => (part === 'all' ? [[cause, devices]] : [])));
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

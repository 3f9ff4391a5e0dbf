import type { GroupBy } from '@baton/contract/disagreements.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import { numbersOfCells } from '@baton/domain/reconciliation/unit-numbers.ts';
import { isFleetNow, type View } from '@baton/store/board/device-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { Connection } from '@baton/store/disagreements/chosen-cells.ts';
import { countWaitingQuestions } from '@baton/store/disagreements/questions.ts';
import { readStateCounts, readStateCountsOf } from '@baton/store/disagreements/queue-groups.ts';
import { countOpenRequests } from '@baton/store/disagreements/read-requests.ts';
import { readBoardTotals, readCauseTotals } from '@baton/store/evidence/board.ts';
import { type AskedView, viewOf } from '../read-board/asked-view.ts';
import { figuresOf, type KnownFigures } from '../read-board/board-figures.ts';
import { snapshot } from '../read-board/computed-once.ts';
import { currentRules } from '../rules/current-rules.ts';
import { ServiceError } from '../service-error.ts';
import { devicesOfScope } from './choose-cells.ts';
import { clockedStates, type WorkState } from './clocked-states.ts';
import { groupsByCause } from './groups-by-cause.ts';
import { groupsByDevice, groupsByFixOrCheck, groupsByOwner, groupsByPerson } from './groups-by-other.ts';
import { onceAMinute } from './once-a-minute.ts';
import type { Groups, QueueLook } from './queue-look.ts';
import { type CountedState, sumStates, withStates } from './sum-states.ts';

export interface DisagreementQuery extends AskedView {
  readonly by: GroupBy;
  readonly page: number;
  readonly pageSize: number;
}

/** Disputed and unproven cells of a scope as a queue: the largest first, unexplained never left out. */
export async function listDisagreements(db: Database, { by, page, pageSize, ...asked }: DisagreementQuery) {
  const view = viewOf(asked);
  if (view.at !== null) requirePastGrouping(by);
  const rules = await currentRules(db);
  const known = isFleetNow(view) ? null : await figuresOf(db, view);
  const limits = { limit: pageSize, offset: (page - 1) * pageSize };
  const look = (trx: Connection, now: number) => lookAt(trx, { by, view, known, rules, now, ...limits });
  // Who has cells moves without a new version of the data.
  const seen =
    by === 'person'
      ? await snapshot(db, (trx) => look(trx, Date.now()))
      : await onceAMinute(db, view, `${by} ${page} ${pageSize} ${rules.version}`, look);
  return {
    by,
    ...seen,
    groups: [...seen.groups],
    questions: await countWaitingQuestions(db),
    requests: await countOpenRequests(db),
  };
}

interface Looking extends Pick<QueueLook, 'rules' | 'limit' | 'offset'> {
  readonly by: GroupBy;
  readonly view: View;
  /** What is rolled up of a scope or a past day; null for the whole fleet now. */
  readonly known: KnownFigures | null;
  readonly now: number;
}

/** In one snapshot, so that groups and their sum are of one moment. */
async function lookAt(trx: Connection, { by, view, known, now, ...how }: Looking) {
  const states = await clockedStates(trx, now);
  const { counts, causes, required } =
    known === null ? await countFleet(trx, states) : await countView(trx, view, known, states);
  const devices = devicesOfScope(view.scope);
  const look = { db: trx, states, counts, devicesOf: devicesByCause(causes), devices, ...how };
  return {
    ...(await GROUPS[by](look)),
    ...sumStates(counts),
    required,
    unexplained: sumStates(counts.filter(({ state }) => state.cause === 'unexplained')).cells,
  };
}

interface Counted {
  readonly counts: readonly CountedState[];
  readonly causes: Parameters<typeof devicesByCause>[0];
  /** Required cells, disputed or not. */
  readonly required: number;
}

async function countFleet(trx: Connection, states: readonly WorkState[]): Promise<Counted> {
  const totals = await readBoardTotals(trx);
  return {
    counts: withStates(await readStateCounts(trx, states), states),
    causes: await readCauseTotals(trx),
    required: totals.proven + totals.open + totals.disputed + totals.unproven + totals.excepted,
  };
}

/** Of a past day there are no clocks: these are of now. */
async function countView(
  trx: Connection,
  { scope, at }: View,
  figures: KnownFigures,
  states: readonly WorkState[],
): Promise<Counted> {
  const past = figures.states.map(({ state: { stateId }, cells }) => ({
    stateId,
    cells,
    over: 0,
    risk: 0,
    oldest: null,
  }));
  const counts = at === null ? await readStateCountsOf(trx, states, devicesOfScope(scope)) : past;
  return {
    counts: withStates(counts, states),
    causes: figures.causes,
    required: numbersOfCells(figures.states).required,
  };
}

function requirePastGrouping(by: GroupBy): void {
  if (by === 'cause' || by === 'gain' || by === 'owner') return;
  throw new ServiceError('invalid', `A past day is not grouped by ${by}.`, {
    where: 'query.by',
    hint: 'Group it by cause, gain or owner, or ask for now.',
  });
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

import type { Scope } from '@baton/domain/scope/scope.ts';
import { FLEET_NOW } from '@baton/store/board/device-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type Connection, countChosenByState } from '@baton/store/disagreements/chosen-cells.ts';
import {
  readPersonGroups,
  readStateCounts,
  readStateCountsOf,
  type StateCount,
} from '@baton/store/disagreements/queue-groups.ts';
import { devicesOfScope, isOfStatesOnly, type WorkChoice } from './choose-cells.ts';
import { clockedStates } from './clocked-states.ts';
import { onceAMinute } from './once-a-minute.ts';

type Count = Pick<StateCount, 'stateId' | 'cells'>;

/** How many cells are chosen of each state: from what is rolled up wherever that can tell, else counted along an index. */
export async function countByState(db: Connection, choice: WorkChoice): Promise<readonly Count[]> {
  const { clock, person, ...others } = choice;
  if (!isOfStatesOnly(others) || (person !== undefined && person !== 'nobody')) return countChosenByState(db, choice);
  if (person === undefined) {
    const counts = await readStateCounts(db, choice.states);
    return counts.map((count) => ({ stateId: count.stateId, cells: byClock(count, clock) }));
  }
  return clock === undefined ? countOfNobody(db, choice) : countChosenByState(db, choice);
}

/** What nobody has is what there is without what somebody has: those are few. */
async function countOfNobody(db: Connection, { states }: WorkChoice): Promise<readonly Count[]> {
  const taken = Map.groupBy(await readPersonGroups(db, states), ({ stateId }) => stateId);
  return (await readStateCounts(db, states)).map(({ stateId, cells }) => ({
    stateId,
    cells: (taken.get(stateId) ?? []).reduce((left, some) => left - some.cells, cells),
  }));
}

/** The same of a scope that nothing but states and clocks narrows, for lists; null where something else does. */
export async function countOfScope(
  db: Database,
  { clock, devices, ...choice }: WorkChoice,
  scope: Scope | undefined,
): Promise<readonly Count[] | null> {
  if (scope === undefined || devices === undefined || !isOfStatesOnly(choice)) return null;
  const counts = await onceAMinute(db, { ...FLEET_NOW, scope }, 'states', async (trx, now) =>
    readStateCountsOf(trx, await clockedStates(trx, now), devicesOfScope(scope)),
  );
  const wanted = new Set(choice.states.map(({ stateId }) => stateId));
  return counts
    .filter(({ stateId }) => wanted.has(stateId))
    .map((count) => ({ stateId: count.stateId, cells: byClock(count, clock) }));
}

function byClock({ cells, over, risk }: StateCount, clock: WorkChoice['clock']): number {
  return clock === undefined ? cells : clock === 'over' ? over : risk;
}

import { type Connection, countChosenByState } from '@baton/store/disagreements/chosen-cells.ts';
import { readPersonGroups, readStateCounts, type StateCount } from '@baton/store/disagreements/queue-groups.ts';
import { isOfStatesOnly, type WorkChoice } from './choose-cells.ts';

type Count = Pick<StateCount, 'stateId' | 'cells'>;

/** How many cells are chosen of each state: from what is rolled up wherever that can tell, else counted along an index. */
export async function countByState(db: Connection, choice: WorkChoice): Promise<readonly Count[]> {
  const { clock, person, ...others } = choice;
  if (!isOfStatesOnly(others) || (person !== undefined && person !== 'nobody')) return countChosenByState(db, choice);
  if (person === undefined) {
    const counts = await readStateCounts(db, choice.states);
    return counts.map(({ stateId, cells, over, risk }) => ({
      stateId,
      cells: clock === undefined ? cells : clock === 'over' ? over : risk,
    }));
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

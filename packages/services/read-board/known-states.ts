import type { Database } from '@baton/store/connection/connect-database.ts';
import { type KeptState, readCellStates, readNewestState } from '@baton/store/evidence/cell-states.ts';

const KNOWN = new WeakMap<Database, ReadonlyMap<number, KeptState>>();

/**
 * The dictionary of states, mirrored: a state never changes, so it is read again only when there are more.
 *
 * @param wanted numbers that are looked up: where the mirror has them, nothing is asked. The newest, unless told
 */
export async function knownStates(db: Database, wanted?: Iterable<number>): Promise<ReadonlyMap<number, KeptState>> {
  const known = KNOWN.get(db);
  const numbers = wanted ?? [await readNewestState(db)];
  if (known !== undefined && Iterator.from(numbers).every((number) => known.has(number))) return known;
  const states = new Map((await readCellStates(db)).map((state) => [state.stateId, state]));
  KNOWN.set(db, states);
  return states;
}

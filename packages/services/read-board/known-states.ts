import type { Database } from '@baton/store/connection/connect-database.ts';
import { type KeptState, readCellStates, readNewestState } from '@baton/store/evidence/cell-states.ts';

const KNOWN = new WeakMap<Database, ReadonlyMap<number, KeptState>>();

/** The dictionary of states, mirrored: a state never changes, so it is read again only when there are more. */
export async function knownStates(db: Database): Promise<ReadonlyMap<number, KeptState>> {
  const known = KNOWN.get(db);
  if (known?.has(await readNewestState(db)) === true) return known;
  const states = new Map((await readCellStates(db)).map((state) => [state.stateId, state]));
  KNOWN.set(db, states);
  return states;
}

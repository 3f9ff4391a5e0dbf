import type { Cell } from '@baton/domain/reconciliation/cell.ts';
import { type CellState, isOfState, stateKey, stateOf } from '@baton/domain/reconciliation/cell-state.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { insertCellStates, readCellStates } from '@baton/store/evidence/cell-states.ts';

/** A state as this process knows it; its number is 0 until the database gave one. */
export interface NumberedState extends CellState {
  readonly stateId: number;
}

interface Entry extends CellState {
  stateId: number;
}

const MOST_RECENT = 6;

/** The dictionary of states, mirrored. Cells of one state share one object. */
export class StateBook {
  readonly #byKey = new Map<string, Entry>();
  readonly #byId = new Map<number, Entry>();
  #unnumbered: Entry[] = [];
  /** The states that were asked for last and have no remarks. */
  #recent: Entry[] = [];

  constructor() {
    this.of(PLAINLY_PROVEN);
  }

  /** The state of a cell. A state that is new gets its number with the next `number`. */
  of(cell: Cell): NumberedState {
    // A fleet's cells are mostly of a few states: then no key is made.
    for (const recent of this.#recent) if (isOfState(cell, recent)) return recent;
    const key = stateKey(cell);
    const known = this.#byKey.get(key);
    if (known !== undefined) {
      if (known.also.length === 0) this.#recent = [known, ...this.#recent.slice(0, MOST_RECENT - 1)];
      return known;
    }
    const entry = { ...stateOf(cell), stateId: 0 };
    this.#byKey.set(key, entry);
    this.#unnumbered.push(entry);
    return entry;
  }

  /** A state by its number. */
  byId(stateId: number): NumberedState {
    const known = this.#byId.get(stateId);
    if (known === undefined) throw new Error(`The state ${stateId} of a cell is not in the dictionary.`);
    return known;
  }

  /** The state of a proven cell: the plain one, unless its own is kept. */
  provenState(stateId: number | undefined): NumberedState {
    return stateId === undefined ? this.of(PLAINLY_PROVEN) : this.byId(stateId);
  }

  /** Gives every state that was met a number, and learns what other processes have numbered. */
  async number(db: Database, kept: Iterable<number> = []): Promise<void> {
    const unnumbered = this.#unnumbered;
    if (unnumbered.length === 0 && [...kept].every((stateId) => this.#byId.has(stateId))) return;
    await insertCellStates(db, unnumbered);
    for (const state of await readCellStates(db)) this.#take(state);
    this.#unnumbered = this.#unnumbered.filter(({ stateId }) => stateId === 0);
  }

  #take(state: NumberedState): void {
    if (this.#byId.has(state.stateId)) return;
    const entry = this.#byKey.get(stateKey(state)) ?? { ...state };
    entry.stateId = state.stateId;
    this.#byKey.set(stateKey(state), entry);
    this.#byId.set(state.stateId, entry);
  }
}

/** By the contract of evidence: installed by IT, looked at afterwards and not reported by InfoSec, nothing to remark. */
const PLAINLY_PROVEN: Cell = {
  deviceId: '',
  fixId: '',
  verdict: 'proven',
  cause: null,
  ruleVersion: null,
  also: [],
  owner: 'none',
  itSays: 'installed',
  infosecSays: 'not_reported',
  itCounts: true,
  scanned: true,
  folded: [],
};

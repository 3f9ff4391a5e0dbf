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

/** The dictionary of states, mirrored. Cells of one state share one object. */
export class StateBook {
  readonly #byKey = new Map<string, Entry>();
  readonly #byId = new Map<number, Entry>();
  #unnumbered: Entry[] = [];
  #last: Entry | null = null;

  constructor() {
    this.of(PLAINLY_PROVEN);
  }

  /** The state of a cell. A state that is new gets its number with the next `number`. */
  of(cell: Cell): NumberedState {
    // Neighbours are mostly of one state: then no key is made.
    if (this.#last !== null && isOfState(cell, this.#last)) return this.#last;
    const key = stateKey(cell);
    const known = this.#byKey.get(key);
    if (known !== undefined) {
      this.#last = known;
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

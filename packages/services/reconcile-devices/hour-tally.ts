import { isDisagreement } from '@baton/domain/reconciliation/verdict.ts';
import type { HourDelta } from '@baton/store/disagreements/cell-hours.ts';
import type { NumberedState } from './state-book.ts';

const HOUR_MS = 3_600_000;

/** Adds up how many disputed and unproven cells each state has of each hour in which they took their cause. */
export class HourTally {
  readonly #cells = new Map<NumberedState, Map<number, number>>();

  /** A cell is of this state now, since then (ISO-8601). */
  add(state: NumberedState, since: string): void {
    this.#move(state, since, 1);
  }

  /** A cell was of this state since then, and is no more. Proven cells and new ones have no such time. */
  take(state: NumberedState | null, since: string | undefined): void {
    if (state !== null && since !== undefined) this.#move(state, since, -1);
  }

  /** Call it after the states have their numbers. */
  deltas(): readonly HourDelta[] {
    return [...this.#cells].flatMap(([{ stateId }, hours]) =>
      [...hours].flatMap(([hour, cells]) => (cells === 0 ? [] : [{ stateId, hour, cells }])),
    );
  }

  #move(state: NumberedState, since: string, cells: number): void {
    if (!isDisagreement(state.verdict)) return;
    const hours = this.#cells.get(state) ?? new Map<number, number>();
    this.#cells.set(state, hours);
    const hour = Math.floor(Date.parse(since) / HOUR_MS);
    hours.set(hour, (hours.get(hour) ?? 0) + cells);
  }
}

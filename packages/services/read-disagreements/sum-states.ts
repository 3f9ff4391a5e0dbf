import type { Owner } from '@baton/domain/evidence/team.ts';
import { dueAt } from '@baton/domain/service-levels/cause-hours.ts';
import type { StateCount } from '@baton/store/disagreements/queue-groups.ts';
import type { WorkState } from './clocked-states.ts';

/** Cells of one state, with the state. */
export interface CountedState extends StateCount {
  readonly state: WorkState;
}

export function withStates(counts: readonly StateCount[], states: readonly WorkState[]): readonly CountedState[] {
  const byId = new Map(states.map((state) => [state.stateId, state]));
  return counts.flatMap((count) => {
    const state = byId.get(count.stateId);
    return state === undefined ? [] : [{ ...count, state }];
  });
}

/** What a group of cells comes to: the numbers of a row of the queue. */
export function sumStates(counts: readonly CountedState[]) {
  const sum = (of: (count: CountedState) => number): number => counts.reduce((total, count) => total + of(count), 0);
  const cells = sum((count) => count.cells);
  return {
    cells,
    disputed: sum(({ state, cells: some }) => (state.verdict === 'disputed' ? some : 0)),
    unproven: sum(({ state, cells: some }) => (state.verdict === 'unproven' ? some : 0)),
    overdue: sum(({ over }) => over),
    atRisk: sum(({ risk }) => risk),
    gain: cells,
    alone: sum(({ state, cells: some }) => (state.also.length === 0 ? some : 0)),
  };
}

/** Who moves next: one team where it is the same for all, else both. */
export function ownerOf(counts: readonly CountedState[]): Owner {
  const owners = new Set(counts.map(({ state }) => state.owner));
  const [only, another] = owners;
  return only === undefined || another !== undefined ? 'both' : only;
}

/** When the cell that is due first took its cause, and when it is due. */
export function firstDue(counts: readonly CountedState[]): { readonly since: string; readonly dueAt: string } | null {
  let first: { readonly since: string; readonly due: number } | null = null;
  for (const { oldest, state } of counts) {
    if (oldest === null) continue;
    const due = dueAt(Date.parse(oldest), state.hours);
    if (first === null || due < first.due) first = { since: oldest, due };
  }
  return first === null ? null : { since: first.since, dueAt: new Date(first.due).toISOString() };
}

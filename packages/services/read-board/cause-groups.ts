import { type CauseCells, cellsByCause } from '@baton/domain/reconciliation/count-states.ts';
import type { KnownFigures } from './board-figures.ts';

/** Disputed and unproven cells of one cause, with their devices. */
export interface CauseGroup extends CauseCells {
  readonly devices: number;
}

/** The causes of a view, the largest first, unexplained last. */
export function causeGroups({ states, causes }: KnownFigures): readonly CauseGroup[] {
  const devices = new Map(causes.flatMap((one) => (one.part === 'all' ? [[one.cause, one.devices]] : [])));
  return cellsByCause(states)
    .map((group) => ({ ...group, devices: devices.get(group.cause) ?? 0 }))
    .toSorted((a, b) => last(a.cause) - last(b.cause) || b.cells - a.cells || (a.cause < b.cause ? -1 : 1));
}

function last(cause: string): number {
  return Number(cause === 'unexplained');
}

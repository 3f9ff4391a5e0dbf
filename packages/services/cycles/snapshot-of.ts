import type { CycleSnapshot } from '@baton/domain/cycles/retrospective.ts';
import { cellsByVerdict, unexplainedCells } from '@baton/domain/reconciliation/count-states.ts';
import { numbersByCells } from '@baton/domain/reconciliation/unit-numbers.ts';
import { type KnownFigures, threeNumbers } from '../read-board/board-figures.ts';

/** The board's numbers, as a cycle keeps them. */
export function snapshotOf(figures: KnownFigures, asOf: string): CycleSnapshot {
  const { counted, withoutExceptions } = numbersByCells(figures.states);
  const verdicts = cellsByVerdict(figures.states);
  return {
    asOf,
    devices: figures.devices,
    ...threeNumbers(counted),
    agreedWithoutExceptions: threeNumbers(withoutExceptions).agreed,
    exceptedCells: verdicts.excepted,
    verdicts,
    unexplained: unexplainedCells(figures.states),
  };
}

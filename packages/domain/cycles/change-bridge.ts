import type { Ratio } from '../reconciliation/bridge.ts';
import { VERDICTS, type Verdict } from '../reconciliation/verdict.ts';
import type { CellMoves } from './frozen-scope.ts';

/**
 * Why the agreed number moved. `proven` by what the cell was, `proof-lost` by what it is now, `gone`: not required any more (a
 * newer fix took it over), and late additions by what brought them.
 */
export type ChangeKind = 'proven' | 'proof-lost' | 'gone' | 'late-device' | 'late-fix' | 'late-cell';

export interface ChangeStep {
  readonly kind: ChangeKind;
  /** What `proven` cells were, and what `proof-lost` ones are; null for the others. */
  readonly verdict: Verdict | null;
  readonly cells: number;
  /** Of these, proven: at the start of `gone` ones, at the end of the others. */
  readonly proven: number;
  readonly from: Ratio;
  readonly to: Ratio;
}

/**
 * The bridge from agreed at the start of a cycle to agreed at its end. Each step begins at the fraction at which the one before
 * it ended, so that they sum to the difference exactly, in cells. Steps without a cell are left out.
 */
export function changeBridge(start: Ratio, moves: readonly CellMoves[]): readonly ChangeStep[] {
  const steps: ChangeStep[] = [];
  let at = start;
  for (const { kind, verdict, chosen } of stepsInOrder(moves)) {
    const cells = sum(chosen);
    if (cells === 0) continue;
    const proven = kind === 'proof-lost' ? 0 : sum(chosen.filter((move) => provenOf(kind, move)));
    const to = stepTo(at, kind, cells, proven);
    steps.push({ kind, verdict, cells, proven, from: at, to });
    at = to;
  }
  return steps;
}

interface ChosenMoves {
  readonly kind: ChangeKind;
  readonly verdict: Verdict | null;
  readonly chosen: readonly CellMoves[];
}

function stepsInOrder(moves: readonly CellMoves[]): readonly ChosenMoves[] {
  const frozen = moves.filter(({ before, after }) => before !== null && after !== null);
  const late = moves.filter(({ before }) => before === null);
  const unproven = VERDICTS.filter((verdict) => verdict !== 'proven');
  const whole = (kind: ChangeKind, chosen: readonly CellMoves[]): ChosenMoves => ({ kind, verdict: null, chosen });
  return [
    ...unproven.map((verdict): ChosenMoves => {
      const chosen = frozen.filter(({ before, after }) => before === verdict && after === 'proven');
      return { kind: 'proven', verdict, chosen };
    }),
    ...unproven.map((verdict): ChosenMoves => {
      const chosen = frozen.filter(({ before, after }) => before === 'proven' && after === verdict);
      return { kind: 'proof-lost', verdict, chosen };
    }),
    whole(
      'gone',
      moves.filter(({ after }) => after === null),
    ),
    whole(
      'late-device',
      late.filter(({ newDevice }) => newDevice),
    ),
    whole(
      'late-fix',
      late.filter(({ newDevice, newFix }) => !newDevice && newFix),
    ),
    whole(
      'late-cell',
      late.filter(({ newDevice, newFix }) => !newDevice && !newFix),
    ),
  ];
}

function provenOf(kind: ChangeKind, { before, after }: CellMoves): boolean {
  return (kind === 'gone' ? before : after) === 'proven';
}

function stepTo({ numerator, denominator }: Ratio, kind: ChangeKind, cells: number, proven: number): Ratio {
  switch (kind) {
    case 'proven':
      return { numerator: numerator + cells, denominator };
    case 'proof-lost':
      return { numerator: numerator - cells, denominator };
    case 'gone':
      return { numerator: numerator - proven, denominator: denominator - cells };
    case 'late-device':
    case 'late-fix':
    case 'late-cell':
      return { numerator: numerator + proven, denominator: denominator + cells };
  }
}

function sum(moves: readonly CellMoves[]): number {
  return moves.reduce((cells, move) => cells + move.cells, 0);
}

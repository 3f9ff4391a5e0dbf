import type { Duty } from '@baton/domain/charter/charter.ts';

/** A cell of the matrix by row and column. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

const STEPS: Readonly<Record<string, Place>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

/** Where a key leads to, within the matrix; null where it is no key that moves. (ARIA grid pattern.) */
export function placeAfter(
  key: string,
  from: Place,
  size: { readonly rows: number; readonly columns: number },
): Place | null {
  if (key === 'Home') return { ...from, column: 0 };
  if (key === 'End') return { ...from, column: size.columns - 1 };
  const step = STEPS[key];
  if (step === undefined) return null;
  return {
    row: within(from.row + step.row, size.rows),
    column: within(from.column + step.column, size.columns),
  };
}

function within(at: number, count: number): number {
  return Math.min(count - 1, Math.max(0, at));
}

/**
 * What a cell says after a key: a letter sets it or takes it away, R and A go together as RA, Delete empties the cell.
 * Undefined: no key that writes.
 */
export function dutyAfter(key: string, now: Duty | null): Duty | null | undefined {
  if (key === 'Delete' || key === 'Backspace') return null;
  switch (key.toLowerCase()) {
    case 'r':
      return toggled('R', 'A', now);
    case 'a':
      return toggled('A', 'R', now);
    case 'c':
      return now === 'C' ? null : 'C';
    case 'i':
      return now === 'I' ? null : 'I';
    default:
      return undefined;
  }
}

function toggled(letter: 'R' | 'A', other: 'R' | 'A', now: Duty | null): Duty | null {
  if (now === 'RA') return other;
  if (now === letter) return null;
  return now === other ? 'RA' : letter;
}

const ROUND: readonly (Duty | null)[] = [null, 'R', 'A', 'RA', 'C', 'I'];

/** The next one, for whoever points: a press or a click goes round. */
export function nextDuty(now: Duty | null): Duty | null {
  return ROUND[(ROUND.indexOf(now) + 1) % ROUND.length] ?? null;
}

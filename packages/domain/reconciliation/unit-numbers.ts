import type { NumberTotals } from './bridge.ts';
import type { CellState } from './cell-state.ts';

/** How many cells have a state. */
export interface StateCount<State extends CellState = CellState> {
  readonly state: State;
  readonly cells: number;
}

/** The integers of the three numbers, with excepted cells and without: always both (DOMAIN, "The one number"). */
export interface NumbersOfUnit {
  readonly counted: NumberTotals;
  readonly withoutExceptions: NumberTotals;
}

export const NO_NUMBERS: NumberTotals = {
  required: 0,
  proven: 0,
  itCounted: 0,
  itInstalled: 0,
  infosecScanned: 0,
  infosecNotReported: 0,
};

/** What cells of these states come to. */
export function numbersOfCells(counts: Iterable<StateCount>): NumberTotals {
  const sum = { ...NO_NUMBERS };
  for (const { state, cells } of counts) {
    sum.required += cells;
    if (state.verdict === 'proven') sum.proven += cells;
    if (state.itCounts) sum.itCounted += cells;
    if (state.itSays === 'installed') sum.itInstalled += cells;
    if (state.scanned) sum.infosecScanned += cells;
    if (state.infosecSays === 'not_reported') sum.infosecNotReported += cells;
  }
  return sum;
}

/** The same twice: all cells, and all but the excepted ones. */
export function numbersByCells(counts: readonly StateCount[]): NumbersOfUnit {
  return {
    counted: numbersOfCells(counts),
    withoutExceptions: numbersOfCells(counts.filter(({ state }) => state.verdict !== 'excepted')),
  };
}

/**
 * A device (fix, vulnerability) as one: done when all its cells are; for IT when all are installed that IT has an opinion on, for
 * InfoSec when it reports none of those that it looked for. A unit without any such cell is not counted by that side.
 */
export function asOneUnit(cells: NumberTotals): NumberTotals {
  const one = (whole: number, done: number) => Number(whole > 0 && done === whole);
  return {
    required: Number(cells.required > 0),
    proven: one(cells.required, cells.proven),
    itCounted: Number(cells.itCounted > 0),
    itInstalled: one(cells.itCounted, cells.itInstalled),
    infosecScanned: Number(cells.infosecScanned > 0),
    infosecNotReported: one(cells.infosecScanned, cells.infosecNotReported),
  };
}

import type { NumberTotals } from '@baton/domain/reconciliation/bridge.ts';
import type { CellState } from '@baton/domain/reconciliation/cell-state.ts';
import { asOneUnit, NO_NUMBERS, numbersByCells } from '@baton/domain/reconciliation/unit-numbers.ts';
import type { DeviceDelta } from '@baton/store/evidence/move-totals.ts';

type Sum = { -readonly [Name in keyof NumberTotals]: number };

/** Adds up by how much the three numbers by devices move, with excepted cells and without. */
export class DeviceUnits {
  readonly #counted: Sum = { ...NO_NUMBERS };
  readonly #withoutExceptions: Sum = { ...NO_NUMBERS };

  /** Takes a device in by its cells of each state, or out again. */
  add(cells: ReadonlyMap<CellState, number>, sign: 1 | -1): void {
    const counts = [...cells].map(([state, count]) => ({ state, cells: count }));
    const { counted, withoutExceptions } = numbersByCells(counts);
    addTo(this.#counted, asOneUnit(counted), sign);
    addTo(this.#withoutExceptions, asOneUnit(withoutExceptions), sign);
  }

  finish(): readonly DeviceDelta[] {
    const rows = [deltaOf(this.#counted, true), deltaOf(this.#withoutExceptions, false)];
    return rows.filter(({ excepted: _, ...counts }) => Object.values(counts).some((count) => count !== 0));
  }
}

function addTo(sum: Sum, unit: NumberTotals, sign: 1 | -1): void {
  sum.required += sign * unit.required;
  sum.proven += sign * unit.proven;
  sum.itCounted += sign * unit.itCounted;
  sum.itInstalled += sign * unit.itInstalled;
  sum.infosecScanned += sign * unit.infosecScanned;
  sum.infosecNotReported += sign * unit.infosecNotReported;
}

function deltaOf(sum: Sum, excepted: boolean): DeviceDelta {
  return {
    excepted,
    required: sum.required,
    proven: sum.proven,
    it_counted: sum.itCounted,
    it_installed: sum.itInstalled,
    infosec_scanned: sum.infosecScanned,
    infosec_not_reported: sum.infosecNotReported,
  };
}

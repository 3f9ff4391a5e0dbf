import type { Cell } from '@baton/domain/reconciliation/cell.ts';
import { seenAt } from '@baton/domain/reconciliation/device-case.ts';
import type { CellGroup, DeviceCellsRecord, NewDeviceCells } from '@baton/store/evidence/write-cells.ts';
import type { FixNumbers } from './fix-numbers.ts';
import type { LoadedCase } from './load-cases.ts';
import type { NumberedState, StateBook } from './state-book.ts';

/** One judged cell in numbers. */
export interface NumberedCell {
  readonly fixId: number;
  readonly state: NumberedState;
}

/** A judged device as it is kept: rows for what is not proven, a list for what is, and its share of every number. */
export interface DeviceSummary {
  readonly row: NewDeviceCells;
  /** Every cell, proven ones too. */
  readonly cells: readonly NumberedCell[];
  readonly byState: CellsByState;
}

/** How many cells a device has of each state. */
export type CellsByState = ReadonlyMap<NumberedState, number>;

export function cellsByState(cells: readonly NumberedCell[]): CellsByState {
  const counts = new Map<NumberedState, number>();
  for (const { state } of cells) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}

/** What was kept of a device before; null where it was never judged. */
export interface KeptDevice {
  readonly row: DeviceCellsRecord;
  /** Those that are not proven. */
  readonly groups: readonly CellGroup[];
}

/** Judged cells in numbers. Their states have numbers only after the book was numbered. */
export function numberCells(cells: readonly Cell[], numbers: FixNumbers, states: StateBook): readonly NumberedCell[] {
  return cells.map((cell) => ({ fixId: numbers.of(cell.fixId), state: states.of(cell) }));
}

export interface SummaryTimes {
  /** Milliseconds since 1970, as `changesAt`. */
  readonly now: number;
  readonly lessons: number;
  /** When time alone may change a cell of the device; null where it cannot. */
  readonly changesAt: number | null;
}

/** Brings a judged device into the form in which it is kept. */
export function summariseDevice(
  { device, operatingSystem }: LoadedCase,
  cells: readonly NumberedCell[],
  kept: KeptDevice | null,
  { now, lessons, changesAt }: SummaryTimes,
): DeviceSummary {
  const proven = cells.filter(({ state }) => state.verdict === 'proven').sort((a, b) => a.fixId - b.fixId);
  const byState = cellsByState(cells);
  const lastSeen = newest(device.it.map((record) => Date.parse(record.state.lastSeen ?? '')));
  return {
    row: {
      device_id: device.deviceId,
      proven: proven.map(({ fixId }) => fixId),
      proven_since: sinceOfProven(proven, kept, now),
      proven_states: statesOfProven(proven),
      ...countCells(byState),
      ...histogram(byState),
      in_it: device.it.length > 0,
      in_infosec: device.looks.length > 0,
      operating_system: operatingSystem,
      last_seen_by_it: isoOf(lastSeen),
      last_seen_by_infosec: isoOf(newest(device.looks.filter(({ look }) => look.reached).map(seenAt))),
      first_judged_at: kept?.row.first_judged_at ?? new Date(now).toISOString(),
      lessons,
      next_change_at: isoOf(changesAt),
    },
    cells,
    byState,
  };
}

function countCells(byState: CellsByState) {
  const counts = {
    open: 0,
    disputed: 0,
    unproven: 0,
    excepted: 0,
    it_counted: 0,
    it_installed: 0,
    infosec_scanned: 0,
    infosec_not_reported: 0,
  };
  for (const [state, cells] of byState) {
    if (state.verdict !== 'proven') counts[state.verdict] += cells;
    if (state.itCounts) counts.it_counted += cells;
    if (state.itSays === 'installed') counts.it_installed += cells;
    if (state.scanned) counts.infosec_scanned += cells;
    if (state.infosecSays === 'not_reported') counts.infosec_not_reported += cells;
  }
  return counts;
}

/** How many cells the device has of each state, in the order of their numbers. */
function histogram(byState: CellsByState): { readonly states: number[]; readonly state_cells: number[] } {
  const sorted = [...byState].sort(([a], [b]) => a.stateId - b.stateId);
  return { states: sorted.map(([{ stateId }]) => stateId), state_cells: sorted.map(([, cells]) => cells) };
}

/** Proven cells are plainly so, but for the few with a remark: only then their states are kept. */
function statesOfProven(proven: readonly NumberedCell[]): number[] | null {
  return proven.every(({ state }) => state.also.length === 0) ? null : proven.map(({ state }) => state.stateId);
}

const MINUTE_MS = 60_000;

/** A cell that was proven before keeps its time. */
function sinceOfProven(proven: readonly NumberedCell[], kept: KeptDevice | null, now: number): number[] {
  const minute = Math.floor(now / MINUTE_MS);
  if (kept === null) return proven.map(() => minute);
  const before = new Map(kept.row.proven.map((fixId, index) => [fixId, kept.row.proven_since[index]]));
  return proven.map(({ fixId }) => before.get(fixId) ?? minute);
}

function newest(times: readonly number[]): number | null {
  const known = times.filter((time) => !Number.isNaN(time) && time > 0);
  return known.length === 0 ? null : Math.max(...known);
}

function isoOf(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { HourDelta } from '@baton/store/disagreements/cell-hours.ts';
import type { MoveRecord } from '@baton/store/evidence/device-moves.ts';
import {
  type BoardDelta,
  type CauseDelta,
  type FixDelta,
  NO_BOARD,
  type TotalsDelta,
} from '@baton/store/evidence/move-totals.ts';
import type { CellGroup } from '@baton/store/evidence/write-cells.ts';
import { DeviceUnits } from './device-units.ts';
import { HourTally } from './hour-tally.ts';
import type { NumberedState, StateBook } from './state-book.ts';
import {
  type CellsByState,
  cellsByState,
  type DeviceSummary,
  type KeptDevice,
  type NumberedCell,
} from './summarise-device.ts';

/** What judging some devices again moves. */
export interface CellsDiff {
  /** All cells that are not proven, of devices that were never judged and of `regrouped`. */
  readonly groups: readonly CellGroup[];
  /** Devices of which a cell that is not proven came, went or moved: what was kept of these cells no longer holds. */
  readonly regrouped: readonly string[];
  readonly totals: TotalsDelta;
  readonly moves: readonly MoveRecord[];
  /** Whether any number of any set of devices may have moved. */
  readonly moved: boolean;
  /** By how much the counts of what has waited since an hour move. */
  readonly hours: readonly HourDelta[];
  /** Cells that appeared, vanished, or have another verdict or cause. */
  readonly cellsChanged: number;
  /** Numbers of the fixes whose cells moved. */
  readonly fixes: ReadonlySet<number>;
}

type FixCounts = Omit<FixDelta, 'fix_id'>;
interface CauseCounts {
  cells: number;
  devices: number;
  disputed: number;
}

interface Move {
  readonly fixId: number;
  readonly before: NumberedState | null;
  readonly after: NumberedState | null;
}

/** Adds up, device by device, what differs between what was kept and what is judged now. */
export class DiffBuilder {
  readonly #states: StateBook;
  readonly #at: string;
  readonly #groups: CellGroup[] = [];
  readonly #regrouped: string[] = [];
  readonly #moves: MoveRecord[] = [];
  readonly #fixes = new Set<number>();
  readonly #board: Record<keyof BoardDelta, number> = { ...NO_BOARD };
  /** Cells by state and fix; what that means for the fixes' counts is told once, at the end. */
  readonly #byFix = new Map<NumberedState, Map<number, number>>();
  readonly #byCause = new Map<string, CauseCounts>();
  readonly #byState = new Map<NumberedState, number>();
  readonly #units = new DeviceUnits();
  readonly #hours = new HourTally();
  #cellsChanged = 0;
  #moved = false;

  /** @param at when it is judged, ISO-8601: from then on a cell that moved is what it is */
  constructor(states: StateBook, at: string) {
    this.#states = states;
    this.#at = at;
  }

  add(kept: KeptDevice | null, after: DeviceSummary): void {
    const before = kept === null ? null : keptCells(kept, this.#states);
    if (kept !== null && before !== null) this.#countDevice(kept.row, before, cellsByState(before), -1);
    this.#countDevice(after.row, after.cells, after.byState, 1);
    if (kept !== null && !isOfSameScopes(kept.row, after.row)) this.#moved = true;
    if (before === null) this.#appear(after);
    else this.#compare(after, before, sinceOfCells(kept?.groups ?? []));
  }

  finish(): CellsDiff {
    return {
      groups: this.#groups,
      regrouped: this.#regrouped,
      totals: {
        board: this.#board,
        causes: [...this.#byCause].map(([key, counts]) => ({ ...partAndCause(key), ...counts })).filter(moves),
        fixes: fixDeltas(this.#byFix),
        states: [...this.#byState].flatMap(([{ stateId }, cells]) =>
          cells === 0 ? [] : [{ state_id: stateId, cells }],
        ),
        devices: this.#units.finish(),
      },
      moves: this.#moves,
      moved: this.#moved || this.#moves.length > 0,
      hours: this.#hours.deltas(),
      cellsChanged: this.#cellsChanged,
      fixes: this.#fixes,
    };
  }

  #countDevice(
    row: Pick<DeviceSummary['row'], 'in_it' | 'in_infosec'>,
    cells: readonly NumberedCell[],
    byState: CellsByState,
    sign: 1 | -1,
  ): void {
    const board = this.#board;
    // What neither side knows any more is no device of the fleet: its records were put back to another one.
    if (row.in_it || row.in_infosec) board.devices += sign;
    if (row.in_it) board.in_it += sign;
    if (row.in_infosec) board.in_infosec += sign;
    if (row.in_it && row.in_infosec) board.in_both += sign;
    for (const { fixId, state } of cells) {
      const fixes = mapOf(this.#byFix, state);
      fixes.set(fixId, (fixes.get(fixId) ?? 0) + sign);
    }
    this.#units.add(byState, sign);
    const causes = new Set<string>();
    for (const [state, count] of byState) {
      this.#byState.set(state, (this.#byState.get(state) ?? 0) + sign * count);
      addCounts(board, state, sign * count);
      this.#countCauses(state, sign * count, sign, causes);
    }
  }

  /** A device counts once for each cause of each part, however many states share it. */
  #countCauses(state: NumberedState, cells: number, sign: 1 | -1, seen: Set<string>): void {
    if (state.cause === null) return;
    for (const part of [state.itPart, state.infosecPart, 'all' as const]) {
      if (part === null) continue;
      const key = `${part}|${state.cause}`;
      const total = countsOf(this.#byCause, key);
      total.cells += cells;
      if (state.verdict === 'disputed') total.disputed += cells;
      if (!seen.has(key)) total.devices += sign;
      seen.add(key);
    }
  }

  /** A device that was never judged: all of its cells appear. */
  #appear({ row, cells }: DeviceSummary): void {
    for (const { fixId } of cells) this.#fixes.add(fixId);
    const groups = new GroupsOfDevice(row.device_id);
    for (const { fixId, state } of cells) {
      if (state.verdict === 'proven') continue;
      this.#hours.add(state, this.#at);
      groups.add(fixId, state, this.#at);
    }
    groups.addTo(this.#groups);
    this.#cellsChanged += cells.length;
    this.#moves.push({ deviceId: row.device_id, fixIds: [], befores: [], afters: [] });
  }

  #compare({ row, cells }: DeviceSummary, kept: readonly NumberedCell[], since: ReadonlyMap<number, string>): void {
    const old = new Map(kept.map(({ fixId, state }) => [fixId, state]));
    const moved: Move[] = [];
    const groups = new GroupsOfDevice(row.device_id);
    for (const { fixId, state } of cells) {
      const before = old.get(fixId) ?? null;
      old.delete(fixId);
      const from = (before !== null && isSameToPeople(before, state) ? since.get(fixId) : null) ?? this.#at;
      if (state.verdict !== 'proven') groups.add(fixId, state, from);
      if (before === state) continue;
      moved.push({ fixId, before, after: state });
      this.#hours.take(before, since.get(fixId));
      if (state.verdict !== 'proven') this.#hours.add(state, from);
    }
    for (const [fixId, before] of old) {
      moved.push({ fixId, before, after: null });
      this.#hours.take(before, since.get(fixId));
    }
    if (moved.some(({ before, after }) => isKeptInGroup(before) || isKeptInGroup(after))) {
      this.#regrouped.push(row.device_id);
      groups.addTo(this.#groups);
    }
    this.#note(row.device_id, moved);
  }

  #note(deviceId: string, moved: readonly Move[]): void {
    if (moved.length === 0) return;
    for (const { fixId, before, after } of moved) {
      this.#fixes.add(fixId);
      if (before === null || after === null || !isSameToPeople(before, after)) this.#cellsChanged += 1;
    }
    this.#moves.push({
      deviceId,
      fixIds: moved.map(({ fixId }) => fixId),
      befores: moved.map(({ before }) => before?.stateId ?? 0),
      afters: moved.map(({ after }) => after?.stateId ?? 0),
    });
  }
}

/** The cells of one device that are not proven, by state and time. */
class GroupsOfDevice {
  readonly #deviceId: string;
  readonly #groups = new Map<NumberedState, CellGroup[]>();

  constructor(deviceId: string) {
    this.#deviceId = deviceId;
  }

  /** @param since ISO-8601 */
  add(fixId: number, state: NumberedState, since: string): void {
    const ofState = this.#groups.get(state);
    // The database and we write one moment in two ways.
    const known =
      ofState?.find((group) => group.since === since) ??
      ofState?.find((group) => Date.parse(group.since) === Date.parse(since));
    if (known !== undefined) known.fix_ids.push(fixId);
    else {
      const group = { device_id: this.#deviceId, state_id: state.stateId, since, fix_ids: [fixId] };
      if (ofState === undefined) this.#groups.set(state, [group]);
      else ofState.push(group);
    }
  }

  addTo(groups: CellGroup[]): void {
    for (const ofState of this.#groups.values()) groups.push(...ofState);
  }
}

function isKeptInGroup(state: NumberedState | null): boolean {
  return state !== null && state.verdict !== 'proven';
}

/** By the number of the fix, ISO-8601. */
function sinceOfCells(groups: readonly CellGroup[]): ReadonlyMap<number, string> {
  return new Map(groups.flatMap(({ since, fix_ids }) => fix_ids.map((fixId) => [fixId, since] as const)));
}

/** Who knows a device, and its system, are parts of scopes and boards too. */
function isOfSameScopes(a: ScopeFacts, b: ScopeFacts): boolean {
  return a.in_it === b.in_it && a.in_infosec === b.in_infosec && a.operating_system === b.operating_system;
}

type ScopeFacts = Pick<DeviceSummary['row'], 'in_it' | 'in_infosec' | 'operating_system'>;

/** Every cell that was kept, proven ones too. */
function keptCells({ row, groups }: KeptDevice, states: StateBook): readonly NumberedCell[] {
  return [
    ...groups.flatMap((group) => {
      const state = states.byId(group.state_id);
      return group.fix_ids.map((fixId) => ({ fixId, state }));
    }),
    ...row.proven.map((fixId, index) => ({ fixId, state: states.provenState(row.proven_states?.[index]) })),
  ];
}

/** What people see of a cell's way: verdict and cause. Words may change without it. */
function isSameToPeople(before: NumberedState, after: NumberedState): boolean {
  return before.verdict === after.verdict && before.cause === after.cause;
}

function addCounts(board: Record<keyof BoardDelta, number>, state: NumberedState, cells: number): void {
  board[state.verdict] += cells;
  if (state.itCounts) board.it_counted += cells;
  if (state.itSays === 'installed') board.it_installed += cells;
  if (state.scanned) board.infosec_scanned += cells;
  if (state.infosecSays === 'not_reported') board.infosec_not_reported += cells;
}

function fixDeltas(byFix: ReadonlyMap<NumberedState, ReadonlyMap<number, number>>): readonly FixDelta[] {
  const deltas = new Map<number, Record<keyof FixDelta, number>>();
  for (const [state, fixes] of byFix) {
    for (const [fix_id, cells] of fixes) {
      const counts = deltas.get(fix_id) ?? { fix_id, ...NO_FIX };
      deltas.set(fix_id, counts);
      counts[state.verdict] += cells;
      if (state.itCounts) counts.it_counted += cells;
      if (state.itSays === 'installed') counts.it_installed += cells;
      if (state.scanned) counts.infosec_scanned += cells;
      if (state.infosecSays === 'not_reported') counts.infosec_not_reported += cells;
      if (state.needsWork) counts.needs_work += cells;
    }
  }
  return [...deltas.values()].filter(movesFix);
}

function mapOf<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const known = maps.get(key);
  if (known !== undefined) return known;
  const fresh = new Map<L, V>();
  maps.set(key, fresh);
  return fresh;
}

function countsOf(counts: Map<string, CauseCounts>, key: string): CauseCounts {
  const known = counts.get(key);
  if (known !== undefined) return known;
  const fresh = { cells: 0, devices: 0, disputed: 0 };
  counts.set(key, fresh);
  return fresh;
}

function partAndCause(key: string): Pick<CauseDelta, 'part' | 'cause'> {
  const [part, cause] = key.split('|') as [CauseDelta['part'], CauseId];
  return { part, cause };
}

function moves({ cells, devices, disputed }: CauseDelta): boolean {
  return cells !== 0 || devices !== 0 || disputed !== 0;
}

function movesFix({ fix_id: _, ...counts }: FixDelta): boolean {
  return Object.values(counts).some((count) => count !== 0);
}

const NO_FIX: FixCounts = {
  proven: 0,
  open: 0,
  disputed: 0,
  unproven: 0,
  excepted: 0,
  it_counted: 0,
  it_installed: 0,
  infosec_scanned: 0,
  infosec_not_reported: 0,
  needs_work: 0,
};

import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import { needsWork } from '@baton/domain/relay/needs-work.ts';
import type { BoardDelta, CauseDelta, CellRecord, FixDelta, TotalsDelta } from '@baton/store/evidence/write-cells.ts';
import type { DeviceSummary, KeptDevice } from './summarise-device.ts';

/** What judging some devices again moves. */
export interface CellsDiff {
  readonly written: readonly CellRecord[];
  readonly deleted: readonly Pick<CellRecord, 'device_id' | 'fix_id'>[];
  readonly totals: TotalsDelta;
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

/** Adds up, device by device, what differs between what was kept and what is judged now. */
export class DiffBuilder {
  readonly #written: CellRecord[] = [];
  readonly #deleted: Pick<CellRecord, 'device_id' | 'fix_id'>[] = [];
  readonly #fixes = new Set<number>();
  readonly #board: Record<keyof BoardDelta, number> = { ...NO_BOARD };
  readonly #byFix = new Map<number, Record<keyof FixCounts, number>>();
  readonly #byCause = new Map<string, CauseCounts>();
  #cellsChanged = 0;

  add(before: KeptDevice | null, after: DeviceSummary): void {
    if (before !== null) this.#count(before, -1);
    this.#count(after, 1);
    this.#compare(before, after);
  }

  finish(): CellsDiff {
    return {
      written: this.#written,
      deleted: this.#deleted,
      totals: {
        board: this.#board,
        causes: [...this.#byCause].map(([key, counts]) => ({ ...partAndCause(key), ...counts })).filter(moves),
        fixes: [...this.#byFix].map(([fix_id, counts]) => ({ fix_id, ...counts })).filter(movesFix),
      },
      cellsChanged: this.#cellsChanged,
      fixes: this.#fixes,
    };
  }

  #count({ row, cells }: KeptDevice | DeviceSummary, sign: 1 | -1): void {
    const board = this.#board;
    board.devices += sign;
    if (row.in_it) board.in_it += sign;
    if (row.in_infosec) board.in_infosec += sign;
    if (row.in_it && row.in_infosec) board.in_both += sign;
    board.proven += sign * row.proven.length;
    for (const name of BOARD_CELLS) board[name] += sign * row[name];
    for (const fixId of row.proven) {
      const fix = this.#fixOf(fixId);
      for (const name of PROVEN_COUNTS) fix[name] += sign;
    }
    const causes = new Map<string, CauseCounts>();
    for (const cell of cells) {
      this.#countCell(cell, sign);
      countCauses(cell, causes);
    }
    for (const [key, counts] of causes) {
      const total = this.#causeOf(key);
      total.cells += sign * counts.cells;
      total.disputed += sign * counts.disputed;
      total.devices += sign;
    }
  }

  #countCell(cell: CellRecord, sign: 1 | -1): void {
    const fix = this.#fixOf(cell.fix_id);
    fix[cell.verdict] += sign;
    if (cell.it_says === 'installed' || cell.it_says === 'missing' || cell.it_says === 'failed') fix.it_counted += sign;
    if (cell.it_says === 'installed') fix.it_installed += sign;
    if (cell.infosec_says !== 'absent') fix.infosec_scanned += sign;
    if (cell.infosec_says === 'not_reported') fix.infosec_not_reported += sign;
    if (needsWork({ verdict: cell.verdict, itSays: cell.it_says, infosecSays: cell.infosec_says }))
      fix.needs_work += sign;
  }

  #compare(before: KeptDevice | null, { row, cells }: DeviceSummary): void {
    const old = new Map(before?.cells.map((cell) => [cell.fix_id, cell]));
    const oldProven = new Set(before?.row.proven);
    for (const cell of cells) {
      const was = old.get(cell.fix_id);
      old.delete(cell.fix_id);
      if (was !== undefined && isSame(was, cell)) continue;
      this.#written.push(cell);
      this.#fixes.add(cell.fix_id);
      if (was === undefined || was.verdict !== cell.verdict || was.cause !== cell.cause) this.#cellsChanged += 1;
      oldProven.delete(cell.fix_id);
    }
    const nowProven = new Set(row.proven);
    for (const fixId of nowProven) if (!oldProven.delete(fixId)) this.#note(fixId);
    for (const fixId of oldProven) this.#note(fixId);
    for (const { device_id, fix_id } of old.values()) {
      this.#deleted.push({ device_id, fix_id });
      // One that became proven is counted already.
      if (!nowProven.has(fix_id)) this.#note(fix_id);
    }
  }

  #note(fixId: number): void {
    this.#cellsChanged += 1;
    this.#fixes.add(fixId);
  }

  #fixOf(fixId: number): Record<keyof FixCounts, number> {
    const known = this.#byFix.get(fixId);
    if (known !== undefined) return known;
    const fresh = { ...NO_FIX };
    this.#byFix.set(fixId, fresh);
    return fresh;
  }

  #causeOf(key: string): CauseCounts {
    return countsOf(this.#byCause, key);
  }
}

function countCauses(cell: CellRecord, causes: Map<string, CauseCounts>): void {
  if (cell.cause === null) return;
  for (const part of [cell.it_part, cell.infosec_part, 'all' as const]) {
    if (part === null) continue;
    const counts = countsOf(causes, `${part}|${cell.cause}`);
    counts.cells += 1;
    if (cell.verdict === 'disputed') counts.disputed += 1;
  }
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

function isSame(a: CellRecord, b: CellRecord): boolean {
  return (
    a.verdict === b.verdict &&
    a.cause === b.cause &&
    a.owner === b.owner &&
    a.it_says === b.it_says &&
    a.infosec_says === b.infosec_says &&
    a.it_part === b.it_part &&
    a.infosec_part === b.infosec_part &&
    a.rule_version === b.rule_version &&
    (a.also ?? []).join() === (b.also ?? []).join()
  );
}

const BOARD_CELLS = [
  'open',
  'disputed',
  'unproven',
  'excepted',
  'it_counted',
  'it_installed',
  'infosec_scanned',
  'infosec_not_reported',
] as const;

/** What a proven cell is, by the contract of evidence: installed by IT, scanned and not reported by InfoSec. */
const PROVEN_COUNTS = ['proven', 'it_counted', 'it_installed', 'infosec_scanned', 'infosec_not_reported'] as const;

const NO_BOARD: BoardDelta = {
  devices: 0,
  in_it: 0,
  in_infosec: 0,
  in_both: 0,
  proven: 0,
  open: 0,
  disputed: 0,
  unproven: 0,
  excepted: 0,
  it_counted: 0,
  it_installed: 0,
  infosec_scanned: 0,
  infosec_not_reported: 0,
};

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

import { reopenDays } from '@baton/store/board/board-days.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { moveHours } from '@baton/store/disagreements/cell-hours.ts';
import { insertMoves, type JudgingReason } from '@baton/store/evidence/device-moves.ts';
import { moveTotals } from '@baton/store/evidence/move-totals.ts';
import {
  type DeviceCellsRecord,
  type LockedDevices,
  type NewDeviceCells,
  readCellGroups,
  writeCellGroups,
  writeDeviceCells,
} from '@baton/store/evidence/write-cells.ts';
import { afterReconcile } from './after-reconcile.ts';
import type { CellsDiff } from './diff-devices.ts';
import type { KeptDevice } from './summarise-device.ts';

export interface Judged {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Judged as of a past moment: past days may differ too. */
  readonly past: boolean;
  readonly reason: JudgingReason;
  /** What was there before. */
  readonly locked: LockedDevices;
}

/** Writes what judging moved: cells, moves with their reason, rolled-up numbers, and tells whom it concerns. */
export async function keepJudged(
  trx: DatabaseTransaction,
  rows: readonly NewDeviceCells[],
  moved: CellsDiff,
  { now, past, reason, locked }: Judged,
): Promise<void> {
  const at = new Date(now).toISOString();
  await writeCellGroups(trx, moved.regrouped, moved.groups);
  const known = new Set(locked.rows.map((row) => row.device_id));
  await writeDeviceCells(trx, rows, { judgedAt: at, known });
  await insertMoves(trx, moved.moves, { at, reason });
  if (moved.moved) await moveTotals(trx, moved.totals, { past });
  await moveHours(trx, moved.hours);
  if (moved.moved && past) await reopenDays(trx, at);
  await afterReconcile(
    trx,
    moved,
    rows.map((row) => row.device_id),
  );
}

/** What was kept of devices that were judged before, with their cells. */
export async function keptDevices(
  trx: DatabaseTransaction,
  rows: readonly DeviceCellsRecord[],
): Promise<ReadonlyMap<string, KeptDevice>> {
  const judged = rows.filter((row) => row.first_judged_at !== null);
  const groups = Map.groupBy(
    await readCellGroups(
      trx,
      judged.map((row) => row.device_id),
    ),
    (group) => group.device_id,
  );
  return new Map(judged.map((row) => [row.device_id, { row, groups: groups.get(row.device_id) ?? [] }]));
}

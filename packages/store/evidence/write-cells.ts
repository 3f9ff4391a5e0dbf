import type { BridgePart } from '@baton/domain/reconciliation/bridge.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import { type Selectable, sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import type { EvidenceTables } from '../tables/evidence.ts';

export type CellRecord = Selectable<EvidenceTables['cell']>;
export type DeviceCellsRecord = Selectable<EvidenceTables['device_cells']>;
/** What a device comes to. */
export type NewDeviceCells = Omit<DeviceCellsRecord, 'required' | 'judged_at' | 'lessons'>;

/**
 * Locks devices for judging, in the order of their ids, and answers what was kept of those that were judged before. A device
 * that never was gets an empty row to be locked by; its hash is empty until it is judged.
 */
export async function lockDeviceCells(
  trx: DatabaseTransaction,
  deviceIds: readonly string[],
): Promise<readonly DeviceCellsRecord[]> {
  await sql`
    INSERT INTO device_cells (device_id, proven, proven_since, open, disputed, unproven, excepted, it_counted, it_installed,
      infosec_scanned, infosec_not_reported, in_it, in_infosec, cells_hash, judged_at)
    SELECT device_id, '{}', '{}', 0, 0, 0, 0, 0, 0, 0, 0, false, false, '', 'epoch'
    FROM device WHERE device_id = ANY (${deviceIds}::uuid[])
      AND NOT EXISTS (SELECT FROM device_cells c WHERE c.device_id = device.device_id)
    ORDER BY device_id
    ON CONFLICT DO NOTHING`.execute(trx);
  return trx
    .selectFrom('device_cells')
    .selectAll()
    .where('device_id', '=', sql<string>`ANY (${deviceIds}::uuid[])`)
    .orderBy('device_id')
    .forUpdate()
    .execute();
}

/** What was kept of devices that were judged, without locking them. */
export async function readDeviceCells(
  db: DatabaseTransaction,
  deviceIds: readonly string[],
): Promise<readonly DeviceCellsRecord[]> {
  return db
    .selectFrom('device_cells')
    .selectAll()
    .where('device_id', '=', sql<string>`ANY (${deviceIds}::uuid[])`)
    .where(sql<boolean>`length(cells_hash) > 0`)
    .execute();
}

/** The cells of devices that are not proven. */
export async function readCellsOf(
  trx: DatabaseTransaction,
  deviceIds: readonly string[],
): Promise<readonly CellRecord[]> {
  if (deviceIds.length === 0) return [];
  return trx.selectFrom('cell').selectAll().where('device_id', '=', sql<string>`ANY (${deviceIds}::uuid[])`).execute();
}

export async function deleteCells(
  trx: DatabaseTransaction,
  cells: readonly Pick<CellRecord, 'device_id' | 'fix_id'>[],
): Promise<void> {
  if (cells.length === 0) return;
  await sql`
    DELETE FROM cell c USING unnest(
      ${cells.map((cell) => cell.device_id)}::uuid[], ${cells.map((cell) => cell.fix_id)}::integer[]
    ) AS gone (device_id, fix_id)
    WHERE c.device_id = gone.device_id AND c.fix_id = gone.fix_id`.execute(trx);
}

export async function writeCells(trx: DatabaseTransaction, cells: readonly CellRecord[]): Promise<void> {
  if (cells.length === 0) return;
  await sql`
    INSERT INTO cell (device_id, fix_id, verdict, cause, also, owner, it_says, infosec_says, it_part, infosec_part, since, rule_version)
    SELECT device_id, fix_id, verdict, cause, also::text[], owner, it_says, infosec_says, it_part, infosec_part, since, rule_version
    FROM unnest(
      ${cells.map((cell) => cell.device_id)}::uuid[], ${cells.map((cell) => cell.fix_id)}::integer[],
      ${cells.map((cell) => cell.verdict)}::verdict[], ${cells.map((cell) => cell.cause)}::text[],
      ${cells.map((cell) => (cell.also === null ? null : `{${cell.also.join(',')}}`))}::text[],
      ${cells.map((cell) => cell.owner)}::move_owner[], ${cells.map((cell) => cell.it_says)}::it_word[],
      ${cells.map((cell) => cell.infosec_says)}::infosec_word[], ${cells.map((cell) => cell.it_part)}::bridge_part[],
      ${cells.map((cell) => cell.infosec_part)}::bridge_part[], ${cells.map((cell) => cell.since)}::timestamptz[],
      ${cells.map((cell) => cell.rule_version)}::smallint[]
    ) AS u (device_id, fix_id, verdict, cause, also, owner, it_says, infosec_says, it_part, infosec_part, since, rule_version)
    ON CONFLICT (device_id, fix_id) DO UPDATE SET
      verdict = excluded.verdict, cause = excluded.cause, also = excluded.also, owner = excluded.owner, it_says = excluded.it_says,
      infosec_says = excluded.infosec_says, it_part = excluded.it_part, infosec_part = excluded.infosec_part,
      since = excluded.since, rule_version = excluded.rule_version`.execute(trx);
}

/** Keeps what devices come to, whether or not it changed. */
export async function writeDeviceCells(
  trx: DatabaseTransaction,
  devices: readonly NewDeviceCells[],
  { judgedAt, lessons }: { readonly judgedAt: string; readonly lessons: number },
): Promise<void> {
  await sql`
    UPDATE device_cells d SET
      proven = u.proven::integer[], proven_since = u.proven_since::integer[], open = u.open, disputed = u.disputed,
      unproven = u.unproven, excepted = u.excepted, it_counted = u.it_counted, it_installed = u.it_installed,
      infosec_scanned = u.infosec_scanned, infosec_not_reported = u.infosec_not_reported, in_it = u.in_it,
      in_infosec = u.in_infosec, operating_system = u.operating_system, last_seen_by_it = u.last_seen_by_it, last_seen_by_infosec = u.last_seen_by_infosec,
      cells_hash = u.cells_hash, next_change_at = u.next_change_at, judged_at = ${judgedAt}::timestamptz, lessons = ${lessons}
    FROM unnest(
      ${devices.map((row) => row.device_id)}::uuid[], ${devices.map((row) => `{${row.proven.join(',')}}`)}::text[],
      ${devices.map((row) => `{${row.proven_since.join(',')}}`)}::text[], ${devices.map((row) => row.open)}::integer[],
      ${devices.map((row) => row.disputed)}::integer[], ${devices.map((row) => row.unproven)}::integer[],
      ${devices.map((row) => row.excepted)}::integer[], ${devices.map((row) => row.it_counted)}::integer[],
      ${devices.map((row) => row.it_installed)}::integer[], ${devices.map((row) => row.infosec_scanned)}::integer[],
      ${devices.map((row) => row.infosec_not_reported)}::integer[], ${devices.map((row) => row.in_it)}::boolean[],
      ${devices.map((row) => row.in_infosec)}::boolean[], ${devices.map((row) => row.operating_system)}::text[], ${devices.map((row) => row.last_seen_by_it)}::timestamptz[],
      ${devices.map((row) => row.last_seen_by_infosec)}::timestamptz[], ${devices.map((row) => row.cells_hash)}::bytea[],
      ${devices.map((row) => row.next_change_at)}::timestamptz[]
    ) AS u (device_id, proven, proven_since, open, disputed, unproven, excepted, it_counted, it_installed, infosec_scanned,
      infosec_not_reported, in_it, in_infosec, operating_system, last_seen_by_it, last_seen_by_infosec, cells_hash, next_change_at)
    WHERE d.device_id = u.device_id`.execute(trx);
}

/** By how much the rolled-up numbers move. */
export type BoardDelta = Omit<Selectable<EvidenceTables['board_total']>, 'shard'>;
export type FixDelta = Omit<Selectable<EvidenceTables['fix_total']>, 'shard'>;

export interface CauseDelta {
  readonly part: BridgePart | 'all';
  readonly cause: CauseId;
  readonly cells: number;
  readonly devices: number;
  readonly disputed: number;
}

export interface TotalsDelta {
  readonly board: BoardDelta;
  readonly causes: readonly CauseDelta[];
  readonly fixes: readonly FixDelta[];
}

const SHARDS = 16;

const BOARD_COLUMNS = [
  'devices',
  'in_it',
  'in_infosec',
  'in_both',
  'proven',
  'open',
  'disputed',
  'unproven',
  'excepted',
  'it_counted',
  'it_installed',
  'infosec_scanned',
  'infosec_not_reported',
] as const;

const FIX_COLUMNS = [
  'proven',
  'open',
  'disputed',
  'unproven',
  'excepted',
  'it_counted',
  'it_installed',
  'infosec_scanned',
  'infosec_not_reported',
  'needs_work',
] as const;

/** Moves the rolled-up numbers, in the shard of this connection, rows in one order so that nobody waits in a circle. */
export async function moveTotals(trx: DatabaseTransaction, { board, causes, fixes }: TotalsDelta): Promise<void> {
  const { rows } = await sql<{
    shard: number;
  }>`SELECT (pg_backend_pid() % ${sql.raw(String(SHARDS))})::integer AS shard`.execute(trx);
  const shard = rows[0]?.shard ?? 0;
  await sql`
    INSERT INTO board_total AS t (shard, ${columns(BOARD_COLUMNS)})
    VALUES (${shard}, ${sql.join(BOARD_COLUMNS.map((column) => board[column]))})
    ON CONFLICT (shard) DO UPDATE SET ${added(BOARD_COLUMNS)}`.execute(trx);
  if (causes.length > 0) {
    await sql`
      INSERT INTO cause_total AS t (shard, part, cause, cells, devices, disputed)
      SELECT ${shard}, * FROM unnest(
        ${causes.map(({ part }) => part)}::text[], ${causes.map(({ cause }) => cause)}::text[], ${causes.map(({ cells }) => cells)}::bigint[],
        ${causes.map(({ devices }) => devices)}::bigint[], ${causes.map(({ disputed }) => disputed)}::bigint[]
      ) AS u (part, cause, cells, devices, disputed) ORDER BY part, cause
      ON CONFLICT (shard, part, cause) DO UPDATE SET ${added(['cells', 'devices', 'disputed'])}`.execute(trx);
  }
  if (fixes.length > 0) {
    await sql`
      INSERT INTO fix_total AS t (fix_id, shard, ${columns(FIX_COLUMNS)})
      SELECT fix_id, ${shard}, ${columns(FIX_COLUMNS)} FROM unnest(
        ${fixes.map((fix) => fix.fix_id)}::integer[],
        ${sql.join(FIX_COLUMNS.map((column) => sql`${fixes.map((fix) => fix[column])}::bigint[]`))}
      ) AS u (fix_id, ${columns(FIX_COLUMNS)}) ORDER BY fix_id
      ON CONFLICT (fix_id, shard) DO UPDATE SET ${added(FIX_COLUMNS)}`.execute(trx);
  }
}

function columns(names: readonly string[]) {
  return sql.join(names.map((name) => sql.ref(name)));
}

function added(names: readonly string[]) {
  return sql.join(names.map((name) => sql`${sql.ref(name)} = t.${sql.ref(name)} + excluded.${sql.ref(name)}`));
}

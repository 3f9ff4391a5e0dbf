import { type Selectable, sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import type { EvidenceTables } from '../tables/evidence.ts';
import { numberList } from './device-moves.ts';

export type CellRecord = Selectable<EvidenceTables['cell']>;
export type DeviceCellsRecord = Selectable<EvidenceTables['device_cells']>;
/** What a device comes to. */
export type NewDeviceCells = Omit<DeviceCellsRecord, 'required' | 'judged_at'>;

/**
 * Locks devices for judging, in the order of their ids, and answers what was kept of those that were judged before. A device
 * that never was gets an empty row to be locked by; it has no time of its first judging until it is judged.
 */
export async function lockDeviceCells(
  trx: DatabaseTransaction,
  deviceIds: readonly string[],
): Promise<readonly DeviceCellsRecord[]> {
  await sql`
    INSERT INTO device_cells (device_id, proven, proven_since, open, disputed, unproven, excepted, it_counted, it_installed,
      infosec_scanned, infosec_not_reported, in_it, in_infosec, judged_at)
    SELECT device_id, '{}', '{}', 0, 0, 0, 0, 0, 0, 0, 0, false, false, 'epoch'
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
    .where('first_judged_at', 'is not', null)
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
  const devices = [...Map.groupBy(cells, (cell) => cell.device_id)];
  await sql`
    DELETE FROM cell c USING unnest(
      ${devices.map(([deviceId]) => deviceId)}::uuid[],
      ${devices.map(([, gone]) => numberList(gone.map((cell) => cell.fix_id)))}::text[]
    ) AS u (device_id, fix_ids)
    WHERE c.device_id = u.device_id AND c.fix_id = ANY (u.fix_ids::integer[])`.execute(trx);
}

/** Cells of one device that get a row. */
export interface NewCells {
  readonly deviceId: string;
  readonly fixIds: readonly number[];
  readonly stateIds: readonly number[];
}

/**
 * Gives cells that had none their rows, lists a device: lists of numbers cost a fraction of one parameter a cell. Whoever judges a
 * device holds its lock, so that nobody else writes these rows; asking for conflicts all the same took twice as long.
 */
export async function insertCells(
  trx: DatabaseTransaction,
  devices: readonly NewCells[],
  since: string,
): Promise<void> {
  if (devices.length === 0) return;
  await sql`
    INSERT INTO cell (device_id, fix_id, state_id, since)
    SELECT u.device_id, l.fix_id, l.state_id, ${since}::timestamptz
    FROM unnest(
      ${devices.map(({ deviceId }) => deviceId)}::uuid[],
      ${devices.map(({ fixIds }) => numberList(fixIds))}::text[],
      ${devices.map(({ stateIds }) => numberList(stateIds))}::text[]
    ) AS u (device_id, fix_ids, state_ids)
    CROSS JOIN LATERAL unnest(u.fix_ids::integer[], u.state_ids::integer[]) AS l (fix_id, state_id)`.execute(trx);
}

/** Cells that have a row and another state, or another time since which they have it. */
export async function updateCells(trx: DatabaseTransaction, cells: readonly CellRecord[]): Promise<void> {
  if (cells.length === 0) return;
  const devices = [...Map.groupBy(cells, (cell) => cell.device_id)];
  await sql`
    UPDATE cell c SET state_id = l.state_id, since = to_timestamp(l.since_ms / 1000.0)
    FROM unnest(
      ${devices.map(([deviceId]) => deviceId)}::uuid[],
      ${devices.map(([, own]) => numberList(own.map((cell) => cell.fix_id)))}::text[],
      ${devices.map(([, own]) => numberList(own.map((cell) => cell.state_id)))}::text[],
      ${devices.map(([, own]) => numberList(own.map((cell) => Date.parse(cell.since))))}::text[]
    ) AS u (device_id, fix_ids, state_ids, since_ms)
    CROSS JOIN LATERAL unnest(u.fix_ids::integer[], u.state_ids::integer[], u.since_ms::bigint[]) AS l (fix_id, state_id, since_ms)
    WHERE c.device_id = u.device_id AND c.fix_id = l.fix_id`.execute(trx);
}

/** Keeps what devices come to, whether or not it changed. */
export async function writeDeviceCells(
  trx: DatabaseTransaction,
  devices: readonly NewDeviceCells[],
  judgedAt: string,
): Promise<void> {
  await sql`
    UPDATE device_cells d SET
      proven = u.proven::integer[], proven_since = u.proven_since::integer[], proven_states = u.proven_states::integer[],
      states = u.states::integer[], state_cells = u.state_cells::integer[], open = u.open, disputed = u.disputed,
      unproven = u.unproven, excepted = u.excepted, it_counted = u.it_counted, it_installed = u.it_installed,
      infosec_scanned = u.infosec_scanned, infosec_not_reported = u.infosec_not_reported, in_it = u.in_it,
      in_infosec = u.in_infosec, operating_system = u.operating_system, last_seen_by_it = u.last_seen_by_it, last_seen_by_infosec = u.last_seen_by_infosec,
      first_judged_at = u.first_judged_at, next_change_at = u.next_change_at, judged_at = ${judgedAt}::timestamptz, lessons = u.lessons
    FROM unnest(
      ${devices.map((row) => row.device_id)}::uuid[], ${devices.map((row) => numberList(row.proven))}::text[],
      ${devices.map((row) => numberList(row.proven_since))}::text[],
      ${devices.map((row) => (row.proven_states === null ? null : numberList(row.proven_states)))}::text[],
      ${devices.map((row) => numberList(row.states))}::text[], ${devices.map((row) => numberList(row.state_cells))}::text[],
      ${devices.map((row) => row.open)}::integer[],
      ${devices.map((row) => row.disputed)}::integer[], ${devices.map((row) => row.unproven)}::integer[],
      ${devices.map((row) => row.excepted)}::integer[], ${devices.map((row) => row.it_counted)}::integer[],
      ${devices.map((row) => row.it_installed)}::integer[], ${devices.map((row) => row.infosec_scanned)}::integer[],
      ${devices.map((row) => row.infosec_not_reported)}::integer[], ${devices.map((row) => row.in_it)}::boolean[],
      ${devices.map((row) => row.in_infosec)}::boolean[], ${devices.map((row) => row.operating_system)}::text[], ${devices.map((row) => row.last_seen_by_it)}::timestamptz[],
      ${devices.map((row) => row.last_seen_by_infosec)}::timestamptz[], ${devices.map((row) => row.first_judged_at)}::timestamptz[],
      ${devices.map((row) => row.next_change_at)}::timestamptz[], ${devices.map((row) => row.lessons)}::bigint[]
    ) AS u (device_id, proven, proven_since, proven_states, states, state_cells, open, disputed, unproven, excepted, it_counted,
      it_installed, infosec_scanned, infosec_not_reported, in_it, in_infosec, operating_system, last_seen_by_it,
      last_seen_by_infosec, first_judged_at, next_change_at, lessons)
    WHERE d.device_id = u.device_id`.execute(trx);
}

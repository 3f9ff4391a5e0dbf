import { type Selectable, sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import { isOneOf } from '../connection/planned-once.ts';
import type { EvidenceTables } from '../tables/evidence.ts';
import { numberList } from './device-moves.ts';

/** Cells of a device that are not proven and have been of one state since one moment. */
export type CellGroup = Selectable<EvidenceTables['cell_group']>;
export type DeviceCellsRecord = Selectable<EvidenceTables['device_cells']>;
/** What a device comes to. */
export type NewDeviceCells = Omit<DeviceCellsRecord, 'required' | 'judged_at'>;

/** Devices that nobody else judges until the transaction ends. */
export interface LockedDevices {
  /** Of those that are still there, in their order. */
  readonly deviceIds: readonly string[];
  /** What was kept of those that were judged before. */
  readonly rows: readonly DeviceCellsRecord[];
}

/** Of advisory locks on devices that have no row to be locked by: "judg" in ASCII. */
const FIRST_JUDGING = 0x6a75_6467;

/**
 * Locks devices for judging: by their row, or where they were never judged by an advisory lock. Those come first and in the order
 * of their keys, then rows in the order of devices, so that nobody waits for somebody who waits for them.
 */
export async function lockDeviceCells(trx: DatabaseTransaction, deviceIds: readonly string[]): Promise<LockedDevices> {
  const { rows: fresh } = await sql<{ device_id: string }>`
    SELECT device_id, pg_advisory_xact_lock(${FIRST_JUDGING}::integer, key)::text FROM (
      SELECT device_id, hashtext(device_id::text) AS key FROM device
      WHERE device_id = ANY (${deviceIds}::uuid[])
        AND NOT EXISTS (SELECT FROM device_cells c WHERE c.device_id = device.device_id)
      ORDER BY key OFFSET 0) AS unjudged`.execute(trx);
  const rows = await trx
    .selectFrom('device_cells')
    .selectAll()
    .where('device_id', '=', sql<string>`ANY (${deviceIds}::uuid[])`)
    .orderBy('device_id')
    .forUpdate()
    .execute();
  const ids = new Set([...fresh, ...rows].map(({ device_id }) => device_id));
  return { deviceIds: [...ids].sort(), rows };
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
export async function readCellGroups(
  trx: DatabaseTransaction,
  deviceIds: readonly string[],
): Promise<readonly CellGroup[]> {
  if (deviceIds.length === 0) return [];
  return trx
    .selectFrom('cell_group')
    .select(['device_id', 'state_id', 'since', 'fix_ids'])
    .where(sql<boolean>`device_id ${isOneOf(deviceIds)}`)
    .execute();
}

/**
 * Keeps the cells of devices that are not proven.
 *
 * @param again devices whose cells were kept before: those go, all of them
 */
export async function writeCellGroups(
  trx: DatabaseTransaction,
  again: readonly string[],
  groups: readonly CellGroup[],
): Promise<void> {
  if (again.length > 0) await sql`DELETE FROM cell_group WHERE device_id = ANY (${again}::uuid[])`.execute(trx);
  if (groups.length === 0) return;
  await sql`
    INSERT INTO cell_group (device_id, state_id, since, fix_ids)
    SELECT u.device_id, u.state_id, u.since, u.fix_ids::integer[]
    FROM unnest(
      ${groups.map((group) => group.device_id)}::uuid[], ${groups.map((group) => group.state_id)}::integer[],
      ${groups.map((group) => group.since)}::timestamptz[], ${groups.map((group) => numberList(group.fix_ids))}::text[]
    ) AS u (device_id, state_id, since, fix_ids)`.execute(trx);
}

/** Keeps what devices come to, whether or not it changed: those that had a row until now, and those that get their first. */
export async function writeDeviceCells(
  trx: DatabaseTransaction,
  devices: readonly NewDeviceCells[],
  { judgedAt, known }: { readonly judgedAt: string; readonly known: ReadonlySet<string> },
): Promise<void> {
  const { again = [], first = [] } = Object.groupBy(devices, ({ device_id }) =>
    known.has(device_id) ? 'again' : 'first',
  );
  if (again.length > 0) {
    await sql`
      UPDATE device_cells d SET (${COLUMNS}, judged_at) = (${VALUES}, ${judgedAt}::timestamptz)
      FROM ${asTable(again)} WHERE d.device_id = u.device_id`.execute(trx);
  }
  if (first.length > 0) {
    await sql`
      INSERT INTO device_cells (device_id, ${COLUMNS}, judged_at)
      SELECT u.device_id, ${VALUES}, ${judgedAt}::timestamptz FROM ${asTable(first)}`.execute(trx);
  }
}

/** Columns of a device beside its id, each with its type: lists of numbers travel as text. */
const TYPES = {
  proven: 'integer[]',
  proven_since: 'integer[]',
  proven_states: 'integer[]',
  states: 'integer[]',
  state_cells: 'integer[]',
  open: 'integer',
  disputed: 'integer',
  unproven: 'integer',
  excepted: 'integer',
  it_counted: 'integer',
  it_installed: 'integer',
  infosec_scanned: 'integer',
  infosec_not_reported: 'integer',
  in_it: 'boolean',
  in_infosec: 'boolean',
  operating_system: 'text',
  last_seen_by_it: 'timestamptz',
  last_seen_by_infosec: 'timestamptz',
  first_judged_at: 'timestamptz',
  lessons: 'bigint',
  next_change_at: 'timestamptz',
} as const satisfies Readonly<Record<Exclude<keyof NewDeviceCells, 'device_id'>, string>>;

const NAMES = Object.keys(TYPES) as (keyof typeof TYPES)[];
const COLUMNS = sql.join(NAMES.map((name) => sql.ref(name)));
const VALUES = sql.join(NAMES.map((name) => sql`${sql.ref(`u.${name}`)}::${sql.raw(TYPES[name])}`));

/** Devices as a table `u`, a parameter a column. */
function asTable(devices: readonly NewDeviceCells[]) {
  const columns = NAMES.map((name) => {
    const values = devices.map((row) => row[name]).map((value) => (Array.isArray(value) ? numberList(value) : value));
    const type = TYPES[name] === 'integer[]' ? 'text' : TYPES[name];
    return sql`${values}::${sql.raw(`${type}[]`)}`;
  });
  return sql`unnest(${devices.map((row) => row.device_id)}::uuid[], ${sql.join(columns)}) AS u (device_id, ${COLUMNS})`;
}

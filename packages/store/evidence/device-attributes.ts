import type { AttributeKind } from '@baton/domain/scope/attribute-kind.ts';
import { type RawBuilder, sql } from 'kysely';
import { isOfScope, isValid, type View } from '../board/device-set.ts';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { PLANNED_ONCE } from '../connection/planned-once.ts';

type Connection = Database | DatabaseTransaction;

export interface KeptAttribute {
  readonly deviceId: string;
  readonly kind: AttributeKind;
  readonly value: string;
  readonly since: string;
  readonly toldBy: string;
}

/** What devices had of attributes at a time; null: now. */
export async function readAttributes(
  db: Connection,
  deviceIds: readonly string[],
  at: string | null,
): Promise<readonly KeptAttribute[]> {
  if (deviceIds.length === 0) return [];
  const { rows } = await sql<KeptAttribute>`${PLANNED_ONCE} 
    SELECT a.device_id AS "deviceId", a.kind, a.value, a.valid_from AS since, a.told_by AS "toldBy"
    FROM device_attribute a WHERE a.device_id = ANY (${deviceIds}::uuid[]) AND ${isValid(at)}
    ORDER BY a.device_id, a.kind, a.value`.execute(db);
  return rows;
}

/** One attribute that begins or ends. */
export interface AttributeMove {
  readonly deviceId: string;
  readonly kind: AttributeKind;
  readonly value: string;
}

/** Ends attributes now; one that began in this very moment never was. */
export async function endAttributes(
  trx: DatabaseTransaction,
  moves: readonly AttributeMove[],
  at: string,
): Promise<void> {
  if (moves.length === 0) return;
  await sql`
    DELETE FROM device_attribute a USING (${rowsOf(moves)}) u
    WHERE ${isSame} AND a.valid_until IS NULL AND a.valid_from >= ${at}::timestamptz`.execute(trx);
  await sql`
    UPDATE device_attribute a SET valid_until = ${at}::timestamptz FROM (${rowsOf(moves)}) u
    WHERE ${isSame} AND a.valid_until IS NULL`.execute(trx);
}

/** Begins attributes now. */
export async function beginAttributes(
  trx: DatabaseTransaction,
  moves: readonly AttributeMove[],
  { at, toldBy }: { readonly at: string; readonly toldBy: string },
): Promise<void> {
  if (moves.length === 0) return;
  await sql`
    INSERT INTO device_attribute (device_id, kind, value, valid_from, told_by)
    SELECT u.device_id, u.kind, u.value, ${at}::timestamptz, ${toldBy} FROM (${rowsOf(moves)}) u
    ORDER BY u.device_id, u.kind, u.value
    ON CONFLICT DO NOTHING`.execute(trx);
}

const isSame = sql`a.device_id = u.device_id AND a.kind = u.kind AND a.value = u.value`;

function rowsOf(moves: readonly AttributeMove[]): RawBuilder<unknown> {
  return sql`
    SELECT * FROM unnest(${moves.map(({ deviceId }) => deviceId)}::uuid[], ${moves.map(({ kind }) => kind)}::text[],
      ${moves.map(({ value }) => value)}::text[]) AS r (device_id, kind, value)`;
}

/** Locks devices, in the order of their ids, so that two who change their attributes do so in turn. Answers those that are there. */
export async function lockDevices(
  trx: DatabaseTransaction,
  deviceIds: readonly string[],
): Promise<readonly { readonly deviceId: string; readonly name: string }[]> {
  const { rows } = await sql<{ deviceId: string; name: string }>`
    SELECT device_id AS "deviceId", name FROM device WHERE device_id = ANY (${deviceIds}::uuid[])
    ORDER BY device_id FOR NO KEY UPDATE`.execute(trx);
  return rows;
}

/** Devices of a scope. */
export async function readDevicesOfScope(db: Connection, view: View): Promise<readonly string[]> {
  const { rows } = await sql<{ device_id: string }>`
    SELECT d.device_id FROM device d WHERE ${isOfScope(sql`d.device_id`, view)} ORDER BY d.device_id`.execute(db);
  return rows.map(({ device_id }) => device_id);
}

/** Devices by their shown names, whatever the case, or by their ids. */
export async function readDevicesNamed(
  db: Connection,
  names: readonly string[],
): Promise<readonly { readonly asked: string; readonly deviceIds: readonly string[] }[]> {
  const { rows } = await sql<{ asked: string; deviceIds: readonly string[] }>`
    SELECT u.asked, coalesce(array_agg(d.device_id::text ORDER BY d.device_id) FILTER (WHERE d.device_id IS NOT NULL), '{}') AS "deviceIds"
    FROM (SELECT DISTINCT * FROM unnest(${names}::text[])) AS u (asked)
    LEFT JOIN device d ON lower(d.name) = lower(u.asked) OR d.device_id::text = lower(u.asked)
    GROUP BY u.asked ORDER BY u.asked`.execute(db);
  return rows;
}

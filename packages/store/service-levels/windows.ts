import { type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { ServiceLevelTables } from '../tables/service-levels.ts';

export type WindowRecord = Selectable<ServiceLevelTables['maintenance_window']>;

/** Windows by name, each with the devices named beside it. */
export async function readWindows(
  db: Database | DatabaseTransaction,
): Promise<readonly (WindowRecord & { readonly devices: readonly string[] })[]> {
  return db
    .selectFrom('maintenance_window as w')
    .selectAll('w')
    .select(
      sql<readonly string[]>`coalesce((SELECT array_agg(d.name ORDER BY d.name) FROM maintenance_window_device m
        JOIN device d USING (device_id) WHERE m.window_id = w.window_id), '{}')`.as('devices'),
    )
    .orderBy('name')
    .execute();
}

/** Writes a window under its name, over the one that has it. @returns its id */
export async function writeWindow(
  trx: DatabaseTransaction,
  window: WindowRecord,
  deviceIds: readonly string[],
): Promise<string> {
  const { window_id: _id, ...columns } = window;
  const { window_id } = await trx
    .insertInto('maintenance_window')
    .values(window)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(columns))
    .returning('window_id')
    .executeTakeFirstOrThrow();
  await trx.deleteFrom('maintenance_window_device').where('window_id', '=', window_id).execute();
  await sql`INSERT INTO maintenance_window_device (window_id, device_id)
    SELECT ${window_id}, unnest(${deviceIds}::uuid[])`.execute(trx);
  return window_id;
}

export async function deleteWindow(trx: DatabaseTransaction, name: string): Promise<boolean> {
  const deleted = await trx.deleteFrom('maintenance_window').where('name', '=', name).executeTakeFirst();
  return deleted.numDeletedRows > 0n;
}

/** Devices by name, whatever the case; names that several devices bear give all of them. */
export async function findDevicesByName(
  trx: DatabaseTransaction,
  names: readonly string[],
): Promise<readonly { readonly deviceId: string; readonly name: string }[]> {
  const { rows } = await sql<{ readonly deviceId: string; readonly name: string }>`
    SELECT device_id AS "deviceId", name FROM device
    WHERE lower(name) = ANY (${names.map((name) => name.toLowerCase())}::text[])`.execute(trx);
  return rows;
}

/** When a window next is over, whole; null where it does not come. */
export interface NextEnd {
  readonly windowId: string;
  readonly endsAt: string | null;
}

export interface Infeasible {
  readonly remediationId: string;
  readonly fix: string;
  readonly title: string;
  readonly dueAt: string;
  readonly devices: number;
  /** The first few by name. */
  readonly names: readonly string[];
}

/**
 * Open remediations that are not overdue, with the devices that still need the fix, have maintenance windows, and none of
 * them whole before the deadline.
 */
export async function readInfeasible(
  db: Database,
  ends: readonly NextEnd[],
  { now, limit, shownNames }: { readonly now: string; readonly limit: number; readonly shownNames: number },
): Promise<{ readonly rows: readonly Infeasible[]; readonly remediations: number; readonly devices: number }> {
  const { rows } = await sql<Infeasible & { readonly remediations: number; readonly allDevices: number }>`
    WITH next_end AS (
      SELECT * FROM unnest(${ends.map(({ windowId }) => windowId)}::uuid[], ${ends.map(({ endsAt }) => endsAt)}::timestamptz[])
        AS t (window_id, ends_at)
    ), of_device AS (
      SELECT w.device_id, n.ends_at FROM maintenance_window_device w JOIN next_end n USING (window_id)
      UNION ALL
      SELECT a.device_id, n.ends_at FROM maintenance_window m JOIN next_end n USING (window_id)
        JOIN device_attribute a ON a.kind = 'group' AND a.value = ANY (m.groups) AND a.valid_until IS NULL
      UNION ALL
      SELECT d.device_id, n.ends_at FROM maintenance_window m JOIN next_end n USING (window_id) CROSS JOIN device d
        WHERE m.everywhere
    ), first_end AS (
      SELECT device_id, min(ends_at) AS ends_at FROM of_device GROUP BY device_id
    ), late AS MATERIALIZED (
      SELECT m.remediation_id, m.fix_id AS fix, m.title, coalesce(m.latest_at, m.due_at) AS due_at, c.device_id, d.name
      FROM remediation m JOIN fix f ON f.key = m.fix_id JOIN cell_group c ON c.fix_ids @> ARRAY[f.fix_id]
        JOIN cell_state s USING (state_id) JOIN first_end e USING (device_id) JOIN device d USING (device_id)
        LEFT JOIN remediation_device x ON x.fix_id = m.fix_id AND x.device_id = c.device_id
      WHERE CASE WHEN m.is_split THEN x.remediation_id = m.remediation_id ELSE x.device_id IS NULL END
        AND m.place <> 'closed' AND coalesce(m.latest_at, m.due_at) >= ${now} AND s.verdict <> 'excepted'
        AND s.it_says IN ('missing', 'failed')
        AND (e.ends_at IS NULL OR e.ends_at > coalesce(m.latest_at, m.due_at))
    ), grouped AS (
      SELECT remediation_id AS "remediationId", fix, title, due_at AS "dueAt", count(*)::int AS devices,
        (array_agg(name ORDER BY name))[1:${shownNames}::int] AS names
      FROM late GROUP BY remediation_id, fix, title, due_at
    )
    SELECT *, (SELECT count(*) FROM grouped)::int AS remediations,
      (SELECT count(DISTINCT device_id) FROM late)::int AS "allDevices"
    FROM grouped ORDER BY "dueAt", fix LIMIT ${limit}`.execute(db);
  return {
    rows: rows.map(({ remediations: _remediations, allDevices: _devices, ...row }) => row),
    remediations: rows[0]?.remediations ?? 0,
    devices: rows[0]?.allDevices ?? 0,
  };
}

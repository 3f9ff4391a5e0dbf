import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

/** Notes how many chunks a delivery’s devices are judged in. */
export async function insertChunks(trx: DatabaseTransaction, reportId: string, chunks: number): Promise<void> {
  await sql`
    INSERT INTO report_chunk (report_id, ordinal) SELECT ${reportId}::uuid, n FROM generate_series(1, ${chunks}::integer) AS n`.execute(
    trx,
  );
}

/** Notes what a chunk moved; once, whoever judges it again. */
export async function endChunk(
  trx: DatabaseTransaction,
  { importId, chunk }: { readonly importId: string; readonly chunk: number },
  cellsChanged: number,
): Promise<void> {
  await trx
    .updateTable('report_chunk')
    .set({ cells_changed: cellsChanged })
    .where('report_id', '=', importId)
    .where('ordinal', '=', chunk)
    .where('cells_changed', 'is', null)
    .execute();
}

/** Devices in order of their ids, a slice at a time. */
export async function readDeviceIds(
  db: Database | DatabaseTransaction,
  after: string | null,
  limit: number,
): Promise<readonly string[]> {
  let query = db.selectFrom('device').select('device_id').orderBy('device_id').limit(limit);
  if (after !== null) query = query.where('device_id', '>', after);
  return (await query.execute()).map((row) => row.device_id);
}

/** How many devices there are. */
export async function countDevices(db: Database): Promise<number> {
  const { devices } = await db
    .selectFrom('device')
    .select((select) => select.fn.countAll<number>().as('devices'))
    .executeTakeFirstOrThrow();
  return devices;
}

/** Devices that have a cell of one of these products (or of a fix that replaces one), and were judged with fewer lessons. */
export async function readDevicesOfProducts(
  db: Database | DatabaseTransaction,
  products: readonly string[],
  lessons: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ device_id: string }>`
    WITH meant AS MATERIALIZED (
      SELECT fix_id FROM fix WHERE product = ANY (${products}::text[])
      UNION
      SELECT fix_id FROM fix_folded WHERE 'kb:' || older = ANY (${products}::text[])
    ), having_cell AS (
      SELECT device_id FROM cell_group WHERE fix_ids && (SELECT array_agg(fix_id) FROM meant)
      UNION
      SELECT device_id FROM device_cells WHERE proven && (SELECT array_agg(fix_id) FROM meant)
    )
    SELECT device_id FROM having_cell JOIN device_cells USING (device_id)
    WHERE lessons < ${lessons} ORDER BY device_id`.execute(db);
  return rows.map((row) => row.device_id);
}

/** Devices whose verdicts time alone has changed by now. */
export async function readDueDevices(
  db: Database | DatabaseTransaction,
  now: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('device_cells')
    .select('device_id')
    .where('next_change_at', '<=', now)
    .orderBy('next_change_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.device_id);
}

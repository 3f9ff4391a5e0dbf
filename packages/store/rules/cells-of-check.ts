import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

/**
 * Devices that have a cell of this cause (or where it fits too) of a fix that the check is known to look for: those that may
 * have a finding of the check. In order of their ids, after one of them.
 */
export async function readDevicesOfCheck(
  db: Database | DatabaseTransaction,
  { check, cause }: { readonly check: string; readonly cause: CauseId },
  after: string | null,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ device_id: string }>`
    WITH product AS MATERIALIZED (
      SELECT DISTINCT split_part(fix_key, '@', 1) AS product FROM check_fix WHERE check_id = ${check}
    ), meant AS MATERIALIZED (
      SELECT fix_id FROM fix WHERE product IN (SELECT product FROM product)
      UNION
      SELECT fix_id FROM fix_folded WHERE 'kb:' || older IN (SELECT product FROM product)
    )
    SELECT DISTINCT device_id FROM cell_group
    WHERE fix_ids && (SELECT array_agg(fix_id) FROM meant)
      AND state_id IN (SELECT state_id FROM cell_state WHERE cause = ${cause} OR ${cause} = ANY (also))
      AND (${after}::uuid IS NULL OR device_id > ${after}::uuid)
    ORDER BY device_id LIMIT ${limit}`.execute(db);
  return rows.map((row) => row.device_id);
}

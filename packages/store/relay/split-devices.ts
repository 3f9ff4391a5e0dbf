import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

/** Gives devices of a fix to a remediation that was split off, whichever they were in. */
export async function giveDevices(
  trx: DatabaseTransaction,
  { fixId, remediationId }: { readonly fixId: string; readonly remediationId: string },
  deviceIds: readonly string[],
): Promise<void> {
  await sql`
    INSERT INTO remediation_device (fix_id, device_id, remediation_id)
    SELECT ${fixId}, unnest(${deviceIds}::uuid[]), ${remediationId}
    ON CONFLICT (fix_id, device_id) DO UPDATE SET remediation_id = excluded.remediation_id`.execute(trx);
}

/** Gives all devices of one remediation to another that was split off. */
export async function moveDevices(trx: DatabaseTransaction, fromId: string, toId: string): Promise<void> {
  await trx
    .updateTable('remediation_device')
    .set({ remediation_id: toId })
    .where('remediation_id', '=', fromId)
    .execute();
}

/** The devices of a remediation are in none of their own any more: they count with the one that was not split off. */
export async function releaseDevices(trx: DatabaseTransaction, remediationId: string): Promise<void> {
  await trx.deleteFrom('remediation_device').where('remediation_id', '=', remediationId).execute();
}

/** The devices of a fix that are in remediations that were split off: those of one, or of all. */
export async function readSplitDevices(
  db: Database | DatabaseTransaction,
  of: { readonly fixId: string } | { readonly remediationId: string },
): Promise<readonly string[]> {
  const devices = db.selectFrom('remediation_device').select('device_id');
  const rows = await ('fixId' in of
    ? devices.where('fix_id', '=', of.fixId)
    : devices.where('remediation_id', '=', of.remediationId)
  ).execute();
  return rows.map(({ device_id }) => device_id);
}

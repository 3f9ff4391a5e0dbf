import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { PLANNED_ONCE } from '../connection/planned-once.ts';

/** The remediation that a device's cell of a fix is in; null where none was opened. */
export async function findRemediationOfCell(
  db: Database | DatabaseTransaction,
  fix: string,
  deviceId: string,
): Promise<string | null> {
  const { rows } = await sql<{ remediationId: string | null }>`${PLANNED_ONCE}
    SELECT coalesce(
      (SELECT remediation_id FROM remediation_device WHERE fix_id = ${fix} AND device_id = ${deviceId}::uuid),
      (SELECT remediation_id FROM remediation WHERE fix_id = ${fix} AND NOT is_split LIMIT 1)
    ) AS "remediationId"`.execute(db);
  return rows[0]?.remediationId ?? null;
}

/** The remediation of a fix that was not split off; null where none was opened. */
export async function findRemediationOfFix(db: Database | DatabaseTransaction, fix: string): Promise<string | null> {
  const rest = db.selectFrom('remediation').select('remediation_id').where('fix_id', '=', fix);
  return (await rest.where('is_split', '=', false).executeTakeFirst())?.remediation_id ?? null;
}

/** Remediations by the beginning of their fix, or a CVE that it removes. */
export function searchRemediations(db: Database, text: string, limit: number) {
  const beginning = `${text.replace(/[\\%_]/g, '\\$&')}%`;
  return db
    .selectFrom('remediation')
    .select(['remediation_id', 'fix_id', 'place', 'closed_as', 'is_split'])
    .where((eb) => eb.or([eb('fix_id', 'ilike', beginning), eb(eb.val(text.toUpperCase()), '=', eb.fn.any('cves'))]))
    .where((eb) => eb.or([eb('closed_as', 'is', null), eb('closed_as', '<>', 'merged')]))
    .orderBy('fix_id')
    .orderBy((eb) => eb('place', '=', 'closed'))
    .orderBy('is_split')
    .limit(limit)
    .execute();
}

import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

/** The remediation of a fix; null where none was opened. */
export async function findRemediationOfFix(db: Database | DatabaseTransaction, fix: string): Promise<string | null> {
  const row = await db.selectFrom('remediation').select('remediation_id').where('fix_id', '=', fix).executeTakeFirst();
  return row?.remediation_id ?? null;
}

/** Remediations by the beginning of their fix, or a CVE that it removes. */
export function searchRemediations(db: Database, text: string, limit: number) {
  const beginning = `${text.replace(/[\\%_]/g, '\\$&')}%`;
  return db
    .selectFrom('remediation')
    .select(['remediation_id', 'fix_id', 'title'])
    .where((eb) => eb.or([eb('fix_id', 'ilike', beginning), eb(eb.val(text.toUpperCase()), '=', eb.fn.any('cves'))]))
    .orderBy('fix_id')
    .limit(limit)
    .execute();
}

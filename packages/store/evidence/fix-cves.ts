import { sql } from 'kysely';
import type { Database } from '../connection/connect-database.ts';
import { numberList } from './device-moves.ts';

export interface CvesOfFix {
  readonly fixId: number;
  readonly cves: readonly string[];
}

/** Keeps which vulnerabilities fixes remove, as knowledge has it: what it no longer names goes. */
export async function replaceFixCves(db: Database, fixes: readonly CvesOfFix[]): Promise<void> {
  if (fixes.length === 0) return;
  const ordered = fixes.toSorted((a, b) => a.fixId - b.fixId);
  const pairs = ordered.flatMap(({ fixId, cves }) => cves.map((cve) => ({ fixId, cve })));
  await db.transaction().execute(async (trx) => {
    await sql`
      DELETE FROM fix_cve v WHERE v.fix_id = ANY (${numberList(ordered.map(({ fixId }) => fixId))}::integer[])
        AND NOT EXISTS (SELECT FROM unnest(${pairs.map(({ fixId }) => fixId)}::integer[], ${pairs.map(({ cve }) => cve)}::text[])
          AS u (fix_id, cve) WHERE u.fix_id = v.fix_id AND u.cve = v.cve)`.execute(trx);
    await sql`
      INSERT INTO fix_cve (fix_id, cve)
      SELECT DISTINCT * FROM unnest(${pairs.map(({ fixId }) => fixId)}::integer[], ${pairs.map(({ cve }) => cve)}::text[])
        AS u (fix_id, cve) ORDER BY 1, 2
      ON CONFLICT DO NOTHING`.execute(trx);
  });
}

/** Adds what findings tell of fixes that knowledge does not know. */
export async function addFixCves(db: Database, fixes: readonly CvesOfFix[]): Promise<void> {
  const pairs = fixes.flatMap(({ fixId, cves }) => cves.map((cve) => ({ fixId, cve })));
  if (pairs.length === 0) return;
  await sql`
    INSERT INTO fix_cve (fix_id, cve)
    SELECT DISTINCT * FROM unnest(${pairs.map(({ fixId }) => fixId)}::integer[], ${pairs.map(({ cve }) => cve)}::text[])
      AS u (fix_id, cve) ORDER BY 1, 2
    ON CONFLICT DO NOTHING`.execute(db);
}

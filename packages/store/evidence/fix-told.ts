import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

/** What findings tell of a fix that knowledge does not know: a CVE that it removes, or a scanner's word of severity. */
export interface ToldOfFix {
  readonly fixId: number;
  readonly kind: 'cve' | 'severity';
  readonly value: string;
}

/** Keeps what was told; told again changes nothing, so that the order of reports does not matter. */
export async function insertTold(db: Database | DatabaseTransaction, told: readonly ToldOfFix[]): Promise<void> {
  if (told.length === 0) return;
  await sql`
    INSERT INTO fix_told (fix_id, kind, value)
    SELECT DISTINCT * FROM unnest(
      ${told.map(({ fixId }) => fixId)}::integer[], ${told.map(({ kind }) => kind)}::text[],
      ${told.map(({ value }) => value)}::text[]
    ) AS u (fix_id, kind, value) ORDER BY 1, 2, 3
    ON CONFLICT DO NOTHING`.execute(db);
}

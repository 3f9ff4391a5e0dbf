import type { LeftOpen } from '@baton/domain/leadership/risk.ts';
import { sql } from 'kysely';
import type { View } from '../board/device-set.ts';
import { fixesOfView } from '../board/fix-figures.ts';
import type { DatabaseTransaction } from '../connection/connect-database.ts';

/** What is not proven and not excepted, by fix, with what each fix removes as knowledge or findings tell. */
export async function readLeftOpen(trx: DatabaseTransaction, view: View): Promise<readonly LeftOpen[]> {
  const { rows } = await sql<LeftOpen>`
    WITH fixes AS MATERIALIZED (${fixesOfView(view)})
    SELECT (f.required - f.proven)::bigint AS cells, ARRAY(SELECT v.cve FROM fix_cve v WHERE v.fix_id = f.fix_id) AS cves
    FROM fixes f WHERE NOT f.excepted AND f.required > f.proven`.execute(trx);
  return rows;
}

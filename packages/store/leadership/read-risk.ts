import { sql } from 'kysely';
import type { View } from '../board/device-set.ts';
import { fixesOfView } from '../board/fix-figures.ts';
import type { DatabaseTransaction } from '../connection/connect-database.ts';

export interface RiskFigures {
  readonly kevFixes: number;
  readonly kevCells: number;
  /** Sum over open cells of the highest EPSS of their fix. */
  readonly epssWeighted: number;
}

/**
 * What is not proven and not excepted, of fixes with a vulnerability in KEV, and of all fixes weighted by EPSS. Which fix is
 * listed, and how likely it is exploited, is asked as it is known now: so two moments differ by work alone.
 */
export async function readRisk(trx: DatabaseTransaction, view: View): Promise<RiskFigures> {
  const { rows } = await sql<RiskFigures>`
    WITH fixes AS MATERIALIZED (${fixesOfView(view)}), left_open AS (
      SELECT f.fix_id, f.required - f.proven AS cells, k.kev, k.highest_epss
      FROM fixes f JOIN fix x ON x.fix_id = f.fix_id JOIN known_fix k ON k.key = x.key
      WHERE NOT f.excepted AND f.required > f.proven
    )
    SELECT count(*) FILTER (WHERE kev > 0) AS "kevFixes", coalesce(sum(cells) FILTER (WHERE kev > 0), 0)::bigint AS "kevCells",
      coalesce(round(sum(cells * highest_epss)::numeric, 1), 0)::float8 AS "epssWeighted"
    FROM left_open`.execute(trx);
  return rows[0] ?? { kevFixes: 0, kevCells: 0, epssWeighted: 0 };
}

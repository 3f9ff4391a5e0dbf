import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import { sql } from 'kysely';
import type { Database } from '../connection/connect-database.ts';

/** How often a check, or a whole tool, was found wrong. Times are cells answered; taken back and replaced ones do not count. */
export interface Score {
  readonly tool: string;
  /** Null for the whole tool. */
  readonly check: string | null;
  readonly name: string | null;
  readonly wrong: number;
  readonly answered: number;
  readonly devices: number;
  /** Acts of answering: a check confirmed on many cells at once is one. */
  readonly acts: number;
  readonly people: number;
  readonly lastAt: string;
  /** The cause most often confirmed. */
  readonly cause: CauseId | null;
}

/** By check and by tool, the most often wrong first. */
export async function readScores(db: Database): Promise<readonly Score[]> {
  const { rows } = await sql<Score>`
    SELECT check_tool AS tool, check_id AS "check", max(check_name) AS name,
      count(*) FILTER (WHERE answer = 'scanner-wrong') AS wrong, count(*) AS answered,
      count(DISTINCT device_id) AS devices, count(DISTINCT act_id) AS acts, count(DISTINCT given_by) AS people,
      max(given_at) AS "lastAt", mode() WITHIN GROUP (ORDER BY cause) FILTER (WHERE answer = 'scanner-wrong') AS cause
    FROM confirmation WHERE ended_at IS NULL
    GROUP BY GROUPING SETS ((check_tool), (check_tool, check_id))
    ORDER BY wrong DESC, answered, tool, "check" NULLS FIRST`.execute(db);
  return rows.map((row) => (row.check === null ? { ...row, name: null } : row));
}

import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

type Connection = Database | DatabaseTransaction;

/** Half-open. */
interface Window {
  readonly from: string;
  readonly to: string;
}

export interface DeploymentOutcome {
  /** An outcome that a device told, or `expired`: its time passed before it began. */
  readonly outcome: string;
  readonly exitCode: number | null;
  readonly example: string;
  readonly commands: number;
  readonly devices: number;
}

/** What came of the deployments that ended in a window, by outcome and exit code, the most first. */
export async function readDeploymentOutcomes(
  db: Connection,
  { from, to }: Window,
): Promise<readonly DeploymentOutcome[]> {
  const { rows } = await sql<DeploymentOutcome>`
    SELECT outcome, "exitCode", coalesce(min(summary), '') AS example, count(*) AS commands, count(DISTINCT device_id) AS devices
    FROM (
      SELECT device_id, result ->> 'outcome' AS outcome, (result ->> 'exitCode')::integer AS "exitCode", result ->> 'summary' AS summary
      FROM device_command WHERE state = 'ended' AND ended_at >= ${from} AND ended_at < ${to}
      UNION ALL
      SELECT device_id, 'expired', NULL, 'The device did not come for it in time.'
      FROM device_command WHERE state = 'expired' AND expires_at >= ${from} AND expires_at < ${to}
    ) c GROUP BY outcome, "exitCode" ORDER BY count(*) DESC, outcome, "exitCode"`.execute(db);
  return rows;
}

export interface WentBack {
  readonly cause: CauseId;
  readonly cells: number;
  readonly devices: number;
}

/** Causes by which an installed fix is not there: said to be done and was not, taken back, or in and out. */
const WENT_BACK = ['false-success', 'reverted', 'flapping-patch'];

/** Cells that came to one of these causes within a window, however they stand at its end. */
export async function readWentBack(db: Connection, { from, to }: Window): Promise<readonly WentBack[]> {
  const { rows } = await sql<WentBack>`
    WITH back AS MATERIALIZED (SELECT state_id, cause FROM cell_state WHERE cause = ANY (${WENT_BACK}::text[]))
    SELECT s.cause, count(DISTINCT (m.device_id, u.fix_id)) AS cells, count(DISTINCT m.device_id) AS devices
    FROM device_move m CROSS JOIN LATERAL unnest(m.fix_ids, m.befores, m.afters) AS u (fix_id, before, after)
    JOIN back s ON s.state_id = u.after LEFT JOIN back b ON b.state_id = u.before
    WHERE m.moved_at >= ${from} AND m.moved_at < ${to} AND b.cause IS DISTINCT FROM s.cause
      AND m.afters && (SELECT coalesce(array_agg(state_id), '{}') FROM back)
    GROUP BY s.cause ORDER BY cells DESC, s.cause`.execute(db);
  return rows;
}

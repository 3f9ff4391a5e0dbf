import type { Round } from '@baton/domain/service-levels/measures.ts';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

/** Keeps the round of a remediation that has just been closed, with the clock that its row has. */
export async function keepEndedRound(
  trx: DatabaseTransaction,
  remediationId: string,
  { detectedAt, deployedAt }: { readonly detectedAt: string; readonly deployedAt: string | null },
): Promise<void> {
  await sql`
    INSERT INTO remediation_round (remediation_id, round, detected_at, deployed_at, ended_at, ended_as, clock_started_at, due_at,
      tier_id, policy_id, policy_version)
    SELECT remediation_id, reopened, ${detectedAt}, ${deployedAt}, closed_at, closed_as, clock_started_at, due_at, tier_id,
      policy_id, policy_version
    FROM remediation WHERE remediation_id = ${remediationId} AND place = 'closed'`.execute(trx);
}

/** Every round that was open in, or ended within, a window; the running ones with the clock that they have now. */
export async function readRounds(
  db: Database,
  window: { readonly from: string; readonly to: string },
): Promise<readonly Round[]> {
  const { rows } = await sql<Round>`
    SELECT r.tier_id AS "tierId", r.detected_at AS "detectedAt", r.due_at AS "dueAt", r.ended_at AS "endedAt",
      r.ended_as AS "endedAs", r.deployed_at AS "deployedAt",
      EXISTS (SELECT FROM remediation m WHERE m.remediation_id = r.remediation_id AND m.reopened > r.round) AS "foundAgain"
    FROM remediation_round r
    WHERE r.detected_at < ${window.to} AND (r.ended_at >= ${window.from} OR r.due_at >= ${window.from})
    UNION ALL
    SELECT m.tier_id, d.at, m.due_at, NULL, NULL, NULL, false
    FROM remediation m
    CROSS JOIN LATERAL (SELECT e.at FROM remediation_event e WHERE e.remediation_id = m.remediation_id
      AND e.act IN ('open', 'reopen') ORDER BY e.seq DESC LIMIT 1) d
    WHERE m.place <> 'closed' AND d.at < ${window.to}`.execute(db);
  return rows;
}

export interface LegMinutes {
  readonly place: string;
  readonly team: 'it' | 'infosec';
  readonly minutes: number;
}

/** Whole minutes that each leg took within a window, over all remediations. */
export async function readLegMinutes(
  db: Database,
  window: { readonly from: string; readonly to: string },
): Promise<readonly LegMinutes[]> {
  const { rows } = await sql<LegMinutes>`
    WITH visits AS (
      SELECT to_place AS place, at AS entered, lead(at) OVER (PARTITION BY remediation_id ORDER BY seq) AS left_at
      FROM remediation_event WHERE to_place IS NOT NULL AND at < ${window.to}
    )
    SELECT place,
      CASE WHEN place IN ('accept', 'test', 'approve', 'deploy') THEN 'it' ELSE 'infosec' END AS team,
      floor(sum(extract(epoch FROM least(coalesce(left_at, ${window.to}), ${window.to}::timestamptz)
        - greatest(entered, ${window.from}::timestamptz))) / 60)::bigint AS minutes
    FROM visits
    WHERE place <> 'closed' AND coalesce(left_at, ${window.to}) > ${window.from}
    GROUP BY place`.execute(db);
  return rows;
}

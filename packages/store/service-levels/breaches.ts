import { sql } from 'kysely';
import type { Database } from '../connection/connect-database.ts';

/** A round that missed its deadline, running or ended. */
export interface BreachRecord {
  readonly remediationId: string;
  readonly fix: string;
  readonly title: string;
  readonly round: number;
  readonly tierId: string;
  readonly policyId: string;
  readonly policyVersion: number;
  readonly dueAt: string;
  /** Null while it is open. */
  readonly endedAt: string | null;
}

export interface BreachFilter {
  readonly state: 'open' | 'ended' | 'all';
  /** Only those of one remediation. */
  readonly remediationId?: string | undefined;
  /** Only those that were due in a window, half-open. */
  readonly dueWithin?: { readonly from: string; readonly to: string } | undefined;
  readonly now: string;
}

/** A page of breaches, those that run first, then by the deadline that was missed, newest first. */
export async function readBreaches(
  db: Database,
  { state, remediationId, dueWithin, now }: BreachFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly BreachRecord[]; readonly total: number }> {
  const ofOne = remediationId === undefined ? sql`` : sql`AND m.remediation_id = ${remediationId}`;
  const within =
    dueWithin === undefined ? sql`` : sql`WHERE "dueAt" >= ${dueWithin.from} AND "dueAt" < ${dueWithin.to}`;
  const { rows } = await sql<BreachRecord & { readonly total: number }>`
    WITH breaches AS (
      SELECT m.remediation_id AS "remediationId", m.fix_id AS fix, m.title, m.reopened AS round, m.tier_id AS "tierId",
        m.policy_id AS "policyId", m.policy_version AS "policyVersion", m.due_at AS "dueAt", NULL::timestamptz AS "endedAt"
      FROM remediation m
      WHERE m.place <> 'closed' AND m.due_at < ${now} AND ${state} <> 'ended' ${ofOne}
      UNION ALL
      SELECT m.remediation_id, m.fix_id, m.title, r.round, r.tier_id, r.policy_id, r.policy_version, r.due_at, r.ended_at
      FROM remediation_round r JOIN remediation m USING (remediation_id)
      WHERE r.ended_at > r.due_at AND r.ended_as NOT IN ('superseded', 'merged') AND ${state} <> 'open' ${ofOne}
    )
    SELECT *, count(*) OVER () AS total FROM breaches ${within}
    ORDER BY ("endedAt" IS NOT NULL), "dueAt" DESC, fix, round
    LIMIT ${page.limit} OFFSET ${page.offset}`.execute(db);
  return { rows: rows.map(({ total: _total, ...breach }) => breach), total: rows[0]?.total ?? 0 };
}

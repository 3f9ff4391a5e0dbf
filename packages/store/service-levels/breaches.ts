import { APPROVE_WITHIN_HOURS } from '@baton/domain/relay/emergency.ts';
import { sql } from 'kysely';
import type { Database } from '../connection/connect-database.ts';

/** What was missed: the deadline of a round, or the time within which the leads of both teams approve an emergency. */
export type BreachKind = 'deadline' | 'approval';

interface MissedTime {
  readonly remediationId: string;
  readonly fix: string;
  readonly title: string;
  readonly round: number;
  readonly dueAt: string;
  /** Null while it is open. */
  readonly endedAt: string | null;
}

/** A round that missed its deadline, running or ended. */
export interface DeadlineRecord extends MissedTime {
  readonly kind: 'deadline';
  readonly tierId: string;
  readonly policyId: string;
  readonly policyVersion: number;
}

/** An emergency that was not approved by both leads in time; it ends with the second approval, which does not undo it. */
export interface ApprovalRecord extends MissedTime {
  readonly kind: 'approval';
  /** The number of its entry "emergency" in the remediation's history. */
  readonly declaredSeq: number;
}

export type BreachRecord = DeadlineRecord | ApprovalRecord;

export interface BreachFilter {
  readonly state: 'open' | 'ended' | 'all';
  /** Only those of one kind. */
  readonly kind?: BreachKind | undefined;
  /** Only those of one remediation. */
  readonly remediationId?: string | undefined;
  /** Only those that were due in a window, half-open. */
  readonly dueWithin?: { readonly from: string; readonly to: string } | undefined;
  readonly now: string;
}

/** A page of breaches, those that run first, then by the deadline that was missed, newest first. */
export async function readBreaches(
  db: Database,
  { state, kind, remediationId, dueWithin, now }: BreachFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly BreachRecord[]; readonly total: number }> {
  const ofOne = remediationId === undefined ? sql`` : sql`AND m.remediation_id = ${remediationId}`;
  const ofKind = kind === undefined ? sql`true` : sql`kind = ${kind}`;
  const within = dueWithin === undefined ? sql`` : sql`AND "dueAt" >= ${dueWithin.from} AND "dueAt" < ${dueWithin.to}`;
  const { rows } = await sql<BreachRecord & { readonly total: number }>`
    WITH breaches AS (
      SELECT 'deadline' AS kind, m.remediation_id AS "remediationId", m.fix_id AS fix, m.title, m.reopened AS round, m.tier_id AS "tierId",
        m.policy_id AS "policyId", m.policy_version AS "policyVersion", m.due_at AS "dueAt", NULL::timestamptz AS "endedAt",
        NULL::integer AS "declaredSeq"
      FROM remediation m
      WHERE m.place <> 'closed' AND m.due_at < ${now} AND ${state} <> 'ended' ${ofOne}
      UNION ALL
      SELECT 'deadline', m.remediation_id, m.fix_id, m.title, r.round, r.tier_id, r.policy_id, r.policy_version, r.due_at,
        r.ended_at, NULL
      FROM remediation_round r JOIN remediation m USING (remediation_id)
      WHERE r.ended_at > r.due_at AND r.ended_as NOT IN ('superseded', 'merged') AND ${state} <> 'open' ${ofOne}
      UNION ALL
      SELECT 'approval', m.remediation_id, m.fix_id, m.title, late.round, NULL, NULL, NULL, late.due_at, late.approved_at,
        late.declared_seq
      FROM remediation m JOIN (${LATE_EMERGENCIES}) late USING (remediation_id)
      WHERE ${state} IN ('all', CASE WHEN late.approved_at IS NULL THEN 'open' ELSE 'ended' END) ${ofOne}
    )
    SELECT *, count(*) OVER () AS total FROM breaches WHERE ${ofKind} ${within}
    ORDER BY ("endedAt" IS NOT NULL), "dueAt" DESC, fix, round, "remediationId"
    LIMIT ${page.limit} OFFSET ${page.offset}`.execute(db);
  return { rows: rows.map(({ total: _total, ...breach }) => breach), total: rows[0]?.total ?? 0 };
}

/**
 * Emergencies that Baton has written down as late, each with when both had approved it. One that was split off later has the entry
 * as a copy of its past: there it is not counted again.
 */
const LATE_EMERGENCIES = sql`
  SELECT late.remediation_id, declared.seq AS declared_seq,
    coalesce((declared.details ->> 'approveBy')::timestamptz, declared.at + make_interval(hours => ${APPROVE_WITHIN_HOURS})) AS due_at,
    (SELECT count(*)::integer FROM remediation_event r
      WHERE r.remediation_id = late.remediation_id AND r.act = 'reopen' AND r.seq < declared.seq) AS round,
    (SELECT CASE WHEN count(DISTINCT a.by_team) = 2 THEN max(a.at) END FROM remediation_event a
      WHERE a.remediation_id = late.remediation_id AND a.act = 'approve-emergency' AND a.seq > declared.seq
        AND NOT EXISTS (SELECT FROM remediation_event n WHERE n.remediation_id = late.remediation_id AND n.act = 'emergency'
          AND n.seq > declared.seq AND n.seq < a.seq)) AS approved_at
  FROM remediation_event late JOIN remediation o USING (remediation_id)
    CROSS JOIN LATERAL (SELECT e.seq, e.at, e.details FROM remediation_event e
      WHERE e.remediation_id = late.remediation_id AND e.act = 'emergency' AND e.seq < late.seq
      ORDER BY e.seq DESC LIMIT 1) declared
  WHERE late.act = 'emergency-late' AND (o.split_at IS NULL OR late.at > o.split_at)`;

import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

/** What a team holds, by who carries it. */
export interface DigestCounts {
  readonly team: 'it' | 'infosec';
  readonly carrierId: string | null;
  readonly remediations: number;
  readonly overdue: number;
  readonly dueWithinDay: number;
  readonly past80: number;
}

export async function readDigestCounts(
  db: Database | DatabaseTransaction,
  now: string,
): Promise<readonly DigestCounts[]> {
  const { rows } = await sql<DigestCounts>`
    SELECT holder AS team, carrier_id AS "carrierId", count(*)::int AS remediations,
      count(*) FILTER (WHERE due_at < ${now})::int AS overdue,
      count(*) FILTER (WHERE due_at >= ${now} AND due_at < ${now}::timestamptz + interval '24 hours')::int AS "dueWithinDay",
      count(*) FILTER (WHERE due_at >= ${now}
        AND clock_started_at + 0.8 * (due_at - clock_started_at) <= ${now}::timestamptz)::int AS past80
    FROM remediation WHERE place <> 'closed' GROUP BY holder, carrier_id`.execute(db);
  return rows;
}

import { sql } from 'kysely';
import type { Database } from '../connection/connect-database.ts';

export interface OldestOpen {
  readonly title: string;
  readonly fix: string;
  /** When it was detected, or found again. */
  readonly openSince: string;
  /** Cells that are not proven and not excepted, as of the last look at them. */
  readonly cells: number;
}

/** The remediation that has been open the longest; one that was found again counts from there. */
export async function readOldestOpen(db: Database): Promise<OldestOpen | undefined> {
  const { rows } = await sql<OldestOpen>`
    SELECT m.title, m.fix_id AS fix, d.at AS "openSince", m.open + m.disputed + m.unproven AS cells
    FROM remediation m
    CROSS JOIN LATERAL (SELECT e.at FROM remediation_event e WHERE e.remediation_id = m.remediation_id
      AND e.act IN ('open', 'reopen') ORDER BY e.seq DESC LIMIT 1) d
    WHERE m.place <> 'closed' ORDER BY d.at, m.fix_id LIMIT 1`.execute(db);
  return rows[0];
}

export interface LegMedian {
  readonly leg: string;
  readonly medianMinutes: number;
  readonly visits: number;
}

/** Of each leg the median minutes of a visit, of those that ended within the window. */
export async function readLegMedians(
  db: Database,
  window: { readonly from: string; readonly to: string },
): Promise<readonly LegMedian[]> {
  const { rows } = await sql<LegMedian>`
    WITH visits AS (
      SELECT to_place AS leg, at AS entered, lead(at) OVER (PARTITION BY remediation_id ORDER BY seq) AS left_at
      FROM remediation_event WHERE to_place IS NOT NULL
    )
    SELECT leg, count(*) AS visits,
      round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM left_at - entered)) / 60)::integer AS "medianMinutes"
    FROM visits WHERE leg NOT IN ('closed', 'rejected') AND left_at >= ${window.from} AND left_at < ${window.to}
    GROUP BY leg`.execute(db);
  return rows;
}

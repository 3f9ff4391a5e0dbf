import type { Verdict } from '@baton/domain/reconciliation/verdict.ts';
import type { Scope } from '@baton/domain/scope/scope.ts';
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import { isOfView } from './device-set.ts';

// The session's zone is UTC (connect-database.ts): dates and times with a zone are compared as they stand.

/** Devices that were in the scope on the same days, as one. */
export interface Cohort {
  readonly cohort: number;
  /** Days at whose end its devices were in the scope. */
  readonly days: readonly string[];
}

/** Cells of a cohort: as they are now (`day` null), or by how many one day changed them. */
export interface CohortCells {
  readonly cohort: number;
  readonly day: string | null;
  readonly verdict: Verdict;
  readonly unexplained: boolean;
  readonly cells: number;
}

/**
 * What a trend of a scope is made of: devices in cohorts of equal membership, what these have now, and how each day moved it. A
 * few thousand numbers, however many devices.
 */
export async function readTrendOfScope(
  trx: DatabaseTransaction,
  scope: Scope,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<{ readonly cohorts: readonly Cohort[]; readonly cells: readonly CohortCells[] }> {
  await sql`CREATE TEMPORARY TABLE cohort_device ON COMMIT DROP AS ${cohortDevices(scope)}`.execute(trx);
  const cohorts = await sql<Cohort>`
    SELECT t.cohort, array_agg(to_char(p.day, 'YYYY-MM-DD') ORDER BY p.day) AS days
    FROM (SELECT DISTINCT cohort, first_day, during FROM cohort_device) t
    JOIN generate_series(${from}::date, ${to}::date, '1 day') AS p (day)
      ON t.first_day <= p.day AND t.during @> (p.day::timestamptz + interval '1 day' - interval '1 microsecond')
    GROUP BY t.cohort`.execute(trx);
  const cells = await sql<CohortCells>`
    SELECT t.cohort, t.day, s.verdict, coalesce(s.cause = 'unexplained', false) AS unexplained, sum(t.cells)::bigint AS cells
    FROM (${cellsOfCohorts(from)}) t JOIN cell_state s USING (state_id)
    GROUP BY 1, 2, 3, 4 HAVING sum(t.cells) <> 0`.execute(trx);
  return { cohorts: cohorts.rows, cells: cells.rows };
}

function cohortDevices(scope: Scope): RawBuilder<unknown> {
  const byNow = scope.filter(({ kind }) => kind === 'os');
  const whole = sql`'{(,)}'::tstzmultirange`;
  const during = scope
    .filter(({ kind }) => kind !== 'os')
    .map(
      ({ kind, values }) => sql`(SELECT range_agg(tstzrange(a.valid_from, a.valid_until)) FROM device_attribute a
        WHERE a.device_id = c.device_id AND a.kind = ${kind} AND a.value = ANY (${values}::text[]))`,
    );
  return sql`
    SELECT device_id, states, state_cells, first_day, during, dense_rank() OVER (ORDER BY first_day, during)::integer AS cohort
    FROM (
      SELECT c.device_id, c.states, c.state_cells, (c.first_judged_at AT TIME ZONE 'UTC')::date AS first_day,
        ${sql.join([whole, ...during], sql` * `)} AS during
      FROM device_cells c WHERE ${isOfView({ scope: byNow, at: null })}
    ) t WHERE during IS NOT NULL AND NOT isempty(during)`;
}

function cellsOfCohorts(from: string): RawBuilder<unknown> {
  return sql`
    SELECT d.cohort, NULL::date AS day, h.state_id, h.cells
    FROM cohort_device d CROSS JOIN LATERAL unnest(d.states, d.state_cells) AS h (state_id, cells)
    UNION ALL
    SELECT d.cohort, (m.moved_at AT TIME ZONE 'UTC')::date, h.state_id, h.cells
    FROM device_move m JOIN cohort_device d USING (device_id)
    CROSS JOIN LATERAL (SELECT unnest(m.befores), -1 UNION ALL SELECT unnest(m.afters), 1) AS h (state_id, cells)
    WHERE m.moved_at >= ${from}::date AT TIME ZONE 'UTC' AND h.state_id <> 0`;
}

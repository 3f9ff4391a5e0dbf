import { type RawBuilder, sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import { takeRoomToGroup } from '../connection/room-to-group.ts';
import type { FixFigures } from '../tables/day-figures.ts';
import { isOfView, type View } from './device-set.ts';
import { countUnits, SUMS_OF_STATES, UNIT_COLUMNS, type UnitRow, unitNumbers } from './unit-row.ts';

/**
 * The numbers by fixes and by vulnerabilities: a CVE is done when every cell of every fix that removes it is proven. Which fix
 * removes which CVE is asked as it is known now.
 */
export async function readFixFigures(trx: DatabaseTransaction, view: View): Promise<FixFigures> {
  await takeRoomToGroup(trx);
  const { rows } = await sql<{ readonly fixes: readonly UnitRow[]; readonly cves: readonly UnitRow[] }>`
    WITH fixes AS MATERIALIZED (${fixesOfView(view)})
    SELECT (SELECT coalesce(json_agg(t), '[]') FROM (${countUnits(sql`SELECT * FROM fixes`)}) t) AS fixes,
      (SELECT coalesce(json_agg(t), '[]') FROM (${countUnits(cves)}) t) AS cves`.execute(trx);
  return { byFix: unitNumbers(rows[0]?.fixes ?? []), byVulnerability: unitNumbers(rows[0]?.cves ?? []) };
}

const cves = sql`
  SELECT v.cve, f.excepted, ${sql.join(UNIT_COLUMNS.map((name) => sql`sum(f.${sql.ref(name)}) AS ${sql.ref(name)}`))}
  FROM fixes f JOIN fix_cve v USING (fix_id) GROUP BY v.cve, f.excepted`;

/** Excepted cells are rows, and few: what they come to is taken off where they do not count. */
const fixesRolledUp = sql`
  WITH cells AS (
    SELECT t.fix_id, e.excepted, sum(t.proven + t.open + t.disputed + t.unproven + t.excepted) AS required,
      sum(t.proven) AS proven, sum(t.it_counted) AS it_counted, sum(t.it_installed) AS it_installed,
      sum(t.infosec_scanned) AS infosec_scanned, sum(t.infosec_not_reported) AS infosec_not_reported
    FROM fix_total t CROSS JOIN (VALUES (true), (false)) AS e (excepted) GROUP BY t.fix_id, e.excepted
  ), excepted AS (
    SELECT c.fix_id, ${SUMS_OF_STATES}
    FROM (SELECT g.fix_id, e.state_id, count(*) AS cells
      FROM (SELECT state_id FROM state_total JOIN cell_state USING (state_id)
        WHERE verdict = 'excepted' GROUP BY state_id HAVING sum(cells) > 0) e
      -- State by state: told to look for a list of states that it does not know yet, PostgreSQL reads every group of the fleet.
      CROSS JOIN LATERAL (SELECT unnest(fix_ids) AS fix_id FROM cell_group WHERE state_id = e.state_id OFFSET 0) g
      GROUP BY g.fix_id, e.state_id) c
    JOIN cell_state s USING (state_id) GROUP BY c.fix_id
  )
  SELECT c.fix_id, c.excepted, ${sql.join(
    UNIT_COLUMNS.map(
      (name) =>
        sql`(c.${sql.ref(name)} - CASE WHEN c.excepted THEN 0 ELSE coalesce(x.${sql.ref(name)}, 0) END)::bigint AS ${sql.ref(name)}`,
    ),
  )}
  FROM cells c LEFT JOIN excepted x USING (fix_id)`;

/** The state of a proven cell that is no more than that. */
export const PLAINLY_PROVEN = sql`(
  SELECT state_id FROM cell_state WHERE verdict = 'proven' AND also = '{}' AND it_says = 'installed' AND infosec_says = 'not_reported'
  AND cause IS NULL AND owner = 'none' AND it_part IS NULL AND infosec_part IS NULL)`;

/**
 * Counts are linear in cells: those of a scope are summed from its devices' cells; those of the fleet are rolled up, but for
 * devices that came since; those of a past moment are gone back along the moves since.
 */
export function fixesOfView(view: View): RawBuilder<unknown> {
  const whole = view.scope.length === 0;
  if (whole && view.at === null) return fixesRolledUp;
  const parts = [
    whole ? fixesRolledUp : sumsOf(cellsOf(isOfView(view), 1)),
    ...(view.at === null ? [] : [sumsOf(movedBack(view, view.at))]),
    ...(whole && view.at !== null ? [sumsOf(cellsOf(sql`c.first_judged_at >= ${view.at}::timestamptz`, -1))] : []),
  ];
  return sql`
    SELECT fix_id, excepted, ${sql.join(UNIT_COLUMNS.map((name) => sql`sum(${sql.ref(name)})::bigint AS ${sql.ref(name)}`))}
    FROM (${sql.join(parts, sql` UNION ALL `)}) t GROUP BY fix_id, excepted`;
}

function sumsOf(cells: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    SELECT t.fix_id, e.excepted, ${SUMS_OF_STATES}
    FROM (SELECT fix_id, state_id, sum(cells) AS cells FROM (${cells}) k GROUP BY fix_id, state_id) t
    JOIN cell_state s USING (state_id) CROSS JOIN (VALUES (true), (false)) AS e (excepted)
    WHERE e.excepted OR s.verdict <> 'excepted'
    GROUP BY t.fix_id, e.excepted)`;
}

/** Devices are looked for once; those whose proven cells are the same are counted as one, because of a site most are alike. */
function cellsOf(devices: RawBuilder<boolean>, sign: 1 | -1): RawBuilder<unknown> {
  return sql`
    WITH chosen AS MATERIALIZED (
      SELECT c.device_id, c.proven, c.proven_states FROM device_cells c WHERE ${devices}
    )
    SELECT l.fix_id, l.state_id, ${sign}::integer AS cells FROM cell l JOIN chosen USING (device_id)
    UNION ALL
    SELECT p.fix_id, coalesce(p.state_id, ${PLAINLY_PROVEN}), ${sign}::integer * a.devices::integer
    FROM (SELECT proven, proven_states, count(*) AS devices FROM chosen GROUP BY proven, proven_states) a
    CROSS JOIN LATERAL unnest(a.proven, a.proven_states) AS p (fix_id, state_id)`;
}

function movedBack(view: View, at: string): RawBuilder<unknown> {
  return sql`
    SELECT u.fix_id, h.state_id, h.cells FROM device_move m JOIN device_cells c USING (device_id)
    CROSS JOIN LATERAL unnest(m.fix_ids, m.befores, m.afters) AS u (fix_id, before, after)
    CROSS JOIN LATERAL (VALUES (u.before, 1), (u.after, -1)) AS h (state_id, cells)
    WHERE m.moved_at >= ${at}::timestamptz AND h.state_id <> 0 AND ${isOfView(view)}`;
}

import { type RawBuilder, sql } from 'kysely';
import { PLAINLY_PROVEN } from './fix-figures.ts';

/** Cells: device_id, fix_id, state_id, since. */
export type CellsSql = RawBuilder<unknown>;

export interface CellsAsked {
  /** ISO-8601: as they were just before that moment; null: now. */
  readonly at: string | null;
  /** Whether proven cells are wanted too: they are read out of their devices' lists. */
  readonly withProven: boolean;
}

/**
 * The cells of some devices as they were at a time. What has moved since then is what it was before its first move since.
 *
 * @param devices a set of `device_id`
 */
export function cellsOfDevices(devices: RawBuilder<unknown>, { at, withProven }: CellsAsked): CellsSql {
  const rows = sql`SELECT c.device_id, c.fix_id, c.state_id, c.since FROM cell c WHERE c.device_id IN (${devices})`;
  const proven = sql`
    SELECT p.device_id, u.fix_id, coalesce(u.state_id, ${PLAINLY_PROVEN}) AS state_id, to_timestamp(u.since * 60.0) AS since
    FROM device_cells p CROSS JOIN LATERAL unnest(p.proven, p.proven_since, p.proven_states) AS u (fix_id, since, state_id)
    WHERE p.device_id IN (${devices})`;
  const now = withProven ? sql`${rows} UNION ALL ${proven}` : rows;
  if (at === null) return now;
  return goneBack(
    now,
    sql`
    SELECT DISTINCT ON (m.device_id, u.fix_id) m.device_id, u.fix_id, u.before AS state_id
    FROM device_move m CROSS JOIN LATERAL unnest(m.fix_ids, m.befores) AS u (fix_id, before)
    WHERE m.device_id IN (${devices}) AND m.moved_at >= ${at}::timestamptz
    ORDER BY m.device_id, u.fix_id, m.move_id`,
    at,
  );
}

/** The cells of some fixes on all devices. */
export function cellsOfFixes(fixIds: readonly number[], { at, withProven }: CellsAsked): CellsSql {
  const rows = sql`
    SELECT c.device_id, w.fix_id, c.state_id, c.since
    FROM (SELECT DISTINCT unnest(${fixIds}::integer[]) AS fix_id) w JOIN cell_group c ON c.fix_ids @> ARRAY[w.fix_id]`;
  const proven = sql`
    SELECT p.device_id, u.fix_id, coalesce(u.state_id, ${PLAINLY_PROVEN}) AS state_id, to_timestamp(u.since * 60.0) AS since
    FROM device_cells p CROSS JOIN LATERAL unnest(p.proven, p.proven_since, p.proven_states) AS u (fix_id, since, state_id)
    WHERE p.proven && ${fixIds}::integer[] AND u.fix_id = ANY (${fixIds}::integer[])`;
  const now = withProven ? sql`${rows} UNION ALL ${proven}` : rows;
  if (at === null) return now;
  return goneBack(
    now,
    sql`
    SELECT DISTINCT ON (m.device_id, u.fix_id) m.device_id, u.fix_id, u.before AS state_id
    FROM device_move m CROSS JOIN LATERAL unnest(m.fix_ids, m.befores) AS u (fix_id, before)
    WHERE m.fix_ids && ${fixIds}::integer[] AND u.fix_id = ANY (${fixIds}::integer[]) AND m.moved_at >= ${at}::timestamptz
    ORDER BY m.device_id, u.fix_id, m.move_id`,
    at,
  );
}

function goneBack(now: CellsSql, back: RawBuilder<unknown>, at: string): CellsSql {
  return sql`
    WITH back AS MATERIALIZED (${back}), judged AS (
      SELECT n.* FROM (${now}) n JOIN device_cells j ON j.device_id = n.device_id AND j.first_judged_at < ${at}::timestamptz
    )
    SELECT n.* FROM judged n
    WHERE NOT EXISTS (SELECT FROM back b WHERE b.device_id = n.device_id AND b.fix_id = n.fix_id)
    UNION ALL
    SELECT b.device_id, b.fix_id, b.state_id, ${sinceThen(at)} FROM back b
    JOIN device_cells j ON j.device_id = b.device_id AND j.first_judged_at < ${at}::timestamptz
    WHERE b.state_id <> 0`;
}

/** Since its last move before, else since its device was first judged. */
function sinceThen(at: string): RawBuilder<unknown> {
  return sql`coalesce(
    (SELECT max(m.moved_at) FROM device_move m
      WHERE m.device_id = b.device_id AND m.moved_at < ${at}::timestamptz AND b.fix_id = ANY (m.fix_ids)),
    (SELECT j.first_judged_at FROM device_cells j WHERE j.device_id = b.device_id))`;
}

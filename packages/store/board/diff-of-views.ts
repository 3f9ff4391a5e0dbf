import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { InfosecSays, ItSays } from '@baton/domain/reconciliation/cell.ts';
import type { Verdict } from '@baton/domain/reconciliation/verdict.ts';
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import { takeRoomToGroup } from '../connection/room-to-group.ts';
import type { JudgingReason } from '../evidence/device-moves.ts';
import { cellsOfDevices } from './cells-as-of.ts';
import { isOfView, type View } from './device-set.ts';

/** What people see of a state. */
export interface StateWords {
  readonly verdict: Verdict;
  readonly cause: CauseId | null;
  readonly itSays: ItSays;
  readonly infosecSays: InfosecSays;
}

/** Why a cell differs between two times: why its device was judged when it last moved; or the device came into the scope, or left. */
export type DifferenceReason = JudgingReason['kind'] | 'scope';

export interface DifferenceKey {
  readonly before: StateWords | null;
  readonly after: StateWords | null;
  readonly reason: DifferenceReason;
  readonly reportId: string | null;
}

export interface DifferenceGroup extends DifferenceKey {
  readonly cells: number;
  readonly devices: number;
}

/** Two views, the earlier first. */
export interface Views {
  readonly from: View & { readonly at: string };
  readonly to: View;
}

/** The cells that differ between two times, in groups that went the same way for the same reason. */
export async function readDifference(trx: DatabaseTransaction, views: Views): Promise<readonly DifferenceGroup[]> {
  await takeRoomToGroup(trx);
  // States that say the same to people are one; what they say is written down for the groups, not for millions of cells.
  const { rows } = await sql<DifferenceGroup>`
    ${withDifferences(views)}, words AS MATERIALIZED (
      SELECT state_id, min(state_id) OVER (PARTITION BY verdict, cause, it_says, infosec_says) AS word FROM cell_state
    ), by_device AS (
      SELECT coalesce(b.word, 0) AS before, coalesce(a.word, 0) AS after, t.reason, t.report_id, t.device_id, count(*) AS cells
      FROM differing t LEFT JOIN words b ON b.state_id = t.before LEFT JOIN words a ON a.state_id = t.after
      WHERE b.word IS DISTINCT FROM a.word GROUP BY 1, 2, 3, 4, 5
    ), grouped AS (
      SELECT before, after, reason, report_id, sum(cells)::bigint AS cells, count(*) AS devices FROM by_device GROUP BY 1, 2, 3, 4
    )
    SELECT ${wordsOf(sql`b`)} AS before, ${wordsOf(sql`a`)} AS after, t.reason, t.report_id AS "reportId", t.cells, t.devices
    FROM grouped t LEFT JOIN cell_state b ON b.state_id = t.before LEFT JOIN cell_state a ON a.state_id = t.after`.execute(
    trx,
  );
  return rows;
}

export interface DifferingCell {
  readonly deviceId: string;
  readonly device: string;
  readonly fix: string;
  readonly fixTitle: string;
  /** Null where the device came into the scope, or left it. */
  readonly at: string | null;
}

/** The cells of one group, by device. */
export async function listDifference(
  trx: DatabaseTransaction,
  views: Views,
  group: DifferenceKey,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly DifferingCell[]; readonly total: number }> {
  const chosen = sql`
    ${withDifferences(views)}, chosen AS (
      SELECT t.* FROM differing t LEFT JOIN cell_state b ON b.state_id = t.before LEFT JOIN cell_state a ON a.state_id = t.after
      WHERE ${isSaid(sql`b`, group.before)} AND ${isSaid(sql`a`, group.after)} AND t.reason = ${group.reason}
        AND t.report_id IS NOT DISTINCT FROM ${group.reportId}::uuid
    )`;
  const total = await sql<{ cells: number }>`${chosen} SELECT count(*) AS cells FROM chosen`.execute(trx);
  const { rows } = await sql<DifferingCell>`
    ${chosen}
    SELECT t.device_id AS "deviceId", d.name AS device, f.key AS fix, f.title AS "fixTitle",
      CASE WHEN t.reason = 'scope' THEN NULL ELSE t.at END AS at
    FROM chosen t JOIN device d USING (device_id) JOIN fix f USING (fix_id)
    ORDER BY lower(d.name), d.device_id, f.key LIMIT ${limit} OFFSET ${offset}`.execute(trx);
  return { rows, total: total.rows[0]?.cells ?? 0 };
}

function wordsOf(state: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`CASE WHEN ${state}.state_id IS NOT NULL THEN jsonb_build_object('verdict', ${state}.verdict, 'cause', ${state}.cause,
    'itSays', ${state}.it_says, 'infosecSays', ${state}.infosec_says) END`;
}

function isSaid(state: RawBuilder<unknown>, words: StateWords | null): RawBuilder<boolean> {
  if (words === null) return sql<boolean>`${state}.state_id IS NULL`;
  return sql<boolean>`(${state}.verdict = ${words.verdict}::verdict AND ${state}.cause IS NOT DISTINCT FROM ${words.cause}
    AND ${state}.it_says = ${words.itSays}::it_word AND ${state}.infosec_says = ${words.infosecSays}::infosec_word)`;
}

/**
 * `WITH` that makes `differing` (device_id, fix_id, before, after, reason, report_id, at). Cells that differ: of devices in both
 * views those that moved in between, from before their first move to after their last; of devices that came or left, all that
 * they have, or had.
 */
export function withDifferences(views: Views): RawBuilder<unknown> {
  const { from, to } = views;
  return sql`
    ${withMoves(views)}, differing AS (
      SELECT v.device_id, v.fix_id, v.before, v.after, m.reason, m.report_id, m.moved_at AS at
      FROM moved v JOIN device_move m USING (device_id, move_id)
      WHERE v.before <> v.after AND m.moved_at >= ${from.at}::timestamptz
      UNION ALL
      SELECT c.device_id, c.fix_id, 0, c.state_id, coalesce(j.reason, 'scope'), j.report_id, j.moved_at
      FROM (${cellsOfDevices(sql`SELECT device_id FROM came`, { at: to.at, withProven: true })}) c
      LEFT JOIN device_move j ON j.device_id = c.device_id AND j.first AND j.moved_at >= ${from.at}::timestamptz
      UNION ALL
      SELECT c.device_id, c.fix_id, c.state_id, 0, 'scope', NULL, NULL
      FROM (${cellsOfDevices(sql`SELECT device_id FROM gone`, { at: from.at, withProven: true })}) c
    )`;
}

/**
 * `WITH` that makes `came` and `gone` (the devices of the later view alone, of the earlier alone), and `moved` (device_id, fix_id,
 * before, after, move_id): what moved on devices in both, from before its first move to after its last. First and last are found
 * without sorting millions of moves: the lowest and highest of numbers whose upper bits are the move and whose lower 31 are the
 * state.
 */
export function withMoves(views: Views): RawBuilder<unknown> {
  const { from, to } = views;
  const until = to.at === null ? sql`` : sql`AND m.moved_at < ${to.at}::timestamptz`;
  const between = sql`m.moved_at >= ${from.at}::timestamptz ${until}`;
  const state = (packed: RawBuilder<unknown>) => sql`(${packed} & 2147483647)::integer`;
  const { sets, isInBoth } = devicesOfViews(views, between);
  return sql`
    WITH ${sets}, moved AS (
      SELECT m.device_id, u.fix_id, ${state(sql`min((m.move_id << 31) | u.before)`)} AS before,
        ${state(sql`max((m.move_id << 31) | u.after)`)} AS after, max(m.move_id) AS move_id
      FROM device_move m CROSS JOIN LATERAL unnest(m.fix_ids, m.befores, m.afters) AS u (fix_id, before, after)
      WHERE ${isInBoth} AND ${between}
      GROUP BY m.device_id, u.fix_id
    )`;
}

/** Who came, who is gone, and whether the device of a move `m` is in both views. */
function devicesOfViews(
  { from, to }: Views,
  between: RawBuilder<unknown>,
): { readonly sets: RawBuilder<unknown>; readonly isInBoth: RawBuilder<unknown> } {
  // Of the fleet: it gains those whose first judging is in between, and loses none. No list of all devices is needed.
  if (from.scope.length === 0 && to.scope.length === 0) {
    return {
      sets: sql`came AS MATERIALIZED (SELECT m.device_id FROM device_move m WHERE m.first AND ${between}),
        gone AS (SELECT device_id FROM came WHERE false)`,
      isInBoth: sql`m.device_id NOT IN (SELECT device_id FROM came)`,
    };
  }
  return {
    sets: sql`was AS MATERIALIZED (SELECT c.device_id FROM device_cells c WHERE ${isOfView(from)}),
      is_now AS MATERIALIZED (SELECT c.device_id FROM device_cells c WHERE ${isOfView(to)}),
      came AS MATERIALIZED (SELECT device_id FROM is_now EXCEPT SELECT device_id FROM was),
      gone AS MATERIALIZED (SELECT device_id FROM was EXCEPT SELECT device_id FROM is_now)`,
    isInBoth: sql`m.device_id IN (SELECT device_id FROM was INTERSECT SELECT device_id FROM is_now)`,
  };
}

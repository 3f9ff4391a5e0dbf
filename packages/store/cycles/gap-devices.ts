import { sql } from 'kysely';
import { isOfView } from '../board/device-set.ts';
import { type Views, withMoves } from '../board/diff-of-views.ts';
import { heldCells } from '../board/figures-of-view.ts';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { takeRoomToGroup } from '../connection/room-to-group.ts';

/** Cells that are neither proven nor set aside by both teams. */
const IS_LEFT = sql`s.verdict NOT IN ('proven', 'excepted')`;

/**
 * Keeps the devices that were there at the start of a cycle and have cells of then left at its end. Counts of states alone are
 * read: what a device has left at the end, less what came to it late.
 */
export async function keepGapDevices(trx: DatabaseTransaction, cycleId: string, views: Views): Promise<void> {
  await takeRoomToGroup(trx);
  await sql`
    ${withMoves(views)}, chosen AS MATERIALIZED (
      SELECT c.device_id, c.states, c.state_cells FROM device_cells c WHERE ${isOfView(views.from)}
    ), left_open AS (
      SELECT h.device_id, sum(h.cells) AS cells FROM (${heldCells(views.to.at)}) h JOIN cell_state s USING (state_id)
      WHERE ${IS_LEFT} GROUP BY h.device_id
      UNION ALL
      SELECT t.device_id, -count(*) FROM moved t JOIN cell_state s ON s.state_id = t.after
      WHERE t.before = 0 AND ${IS_LEFT} GROUP BY t.device_id
    )
    INSERT INTO cycle_gap_device (cycle_id, device_id, cells)
    SELECT ${cycleId}, device_id, sum(cells) FROM left_open GROUP BY device_id HAVING sum(cells) > 0`.execute(trx);
}

export interface GapDevice {
  readonly deviceId: string;
  readonly device: string;
  readonly cells: number;
  readonly inARow: number;
}

export interface GapTotals {
  readonly devices: number;
  readonly cells: number;
  readonly everyCycle: number;
}

/** The devices of a cycle's gap, those longest in it first, with how many cycles in a row they were in it up to this one. */
export async function readGapDevices(
  db: Database | DatabaseTransaction,
  { number, lookedBack, limit }: { readonly number: number; readonly lookedBack: number; readonly limit: number },
): Promise<{ readonly totals: GapTotals; readonly longest: readonly GapDevice[] }> {
  const devices = sql`
    SELECT device_id, max(cells) FILTER (WHERE number = ${number}) AS cells,
      count(*) FILTER (WHERE number + place - 1 = ${number}) AS in_a_row
    FROM (
      SELECT g.device_id, g.cells, c.number, row_number() OVER (PARTITION BY g.device_id ORDER BY c.number DESC) AS place
      FROM cycle_gap_device g JOIN patch_cycle c USING (cycle_id)
      WHERE c.number BETWEEN ${number - lookedBack + 1} AND ${number}
    ) runs GROUP BY device_id HAVING bool_or(number = ${number})`;
  const totals = await sql<GapTotals>`
    SELECT count(*) AS devices, coalesce(sum(cells), 0)::bigint AS cells,
      count(*) FILTER (WHERE in_a_row = ${lookedBack}) AS "everyCycle"
    FROM (${devices}) v`.execute(db);
  const longest = await sql<GapDevice>`
    SELECT v.device_id AS "deviceId", d.name AS device, v.cells, v.in_a_row AS "inARow"
    FROM (${devices}) v JOIN device d USING (device_id)
    ORDER BY v.in_a_row DESC, v.cells DESC, lower(d.name), v.device_id LIMIT ${limit}`.execute(db);
  return { totals: totals.rows[0] ?? { devices: 0, cells: 0, everyCycle: 0 }, longest: longest.rows };
}

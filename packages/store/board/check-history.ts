import { sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import type { StateCells } from '../tables/day-figures.ts';
import { cellsOfDevices } from './cells-as-of.ts';

/** Cells of each state by the devices' own counts. */
export async function readCountedStates(trx: DatabaseTransaction): Promise<readonly StateCells[]> {
  const { rows } = await sql<StateCells>`
    SELECT h.state_id AS "stateId", sum(h.cells)::bigint AS cells
    FROM device_cells c CROSS JOIN LATERAL unnest(c.states, c.state_cells) AS h (state_id, cells)
    WHERE c.first_judged_at IS NOT NULL GROUP BY h.state_id`.execute(trx);
  return rows;
}

/**
 * Cells whose moves do not join: each move must begin where the one before it ended, and the last must end at what the cell is
 * now. So going back along all moves leads to what its device was first judged to be.
 */
export async function readBrokenMoves(
  trx: DatabaseTransaction,
  most: number,
): Promise<readonly { readonly device: string; readonly fix: string }[]> {
  const { rows } = await sql<{ device: string; fix: string }>`
    WITH moves AS (
      SELECT m.device_id, u.fix_id, u.before, u.after, m.move_id,
        lead(u.before) OVER (PARTITION BY m.device_id, u.fix_id ORDER BY m.move_id) AS next
      FROM device_move m CROSS JOIN LATERAL unnest(m.fix_ids, m.befores, m.afters) AS u (fix_id, before, after)
    ), cells AS (${cellsOfDevices(sql`SELECT DISTINCT device_id FROM moves`, { at: null, withProven: true })})
    SELECT DISTINCT d.name AS device, f.key AS fix
    FROM moves m LEFT JOIN cells c USING (device_id, fix_id) JOIN device d USING (device_id) JOIN fix f USING (fix_id)
    WHERE coalesce(m.next, c.state_id, 0) <> m.after
    ORDER BY 1, 2 LIMIT ${most}`.execute(trx);
  return rows;
}

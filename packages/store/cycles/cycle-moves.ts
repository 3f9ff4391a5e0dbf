import type { CellMoves } from '@baton/domain/cycles/frozen-scope.ts';
import { sql } from 'kysely';
import { cellsOfDevices } from '../board/cells-as-of.ts';
import { type Views, withMoves } from '../board/diff-of-views.ts';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import { takeRoomToGroup } from '../connection/room-to-group.ts';

/** Cells whose verdict differs between the start of a cycle and a later moment, counted by fix and by what they were and are. */
export async function readCycleMoves(
  trx: DatabaseTransaction,
  views: Views,
): Promise<readonly Omit<CellMoves, 'newFix'>[]> {
  await takeRoomToGroup(trx);
  const { rows } = await sql<Omit<CellMoves, 'newFix'>>`
    ${withMoves(views)}, counted AS (
      SELECT fix_id, false AS new_device, before, after, count(*) AS cells FROM moved WHERE before <> after GROUP BY 1, 3, 4
      UNION ALL
      SELECT c.fix_id, true, 0, c.state_id, count(*)
      FROM (${cellsOfDevices(sql`SELECT device_id FROM came`, { at: views.to.at, withProven: true })}) c GROUP BY 1, 4
    )
    SELECT t.fix_id AS "fixId", t.new_device AS "newDevice", b.verdict AS before, a.verdict AS after, sum(t.cells)::bigint AS cells
    FROM counted t LEFT JOIN cell_state b ON b.state_id = t.before LEFT JOIN cell_state a ON a.state_id = t.after
    WHERE b.verdict IS DISTINCT FROM a.verdict
    GROUP BY 1, 2, 3, 4`.execute(trx);
  return rows;
}

import type { CellMoves } from '@baton/domain/cycles/frozen-scope.ts';
import { sql } from 'kysely';
import { type Views, withDifferences } from '../board/diff-of-views.ts';
import type { DatabaseTransaction } from '../connection/connect-database.ts';

/** Cells whose verdict differs between the start of a cycle and a later moment, counted by fix and by what they were and are. */
export async function readCycleMoves(
  trx: DatabaseTransaction,
  views: Views,
): Promise<readonly Omit<CellMoves, 'newFix'>[]> {
  const { rows } = await sql<Omit<CellMoves, 'newFix'>>`
    ${withDifferences(views)}
    SELECT t.fix_id AS "fixId", n.device_id IS NOT NULL AS "newDevice", b.verdict AS before, a.verdict AS after, count(*) AS cells
    FROM differing t LEFT JOIN cell_state b ON b.state_id = t.before LEFT JOIN cell_state a ON a.state_id = t.after
    LEFT JOIN came n ON n.device_id = t.device_id
    WHERE b.verdict IS DISTINCT FROM a.verdict
    GROUP BY 1, 2, 3, 4`.execute(trx);
  return rows;
}

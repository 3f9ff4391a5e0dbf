import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { SHARDS } from '../evidence/move-totals.ts';

/** By how much the count of a state's cells that took their cause in an hour moves. */
export interface HourDelta {
  readonly stateId: number;
  /** Hours since 1970. */
  readonly hour: number;
  readonly cells: number;
}

/** Moves the rolled-up counts of what has waited since an hour; call it last, because other chunks may wait for these rows. */
export async function moveHours(trx: DatabaseTransaction, deltas: readonly HourDelta[]): Promise<void> {
  if (deltas.length === 0) return;
  await sql`
    INSERT INTO cell_hour AS t (state_id, hour, shard, cells)
    SELECT state_id, hour, pg_backend_pid() % ${sql.raw(String(SHARDS))}, cells FROM unnest(
      ${deltas.map(({ stateId }) => stateId)}::integer[], ${deltas.map(({ hour }) => hour)}::integer[],
      ${deltas.map(({ cells }) => cells)}::bigint[]
    ) AS u (state_id, hour, cells) ORDER BY state_id, hour
    ON CONFLICT (state_id, hour, shard) DO UPDATE SET cells = t.cells + excluded.cells`.execute(trx);
}

/** Drops hours of which no cell is left: they would stay for ever. Writers wait for the moment that it takes. */
export async function dropEmptyHours(db: Database): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // A count that moves between the sum and the deletion would be lost.
    await sql`LOCK TABLE cell_hour IN SHARE ROW EXCLUSIVE MODE`.execute(trx);
    await sql`
      DELETE FROM cell_hour h USING (
        SELECT state_id, hour FROM cell_hour GROUP BY state_id, hour HAVING sum(cells) = 0
      ) empty WHERE h.state_id = empty.state_id AND h.hour = empty.hour`.execute(trx);
  });
}

export interface HourDifference {
  readonly stateId: number;
  readonly hour: number;
  readonly kept: number;
  readonly counted: number;
}

/** Hours whose rolled-up count is not the count of the cells that are kept. Counts every cell: for checks only. */
export async function readDifferingHours(
  db: Database | DatabaseTransaction,
  limit: number,
): Promise<readonly HourDifference[]> {
  const { rows } = await sql<HourDifference>`
    WITH counted AS (
      SELECT c.state_id, floor(extract(epoch FROM c.since) / 3600)::integer AS hour, sum(cardinality(c.fix_ids)) AS cells
      FROM cell_group c JOIN cell_state s USING (state_id) WHERE s.verdict IN ('disputed', 'unproven')
      GROUP BY 1, 2
    ), kept AS (
      SELECT state_id, hour, sum(cells)::bigint AS cells FROM cell_hour GROUP BY state_id, hour
    )
    SELECT state_id AS "stateId", hour, coalesce(kept.cells, 0) AS kept, coalesce(counted.cells, 0) AS counted
    FROM counted FULL JOIN kept USING (state_id, hour)
    WHERE coalesce(kept.cells, 0) <> coalesce(counted.cells, 0)
    ORDER BY state_id, hour LIMIT ${limit}`.execute(db);
  return rows;
}

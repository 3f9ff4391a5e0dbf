import type { FrozenFix } from '@baton/domain/cycles/fix-progress.ts';
import { sql } from 'kysely';
import type { View } from '../board/device-set.ts';
import { fixesOfView } from '../board/fix-figures.ts';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

/** Keeps the fixes that are required at a moment as those that a cycle begins with. @returns how many they are */
export async function freezeFixes(trx: DatabaseTransaction, cycleId: string, view: View): Promise<number> {
  const { rows } = await sql`
    INSERT INTO cycle_fix (cycle_id, fix_id, required, proven, excepted)
    SELECT ${cycleId}, fix_id, sum(required) FILTER (WHERE excepted), sum(proven) FILTER (WHERE excepted),
      sum(required) FILTER (WHERE excepted) - coalesce(sum(required) FILTER (WHERE NOT excepted), 0)
    FROM (${fixesOfView(view)}) f GROUP BY fix_id HAVING sum(required) FILTER (WHERE excepted) > 0
    RETURNING fix_id`.execute(trx);
  return rows.length;
}

export function readFrozenFixes(db: Database | DatabaseTransaction, cycleId: string): Promise<readonly FrozenFix[]> {
  return db
    .selectFrom('cycle_fix')
    .select(['fix_id as fixId', 'required', 'proven', 'excepted'])
    .where('cycle_id', '=', cycleId)
    .execute();
}

export interface FixName {
  readonly fixId: number;
  readonly key: string;
  readonly title: string;
}

export async function readFixNames(db: Database, fixIds: readonly number[]): Promise<ReadonlyMap<number, FixName>> {
  if (fixIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('fix')
    .select(['fix_id as fixId', 'key', 'title'])
    .where('fix_id', 'in', fixIds)
    .execute();
  return new Map(rows.map((row) => [row.fixId, row]));
}

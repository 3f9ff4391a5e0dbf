import { type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { CycleTables } from '../tables/cycles.ts';

type Connection = Database | DatabaseTransaction;

export type ScheduleRow = Selectable<CycleTables['cycle_schedule']>;
export type CycleRow = Selectable<CycleTables['patch_cycle']>;
/** A cycle with how many fixes were required when it began. */
export type CountedCycle = CycleRow & { readonly fixes: number };

const FIXES = sql<number>`(SELECT count(*) FROM cycle_fix f WHERE f.cycle_id = patch_cycle.cycle_id)`;

/** The schedule that holds; undefined where none was set. */
export async function readSchedule(db: Connection): Promise<ScheduleRow | undefined> {
  return db.selectFrom('cycle_schedule').selectAll().orderBy('version', 'desc').limit(1).executeTakeFirst();
}

export async function insertSchedule(trx: DatabaseTransaction, row: ScheduleRow): Promise<void> {
  await trx
    .insertInto('cycle_schedule')
    .values({ ...row, rule: JSON.stringify(row.rule) })
    .execute();
}

/** Two who open or plan cycles come one after the other. */
export async function lockCycles(trx: DatabaseTransaction): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('baton cycles'))`.execute(trx);
}

/** Every cycle, the newest first. */
export function readCycles(db: Connection): Promise<readonly CountedCycle[]> {
  return db.selectFrom('patch_cycle').selectAll().select(FIXES.as('fixes')).orderBy('number', 'desc').execute();
}

export async function readNewestCycle(db: Connection): Promise<CycleRow | undefined> {
  return db.selectFrom('patch_cycle').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst();
}

/** A cycle by its number; in a transaction locked to its end, so that nobody writes into what is being closed. */
export async function findCycle(db: Connection, number: number): Promise<CountedCycle | undefined> {
  const query = db.selectFrom('patch_cycle').selectAll().select(FIXES.as('fixes')).where('number', '=', number);
  return (db.isTransaction ? query.forUpdate() : query).executeTakeFirst();
}

export async function insertCycle(
  trx: DatabaseTransaction,
  row: Omit<CycleRow, 'figures' | 'made_at' | 'closed_at'>,
): Promise<void> {
  const { start_figures, ...rest } = row;
  await trx
    .insertInto('patch_cycle')
    .values({ ...rest, start_figures: JSON.stringify(start_figures), figures: null, made_at: null, closed_at: null })
    .execute();
}

/** Moves the end of a cycle that has not ended. */
export async function replanCycle(
  trx: DatabaseTransaction,
  cycleId: string,
  plan: Pick<CycleRow, 'ends_at' | 'time_zone' | 'schedule_version'>,
): Promise<void> {
  await trx.updateTable('patch_cycle').set(plan).where('cycle_id', '=', cycleId).execute();
}

export async function keepFigures(
  trx: DatabaseTransaction,
  cycleId: string,
  { figures, madeAt }: { readonly figures: object; readonly madeAt: string },
): Promise<void> {
  await trx
    .updateTable('patch_cycle')
    .set({ figures: JSON.stringify(figures), made_at: madeAt })
    .where('cycle_id', '=', cycleId)
    .where('figures', 'is', null)
    .execute();
}

export async function closeCycle(trx: DatabaseTransaction, cycleId: string, at: string): Promise<void> {
  await trx.updateTable('patch_cycle').set({ closed_at: at }).where('cycle_id', '=', cycleId).execute();
}

/** Numbers of cycles whose retrospective both leads have closed, the oldest first. */
export async function readClosedNumbers(db: Connection): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('patch_cycle')
    .select('number')
    .where('closed_at', 'is not', null)
    .orderBy('number')
    .execute();
  return rows.map(({ number }) => number);
}

/** Numbers of cycles that have ended and have no retrospective yet, the oldest first. */
export async function readUnmade(db: Connection, endedBefore: string): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('patch_cycle')
    .select('number')
    .where('figures', 'is', null)
    .where('ends_at', '<=', endedBefore)
    .orderBy('number')
    .execute();
  return rows.map(({ number }) => number);
}

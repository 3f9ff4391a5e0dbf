import type { Team } from '@baton/domain/evidence/team.ts';
import { type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { WorkState, WorkTables } from '../tables/work.ts';

export type WorkRecord = Selectable<WorkTables['work']>;

export interface NewWork {
  readonly workId: string;
  /** The word of the job: `import`, `reconcile`, `knowledge`. */
  readonly kind: string;
  readonly title: string;
  readonly subjectId?: string | undefined;
  readonly totalUnits?: number | undefined;
  readonly team?: Team | undefined;
  readonly startedBy: string;
}

export async function insertWork(trx: DatabaseTransaction, work: NewWork): Promise<void> {
  await trx
    .insertInto('work')
    .values({
      work_id: work.workId,
      kind: work.kind,
      title: work.title,
      subject_id: work.subjectId ?? null,
      total_units: work.totalUnits ?? null,
      team: work.team ?? null,
      started_by: work.startedBy,
      error: null,
    })
    .execute();
}

export async function findWork(db: Database | DatabaseTransaction, workId: string): Promise<WorkRecord | undefined> {
  return db.selectFrom('work').selectAll().where('work_id', '=', workId).executeTakeFirst();
}

/** Marks work as running; false where it has ended already, or somebody asked to stop it before it began. */
export async function beginWork(db: Database, workId: string): Promise<boolean> {
  const begun = await db
    .updateTable('work')
    .set({ state: 'running', started_at: sql`coalesce(started_at, now())`, progressed_at: sql`now()` })
    .where('work_id', '=', workId)
    .where('ended_at', 'is', null)
    .where('cancel_requested_at', 'is', null)
    .returning('work_id')
    .executeTakeFirst();
  return begun !== undefined;
}

export interface Progress {
  readonly step?: string | undefined;
  readonly done?: number | undefined;
  readonly total?: number | undefined;
}

/** Writes progress (absent keeps) and answers whether somebody asked to stop. Beside the work's own transaction. */
export async function writeProgress(
  db: Database,
  workId: string,
  { step, done, total }: Progress,
): Promise<{ readonly cancelled: boolean }> {
  const row = await db
    .updateTable('work')
    .set({
      progressed_at: sql`now()`,
      ...(step === undefined ? {} : { step }),
      ...(done === undefined ? {} : { done_units: done }),
      ...(total === undefined ? {} : { total_units: total }),
    })
    .where('work_id', '=', workId)
    .returning('cancel_requested_at')
    .executeTakeFirst();
  return { cancelled: row === undefined || row.cancel_requested_at !== null };
}

/** Ends work; what has ended stays as it ended. */
export async function endWork(
  db: Database | DatabaseTransaction,
  workId: string,
  state: Extract<WorkState, 'done' | 'failed' | 'cancelled'>,
  error: { readonly code: string; readonly message: string } | null = null,
): Promise<void> {
  await db
    .updateTable('work')
    .set({ state, ended_at: sql`now()`, error: error === null ? null : JSON.stringify(error) })
    .where('work_id', '=', workId)
    .where('ended_at', 'is', null)
    .execute();
}

/** Asks work to stop. What waits ends at once; what runs ends at its next safe point. */
export async function requestCancel(trx: DatabaseTransaction, workId: string): Promise<void> {
  await trx
    .updateTable('work')
    .set({
      cancel_requested_at: sql`coalesce(cancel_requested_at, now())`,
      ended_at: sql`CASE WHEN state = 'waiting' THEN now() END`,
      state: sql`CASE WHEN state = 'waiting' THEN 'cancelled' ELSE state END`,
    })
    .where('work_id', '=', workId)
    .where('ended_at', 'is', null)
    .execute();
}

export async function readWork(
  db: Database,
  filter: { readonly open?: boolean | undefined; readonly kind?: string | undefined },
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly records: readonly WorkRecord[]; readonly total: number }> {
  let query = db.selectFrom('work');
  if (filter.open !== undefined) query = query.where('ended_at', filter.open ? 'is' : 'is not', null);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  const records = await query
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('work_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const { total } = await query.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { records, total };
}

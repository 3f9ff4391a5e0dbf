import { type Insertable, type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { ExceptionTables } from '../tables/exceptions.ts';

type Connection = Database | DatabaseTransaction;
export type MeetingRecord = Selectable<ExceptionTables['exception_meeting']>;

export interface DecisionRecord extends Selectable<ExceptionTables['exception_decision']> {
  readonly number: number;
  readonly fix: string | null;
  readonly product: string | null;
  readonly owner: string;
}

export async function insertMeeting(
  trx: DatabaseTransaction,
  row: Insertable<ExceptionTables['exception_meeting']>,
): Promise<void> {
  await trx.insertInto('exception_meeting').values(row).execute();
}

/** Holds a meeting: nobody decides in it or closes it until the transaction ends. */
export function holdMeeting(trx: DatabaseTransaction, meetingId: string): Promise<MeetingRecord | undefined> {
  return trx
    .selectFrom('exception_meeting')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .forUpdate()
    .executeTakeFirst();
}

export function findMeeting(db: Connection, meetingId: string): Promise<MeetingRecord | undefined> {
  return db.selectFrom('exception_meeting').selectAll().where('meeting_id', '=', meetingId).executeTakeFirst();
}

/** Meetings, newest first. */
export async function listMeetings(
  db: Connection,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly MeetingRecord[]; readonly total: number }> {
  const rows = await db
    .selectFrom('exception_meeting')
    .selectAll()
    .orderBy('held_at', 'desc')
    .orderBy('meeting_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const { total } = await db
    .selectFrom('exception_meeting')
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { rows, total };
}

export async function closeMeeting(
  trx: DatabaseTransaction,
  meetingId: string,
  closed: {
    readonly closed_at: string;
    readonly closed_by_name: string;
    readonly notes: string;
    readonly minutes: string;
  },
): Promise<void> {
  await trx.updateTable('exception_meeting').set(closed).where('meeting_id', '=', meetingId).execute();
}

export async function insertDecision(
  trx: DatabaseTransaction,
  row: Insertable<ExceptionTables['exception_decision']>,
): Promise<void> {
  await trx.insertInto('exception_decision').values(row).execute();
}

/** What was decided in some meetings, in the order in which it was. */
export async function readDecisions(db: Connection, meetingIds: readonly string[]): Promise<readonly DecisionRecord[]> {
  return db
    .selectFrom('exception_decision')
    .innerJoin('exception', 'exception.exception_id', 'exception_decision.exception_id')
    .innerJoin('person', 'person.person_id', 'exception.owner_id')
    .leftJoin('fix', 'fix.fix_id', 'exception.fix_id')
    .selectAll('exception_decision')
    .select(['exception.number', 'exception.product', 'fix.key as fix', 'person.name as owner'])
    .where('exception_decision.meeting_id', '=', sql<string>`ANY (${meetingIds}::uuid[])`)
    .orderBy('decided_at')
    .orderBy('exception.number')
    .execute();
}

import { type Insertable, type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { ServiceLevelTables } from '../tables/service-levels.ts';

export type NewNotification = Omit<Insertable<ServiceLevelTables['notification']>, 'read_at'>;
export type NotificationRecord = Selectable<ServiceLevelTables['notification']>;

/** PostgreSQL takes 65,535 parameters a statement, and a message has nine. */
const AT_ONCE = 5000;

/** Puts messages into the outbox; one that its person has been told before is left out. @returns who got one */
export async function insertNotifications(
  trx: DatabaseTransaction,
  messages: readonly NewNotification[],
): Promise<ReadonlySet<string>> {
  const told = new Set<string>();
  for (let at = 0; at < messages.length; at += AT_ONCE) {
    const rows = await trx
      .insertInto('notification')
      .values(messages.slice(at, at + AT_ONCE))
      .onConflict((conflict) => conflict.columns(['person_id', 'message_key']).doNothing())
      .returning('person_id')
      .execute();
    for (const { person_id } of rows) told.add(person_id);
  }
  return told;
}

/** A page of a person's messages, newest first. */
export async function readNotifications(
  db: Database,
  personId: string,
  { unread, limit, offset }: { readonly unread: boolean; readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly NotificationRecord[]; readonly total: number; readonly unread: number }> {
  let query = db.selectFrom('notification').where('person_id', '=', personId);
  if (unread) query = query.where('read_at', 'is', null);
  const rows = await query.selectAll().orderBy('notification_id', 'desc').limit(limit).offset(offset).execute();
  const counts = await db
    .selectFrom('notification')
    .where('person_id', '=', personId)
    .select([
      ({ fn }) => fn.countAll<number>().as('all'),
      sql<number>`count(*) FILTER (WHERE read_at IS NULL)`.as('unread'),
    ])
    .executeTakeFirstOrThrow();
  return { rows, total: unread ? counts.unread : counts.all, unread: counts.unread };
}

/** Marks messages of a person as read: all up to one, or that one alone. */
export async function markRead(
  trx: DatabaseTransaction,
  personId: string,
  { id, upTo }: { readonly id?: number | undefined; readonly upTo?: number | undefined },
  now: string,
): Promise<number> {
  let query = trx
    .updateTable('notification')
    .set({ read_at: now })
    .where('person_id', '=', personId)
    .where('read_at', 'is', null);
  if (id !== undefined) query = query.where('notification_id', '=', id);
  if (upTo !== undefined) query = query.where('notification_id', '<=', upTo);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

/** Whoever can act for a team: people who are there and do not only read. */
export interface ActivePerson {
  readonly personId: string;
  readonly email: string;
  readonly name: string;
  readonly team: 'it' | 'infosec';
  readonly role: 'lead' | 'member';
}

export async function readActivePeople(db: Database | DatabaseTransaction): Promise<readonly ActivePerson[]> {
  const { rows } = await sql<ActivePerson>`
    SELECT person_id AS "personId", email, name, team, role FROM person
    WHERE deactivated_at IS NULL AND role IN ('lead', 'member') ORDER BY name, person_id`.execute(db);
  return rows;
}

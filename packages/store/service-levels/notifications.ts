import { type Insertable, type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { ServiceLevelTables } from '../tables/service-levels.ts';
import { type Settled, settledAt } from './settled-messages.ts';

export type NewNotification = Omit<Insertable<ServiceLevelTables['notification']>, 'read_at'>;
export type NotificationRecord = Selectable<ServiceLevelTables['notification']>;
/** A message with what became of what it asks for. */
export type FollowedNotification = NotificationRecord & { readonly settled: Settled | null };

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

export interface NotificationWindow {
  readonly unread: boolean;
  readonly limit: number;
  readonly offset: number;
  /** By when: what waits for a signature may have run out. */
  readonly now: string;
}

/** A page of a person's messages, newest first. `unread` are those not read whose matter is not settled either. */
export async function readNotifications(
  db: Database,
  personId: string,
  { unread, limit, offset, now }: NotificationWindow,
): Promise<{ readonly rows: readonly FollowedNotification[]; readonly total: number; readonly unread: number }> {
  const all = sql`notification n JOIN person p USING (person_id) WHERE n.person_id = ${personId}`;
  const settled = settledAt(now);
  const waiting = sql`n.read_at IS NULL AND (${settled}) IS NULL`;
  const { rows } = await sql<FollowedNotification>`
    SELECT n.*, ${settled} AS settled FROM ${all} AND (NOT ${unread} OR ${waiting})
    ORDER BY n.notification_id DESC LIMIT ${limit} OFFSET ${offset}`.execute(db);
  const counted = await sql<{ readonly all: number; readonly unread: number }>`
    SELECT count(*) AS all, count(*) FILTER (WHERE ${waiting}) AS unread FROM ${all}`.execute(db);
  const [counts = { all: 0, unread: 0 }] = counted.rows;
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

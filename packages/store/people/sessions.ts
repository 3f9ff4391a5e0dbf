import type { Selectable } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { PLANNED_ONCE } from '../connection/planned-once.ts';
import type { PeopleTables } from '../tables/people.ts';

export type SessionRow = Selectable<PeopleTables['session']>;
export type PersonRecord = Selectable<PeopleTables['person']>;
/** What a request needs to know of whoever makes it. */
export type SignedInPerson = Pick<PersonRecord, (typeof SIGNED_IN)[number]>;

const SIGNED_IN = ['person_id', 'name', 'email', 'team', 'role', 'administrator'] as const;

export async function insertSession(trx: DatabaseTransaction, session: SessionRow): Promise<void> {
  await trx.insertInto('session').values(session).execute();
}

/** The session with its person, if both are still good at `now`. */
export async function findSession(
  db: Database,
  tokenHash: Buffer,
  now: string,
): Promise<(SignedInPerson & Pick<SessionRow, 'last_used_at' | 'expires_at'>) | undefined> {
  return db
    .selectFrom('session')
    .innerJoin('person', 'person.person_id', 'session.person_id')
    .select(SIGNED_IN.map((column) => `person.${column}` as const))
    .select(['session.last_used_at', 'session.expires_at'])
    .where('session.token_hash', '=', tokenHash)
    .where('session.idle_expires_at', '>', now)
    .where('session.expires_at', '>', now)
    .where('person.deactivated_at', 'is', null)
    .modifyEnd(PLANNED_ONCE)
    .executeTakeFirst();
}

export async function touchSession(
  db: Database,
  tokenHash: Buffer,
  usedAt: string,
  idleExpiresAt: string,
): Promise<void> {
  await db
    .updateTable('session')
    .set({ last_used_at: usedAt, idle_expires_at: idleExpiresAt })
    .where('token_hash', '=', tokenHash)
    .execute();
}

export async function deleteSession(trx: DatabaseTransaction, tokenHash: Buffer): Promise<void> {
  await trx.deleteFrom('session').where('token_hash', '=', tokenHash).execute();
}

/** Ends a person's sessions, but one if told; answers how many. */
export async function deleteSessionsOf(trx: DatabaseTransaction, personId: string, except?: Buffer): Promise<number> {
  let query = trx.deleteFrom('session').where('person_id', '=', personId);
  if (except !== undefined) query = query.where('token_hash', '!=', except);
  const { numDeletedRows } = await query.executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Sessions whose time is over are of no use to anybody. */
export async function deleteExpiredSessions(db: Database, now: string): Promise<void> {
  await db
    .deleteFrom('session')
    .where((where) => where.or([where('expires_at', '<=', now), where('idle_expires_at', '<=', now)]))
    .execute();
}

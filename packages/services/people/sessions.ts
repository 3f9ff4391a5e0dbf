import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import {
  deleteSession,
  deleteSessionsOf,
  findSession,
  insertSession,
  type PersonRecord,
  type SignedInPerson,
  touchSession,
} from '@baton/store/people/sessions.ts';
import type { PersonActor } from '../actor.ts';
import { standingOfPerson } from '../charter/standing.ts';
import { appendLog } from '../log/append-log.ts';
import { hashSecretToken, newSecretToken } from './secret-token.ts';
import type { Visitor } from './visitor.ts';

/** A session ends when it was not used this long … */
export const SESSION_IDLE = Temporal.Duration.from({ hours: 12 });
/** … and at the latest after this. */
export const SESSION_LONGEST = Temporal.Duration.from({ hours: 7 * 24 });
/** Use is written down at most this often: a page makes many requests. */
const TOUCH_AFTER_SECONDS = 60;

export interface OpenedSession {
  /** Goes into the cookie and nowhere else. */
  readonly token: string;
  readonly expiresAt: string;
  readonly person: PersonRecord;
}

/** The person as an actor, with what the charter in force gives them at `now`. */
export async function actorOf(
  db: Database | DatabaseTransaction,
  person: SignedInPerson,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<PersonActor> {
  const { person_id: personId, name, email, team, role, administrator } = person;
  const standing = await standingOfPerson(db, { personId, team, role, email }, now);
  return { kind: 'person', personId, name, team, role, administrator, standing };
}

/** Opens a session in the transaction that proved who it is. */
export async function openSession(
  trx: DatabaseTransaction,
  person: PersonRecord,
  visitor: Visitor,
  now: Temporal.Instant,
): Promise<OpenedSession> {
  const token = newSecretToken();
  const expiresAt = now.add(SESSION_LONGEST).toString();
  await insertSession(trx, {
    token_hash: hashSecretToken(token),
    person_id: person.person_id,
    created_at: now.toString(),
    last_used_at: now.toString(),
    idle_expires_at: now.add(SESSION_IDLE).toString(),
    expires_at: expiresAt,
    address: visitor.address,
    user_agent: visitor.userAgent.slice(0, 300),
  });
  return { token, expiresAt, person };
}

/** The person of a session token, or null where the session is over, unknown, or its account closed. */
export async function resolveSession(db: Database, token: string, now: Temporal.Instant): Promise<PersonActor | null> {
  const tokenHash = hashSecretToken(token);
  const session = await findSession(db, tokenHash, now.toString());
  if (session === undefined) return null;
  const unused = now.since(Temporal.Instant.from(session.last_used_at)).total('seconds');
  if (unused > TOUCH_AFTER_SECONDS) await touchSession(db, tokenHash, now.toString(), now.add(SESSION_IDLE).toString());
  return actorOf(db, session, now);
}

export async function signOut(db: Database, actor: PersonActor, token: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await deleteSession(trx, hashSecretToken(token));
    await appendLog(trx, {
      actor,
      action: 'person.signed-out',
      subject: { kind: 'person', id: actor.personId, name: actor.name },
    });
  });
}

/** Ends all sessions of the person; answers how many. */
export async function signOutEverywhere(db: Database, actor: PersonActor): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const ended = await deleteSessionsOf(trx, actor.personId);
    const subject = { kind: 'person', id: actor.personId, name: actor.name };
    await appendLog(trx, { actor, action: 'person.signed-out-everywhere', subject, details: { sessions: ended } });
    return ended;
  });
}

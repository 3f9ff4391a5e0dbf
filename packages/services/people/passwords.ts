import type { IdentityProof } from '@baton/contract/signatures.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { markLinkUsed, withdrawLinks } from '@baton/store/people/one-time-links.ts';
import { deletePasskeys } from '@baton/store/people/passkeys.ts';
import { findPerson, findPersonByEmail, updatePersonRow } from '@baton/store/people/persons.ts';
import { deleteSessionsOf, type PersonRecord } from '@baton/store/people/sessions.ts';
import { type Actor, type PersonActor, SYSTEM } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { hashPassword } from './password-hash.ts';
import { proveIdentity } from './prove-identity.ts';
import { hashSecretToken } from './secret-token.ts';
import { actorOf, type OpenedSession, openSession } from './sessions.ts';
import { type MadeLink, makeLink, takeLink } from './use-link.ts';
import type { Visitor } from './visitor.ts';

const NEW_PASSWORD_LINK_LASTS = Temporal.Duration.from({ hours: 24 });

export interface PasswordChange {
  readonly proof: IdentityProof;
  readonly next: string;
  /** The session that stays. */
  readonly sessionToken: string;
}

/** Changes the own password; all other sessions end. It takes a proof of who it is. */
export async function changePassword(
  db: Database,
  actor: PersonActor,
  { proof, next, sessionToken }: PasswordChange,
  visitor: Visitor,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<void> {
  await proveIdentity(db, actor, proof, visitor, { where: 'body.proof', act: { kind: 'change-password' }, now });
  const password_hash = await hashPassword(next);
  await db.transaction().execute(async (trx) => {
    await updatePersonRow(trx, actor.personId, { password_hash, password_changed_at: now.toString() });
    const ended = await deleteSessionsOf(trx, actor.personId, hashSecretToken(sessionToken));
    const subject = { kind: 'person', id: actor.personId, name: actor.name };
    await appendLog(trx, { actor, action: 'person.password-changed', subject, details: { sessionsEnded: ended } });
  });
}

/**
 * Makes a link with which a person sets a new password. A lead of the same team does: an administrator could otherwise
 * take over an account of the other team.
 */
export async function makePasswordLink(
  db: Database,
  actor: PersonActor,
  personId: string,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<MadeLink> {
  return db.transaction().execute(async (trx) => {
    const person = await findPerson(trx, personId);
    if (person === undefined)
      throw new ServiceError('not-found', 'There is no such person.', { where: 'params.personId' });
    requirePermission(actor, 'person.reset-password', person.team);
    return linkFor(trx, actor, person, now);
  });
}

/**
 * The way back for the only lead of a team: whoever runs the server's machine asks for the link at its start. That hand
 * could change the database as well; by this way it stands in the log.
 */
export async function makePasswordLinkAtStart(
  db: Database,
  email: string,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<MadeLink> {
  return db.transaction().execute(async (trx) => {
    const person = await findPersonByEmail(trx, email);
    if (person === undefined) throw new ServiceError('not-found', `There is no account for ${email}.`);
    return linkFor(trx, SYSTEM, person, now);
  });
}

async function linkFor(
  trx: DatabaseTransaction,
  actor: Actor,
  person: PersonRecord,
  now: Temporal.Instant,
): Promise<MadeLink> {
  const { person_id: personId, name, deactivated_at } = person;
  if (deactivated_at !== null) throw new ServiceError('conflict', 'This account is closed: open it again first.');
  await withdrawLinks(trx, { purpose: 'new-password', personId }, now.toString());
  const createdBy = actor.kind === 'person' ? actor.personId : null;
  const link = await makeLink(
    trx,
    { purpose: 'new-password', createdBy, lasts: NEW_PASSWORD_LINK_LASTS, personId },
    now,
  );
  await appendLog(trx, { actor, action: 'person.password-link-made', subject: { kind: 'person', id: personId, name } });
  return link;
}

export interface NewPassword {
  readonly token: string;
  readonly password: string;
  /** They are lost: without them the password proves again who it is. */
  readonly removePasskeys: boolean;
}

/** Sets a password by such a link, removes passkeys where they are to go, ends all sessions of the account, and signs in. */
export async function setNewPassword(
  db: Database,
  { token, password, removePasskeys }: NewPassword,
  visitor: Visitor,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<OpenedSession> {
  await takeLink(db, token, 'new-password', now);
  const password_hash = await hashPassword(password);
  return db.transaction().execute(async (trx) => {
    const link = await takeLink(trx, token, 'new-password', now);
    const person = link.person_id === null ? undefined : await findPerson(trx, link.person_id);
    if (person === undefined || person.deactivated_at !== null)
      throw new ServiceError('link-unusable', 'The account of this link is closed.');
    await markLinkUsed(trx, link.link_id, person.person_id, now.toString());
    await updatePersonRow(trx, person.person_id, { password_hash, password_changed_at: now.toString() });
    await deleteSessionsOf(trx, person.person_id);
    const subject = { kind: 'person', id: person.person_id, name: person.name };
    const actor = await actorOf(trx, person);
    const details = { address: visitor.address, linkMadeBy: link.created_by };
    await appendLog(trx, { actor, action: 'person.password-set-by-link', subject, details });
    const removed = removePasskeys ? await deletePasskeys(trx, person.person_id) : [];
    if (removed.length > 0) {
      const gone = { ...details, removed: [...removed], passkeys: 0 };
      await appendLog(trx, { actor, action: 'person.passkeys-removed-by-link', subject, details: gone });
    }
    await publishEvent(trx, { topic: 'people', id: person.person_id });
    return openSession(trx, person, visitor, now);
  });
}

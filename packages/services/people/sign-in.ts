import type { Database } from '@baton/store/connection/connect-database.ts';
import { findPersonByEmail } from '@baton/store/people/persons.ts';
import type { PersonRecord } from '@baton/store/people/sessions.ts';
import { SYSTEM } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { ServiceError } from '../service-error.ts';
import { countSignIn } from './limit-sign-ins.ts';
import { isPassword } from './password-hash.ts';
import { actorOf, type OpenedSession, openSession } from './sessions.ts';
import type { Visitor } from './visitor.ts';

/**
 * Opens a session for e-mail and password. Unknown, closed and wrong answer alike and take as long: who asks does not
 * learn which accounts exist.
 *
 * @throws ServiceError `wrong-credentials`, or `too-many-attempts` of this account or from this address.
 */
export async function signIn(
  db: Database,
  { email, password }: { readonly email: string; readonly password: string },
  visitor: Visitor,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<OpenedSession> {
  const attempt = await countSignIn(db, email, visitor.address, now);
  const person = await findPersonByEmail(db, email);
  const right = await isPassword(password, person?.password_hash);
  const address = visitor.address;
  if (person === undefined || !right || person.deactivated_at !== null) {
    if (person !== undefined) {
      const subject = { kind: 'person', id: person.person_id, name: person.name };
      const details = { address, closed: person.deactivated_at !== null };
      await db
        .transaction()
        .execute((trx) => appendLog(trx, { actor: SYSTEM, action: 'person.sign-in-refused', subject, details }));
    }
    throw new ServiceError('wrong-credentials', 'E-mail or password is not right.', {
      hint: 'Forgotten? The lead of your team can make a link to set a new password.',
    });
  }
  await attempt.succeeded();
  return comeIn(db, person, visitor, {}, now);
}

/** Opens a session for somebody who has proved who they are; `by` is what else the log says of how. */
export async function comeIn(
  db: Database,
  person: PersonRecord,
  visitor: Visitor,
  by: { readonly passkey?: string },
  now: Temporal.Instant,
): Promise<OpenedSession> {
  return db.transaction().execute(async (trx) => {
    const actor = await actorOf(trx, person);
    await appendLog(trx, {
      actor,
      action: 'person.signed-in',
      subject: { kind: 'person', id: person.person_id, name: person.name },
      details: { address: visitor.address, ...by },
    });
    return openSession(trx, person, visitor, now);
  });
}

import { randomUUID } from 'node:crypto';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { markLinkUsed, withdrawLinks } from '@baton/store/people/one-time-links.ts';
import { anyPersonExists, findPerson, insertPerson, lockPeople } from '@baton/store/people/persons.ts';
import { appendLog } from '../log/append-log.ts';
import { ServiceError } from '../service-error.ts';
import { hashPassword } from './password-hash.ts';
import { actorOf, type OpenedSession, openSession } from './sessions.ts';
import { makeLink, takeLink } from './use-link.ts';
import type { Visitor } from './visitor.ts';

const SET_UP_LINK_LASTS = Temporal.Duration.from({ hours: 7 * 24 });

/** While there is no account: a new set-up token (those before it become useless). Else null. */
export async function makeSetUpToken(
  db: Database,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<string | null> {
  return db.transaction().execute(async (trx) => {
    await lockPeople(trx);
    if (await anyPersonExists(trx)) return null;
    await withdrawLinks(trx, { purpose: 'set-up' }, now.toString());
    const { token } = await makeLink(trx, { purpose: 'set-up', createdBy: null, lasts: SET_UP_LINK_LASTS }, now);
    return token;
  });
}

export interface FirstPerson {
  readonly token: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly team: Team;
}

/** Makes the first account, which administers and leads its own team, and signs it in. Works once, by the set-up link. */
export async function setUp(
  db: Database,
  { token, name, email, password, team }: FirstPerson,
  visitor: Visitor,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<OpenedSession> {
  await takeLink(db, token, 'set-up', now);
  const passwordHash = await hashPassword(password);
  return db.transaction().execute(async (trx) => {
    await lockPeople(trx);
    const link = await takeLink(trx, token, 'set-up', now);
    if (await anyPersonExists(trx))
      throw new ServiceError('link-unusable', 'Baton is set up already: sign in, or ask for an invitation.');
    const personId = randomUUID();
    await insertPerson(trx, {
      person_id: personId,
      email,
      name,
      team,
      role: 'lead',
      was_lead: true,
      administrator: true,
      password_hash: passwordHash,
    });
    await markLinkUsed(trx, link.link_id, personId, now.toString());
    const person = await findPerson(trx, personId);
    if (person === undefined) throw new Error('The first account is gone in its own transaction.');
    const subject = { kind: 'person', id: personId, name };
    await appendLog(trx, {
      actor: await actorOf(trx, person),
      action: 'person.set-up',
      subject,
      details: { email, team, address: visitor.address },
    });
    await publishEvent(trx, { topic: 'people', id: personId });
    return openSession(trx, person, visitor, now);
  });
}

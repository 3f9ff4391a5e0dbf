import { randomUUID } from 'node:crypto';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { findLink, markLinkUsed, withdrawLinks } from '@baton/store/people/one-time-links.ts';
import {
  findPerson,
  findPersonByEmail,
  insertPerson,
  lockPeople,
  teamEverHadLead,
} from '@baton/store/people/persons.ts';
import type { Role } from '@baton/store/tables/people.ts';
import type { PersonActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { isPermitted, requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { hashPassword } from './password-hash.ts';
import { actorOf, type OpenedSession, openSession } from './sessions.ts';
import { type MadeLink, makeLink, takeLink, unusable } from './use-link.ts';
import type { Visitor } from './visitor.ts';

const INVITATION_LASTS = Temporal.Duration.from({ hours: 7 * 24 });

export interface Invitation {
  readonly email: string;
  readonly team: Team;
  readonly role: Role;
}

/**
 * Invites a person into a team by a link that works once. The team's lead invites. An administrator may invite the first
 * lead of a team that never had one, and nobody else: else whoever administers could let themselves into the other team.
 */
export async function invitePerson(
  db: Database,
  actor: PersonActor,
  { email, team, role }: Invitation,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<MadeLink> {
  return db.transaction().execute(async (trx) => {
    await lockPeople(trx);
    await requireInviter(trx, actor, team, role);
    await refuseKnownEmail(trx, email);
    await withdrawLinks(trx, { purpose: 'invitation', email }, now.toString());
    const invitation = { team, role, email };
    const link = await makeLink(
      trx,
      { purpose: 'invitation', createdBy: actor.personId, lasts: INVITATION_LASTS, invitation },
      now,
    );
    const subject = { kind: 'invitation', id: link.linkId, name: email };
    await appendLog(trx, { actor, action: 'person.invited', subject, details: { team, role, email } });
    await publishEvent(trx, { topic: 'people' });
    return link;
  });
}

async function requireInviter(trx: DatabaseTransaction, actor: PersonActor, team: Team, role: Role): Promise<void> {
  if (isPermitted(actor, 'person.invite', team)) return;
  const isFirstLead = role === 'lead' && actor.administrator && !(await teamEverHadLead(trx, team));
  if (!isFirstLead) requirePermission(actor, 'person.invite', team);
}

/**
 * What brings in a team's first lead is of no use once there was one: an administrator who had made two such links, one
 * of them for themselves, would be in both teams.
 */
async function requireStillFirst(trx: DatabaseTransaction, invitedBy: string | null, team: Team): Promise<void> {
  const inviter = invitedBy === null ? undefined : await findPerson(trx, invitedBy);
  if (inviter?.team !== team && (await teamEverHadLead(trx, team))) throw unusable();
}

export interface Acceptance {
  readonly token: string;
  readonly name: string;
  readonly password: string;
}

/** Makes the account that an invitation is for, and signs it in. */
export async function acceptInvitation(
  db: Database,
  { token, name, password }: Acceptance,
  visitor: Visitor,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<OpenedSession> {
  await takeLink(db, token, 'invitation', now);
  const passwordHash = await hashPassword(password);
  return db.transaction().execute(async (trx) => {
    await lockPeople(trx);
    const { link_id: linkId, team, role, email, created_by } = await takeLink(trx, token, 'invitation', now);
    if (team === null || role === null || email === null)
      throw new Error(`The invitation ${linkId} lacks its team, role or e-mail.`);
    await requireStillFirst(trx, created_by, team);
    await refuseKnownEmail(trx, email);
    const personId = randomUUID();
    const wasLead = role === 'lead';
    await insertPerson(trx, {
      person_id: personId,
      email,
      name,
      team,
      role,
      was_lead: wasLead,
      password_hash: passwordHash,
    });
    await markLinkUsed(trx, linkId, personId, now.toString());
    const person = await findPerson(trx, personId);
    if (person === undefined) throw new Error('The new account is gone in its own transaction.');
    const details = { email, team, role, invitedBy: created_by, address: visitor.address };
    await appendLog(trx, {
      actor: await actorOf(trx, person),
      action: 'person.joined',
      subject: { kind: 'person', id: personId, name },
      details,
    });
    await publishEvent(trx, { topic: 'people', id: personId });
    return openSession(trx, person, visitor, now);
  });
}

/** Withdraws an invitation that was not used: whoever may invite into that team, or an administrator who made it. */
export async function withdrawInvitation(
  db: Database,
  actor: PersonActor,
  invitationId: string,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const link = await findLink(trx, invitationId, 'invitation');
    if (link === undefined || link.team === null) throw new ServiceError('not-found', 'There is no such invitation.');
    if (link.created_by !== actor.personId) requirePermission(actor, 'person.invite', link.team);
    if (link.used_at !== null)
      throw new ServiceError('conflict', 'This invitation was used already: close the account instead.');
    await withdrawLinks(trx, { purpose: 'invitation', linkId: invitationId }, now.toString());
    const subject = { kind: 'invitation', id: invitationId, name: link.email ?? '' };
    await appendLog(trx, { actor, action: 'person.invitation-withdrawn', subject });
    await publishEvent(trx, { topic: 'people' });
  });
}

async function refuseKnownEmail(trx: DatabaseTransaction, email: string): Promise<void> {
  if ((await findPersonByEmail(trx, email)) === undefined) return;
  throw new ServiceError('account-exists', `There is an account for ${email} already.`, {
    where: 'body.email',
    hint: 'A person belongs to one team. Open a closed account again instead of inviting it.',
  });
}

import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { revokeApiKeysOf } from '@baton/store/people/api-keys.ts';
import { withdrawLinks, withdrawLinksMadeBy } from '@baton/store/people/one-time-links.ts';
import {
  findPerson,
  lockPeople,
  otherActiveAdministrators,
  otherActiveLeads,
  updatePersonRow,
} from '@baton/store/people/persons.ts';
import { deleteSessionsOf, type PersonRecord } from '@baton/store/people/sessions.ts';
import type { Role } from '@baton/store/tables/people.ts';
import type { PersonActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';

/** Absent keeps. */
export interface PersonChange {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly administrator?: boolean | undefined;
}

/** Changes a name (one's own, or as lead), a role (the lead of the team), or who administers (an administrator). */
export async function updatePerson(
  db: Database,
  actor: PersonActor,
  personId: string,
  change: PersonChange,
): Promise<void> {
  await withPerson(db, personId, async (trx, person) => {
    if (change.name !== undefined && change.name !== person.name) await changeName(trx, actor, person, change.name);
    if (change.role !== undefined && change.role !== person.role) await changeRole(trx, actor, person, change.role);
    if (change.administrator !== undefined && change.administrator !== person.administrator) {
      await changeAdministrator(trx, actor, person, change.administrator);
    }
  });
}

/** Closes an account: sessions end, its keys are revoked, its open links are withdrawn; what it did stays. */
export async function deactivatePerson(db: Database, actor: PersonActor, personId: string): Promise<void> {
  await withPerson(db, personId, async (trx, person) => {
    requirePermission(actor, 'person.deactivate', person.team);
    if (person.deactivated_at !== null) return;
    if (person.role === 'lead') await keepALead(trx, person);
    if (person.administrator) await keepAnAdministrator(trx, person);
    const now = Temporal.Now.instant().toString();
    await updatePersonRow(trx, personId, { deactivated_at: now });
    await deleteSessionsOf(trx, personId);
    const keys = await revokeApiKeysOf(trx, personId, now);
    await withdrawLinksMadeBy(trx, personId, now);
    await withdrawLinks(trx, { purpose: 'new-password', personId }, now);
    await log(trx, actor, 'person.deactivated', person, { keysRevoked: keys });
  });
}

/** Opens a closed account again, in its own team, with its own role. */
export async function reactivatePerson(db: Database, actor: PersonActor, personId: string): Promise<void> {
  await withPerson(db, personId, async (trx, person) => {
    requirePermission(actor, 'person.reactivate', person.team);
    if (person.deactivated_at === null) return;
    await updatePersonRow(trx, personId, { deactivated_at: null });
    await log(trx, actor, 'person.reactivated', person, {});
  });
}

async function withPerson(
  db: Database,
  personId: string,
  act: (trx: DatabaseTransaction, person: PersonRecord) => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockPeople(trx);
    const person = await findPerson(trx, personId);
    if (person === undefined)
      throw new ServiceError('not-found', 'There is no such person.', { where: 'params.personId' });
    await act(trx, person);
    await publishEvent(trx, { topic: 'people', id: personId });
  });
}

async function changeName(
  trx: DatabaseTransaction,
  actor: PersonActor,
  person: PersonRecord,
  name: string,
): Promise<void> {
  if (actor.personId !== person.person_id) requirePermission(actor, 'person.change-role', person.team);
  await updatePersonRow(trx, person.person_id, { name });
  await log(trx, actor, 'person.renamed', person, { from: person.name, to: name });
}

async function changeRole(
  trx: DatabaseTransaction,
  actor: PersonActor,
  person: PersonRecord,
  role: Role,
): Promise<void> {
  requirePermission(actor, 'person.change-role', person.team);
  if (person.role === 'lead') {
    await keepALead(trx, person);
    // What a lead alone may make, links into the team, does not outlive the role.
    await withdrawLinksMadeBy(trx, person.person_id, Temporal.Now.instant().toString());
  }
  await updatePersonRow(trx, person.person_id, { role, was_lead: person.was_lead || role === 'lead' });
  await log(trx, actor, 'person.role-changed', person, { from: person.role, to: role });
}

async function changeAdministrator(
  trx: DatabaseTransaction,
  actor: PersonActor,
  person: PersonRecord,
  administrator: boolean,
): Promise<void> {
  requirePermission(actor, 'person.appoint-administrator');
  if (!administrator) await keepAnAdministrator(trx, person);
  await updatePersonRow(trx, person.person_id, { administrator });
  await log(
    trx,
    actor,
    administrator ? 'person.appointed-administrator' : 'person.dismissed-administrator',
    person,
    {},
  );
}

async function keepALead(trx: DatabaseTransaction, person: PersonRecord): Promise<void> {
  if ((await otherActiveLeads(trx, person.team, person.person_id)) > 0) return;
  throw new ServiceError('last-lead', `${person.name} is the only lead of the team.`, {
    hint: 'Make another person of the team its lead first: without one, nobody can sign for it or invite into it.',
  });
}

async function keepAnAdministrator(trx: DatabaseTransaction, person: PersonRecord): Promise<void> {
  if ((await otherActiveAdministrators(trx, person.person_id)) > 0) return;
  throw new ServiceError('conflict', `${person.name} is the only administrator.`, {
    hint: 'Appoint another one first.',
  });
}

async function log(
  trx: DatabaseTransaction,
  actor: PersonActor,
  action: string,
  person: PersonRecord,
  details: Readonly<Record<string, string | number>>,
): Promise<void> {
  await appendLog(trx, {
    actor,
    action,
    subject: { kind: 'person', id: person.person_id, name: person.name },
    details,
  });
}

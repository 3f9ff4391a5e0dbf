import { randomUUID } from 'node:crypto';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { findPerson } from '@baton/store/people/persons.ts';
import type { PersonRecord } from '@baton/store/people/sessions.ts';
import { type DutyRow, endDutyRow, findDuty, insertDuty } from '@baton/store/signatures/duties.ts';
import type { DutyKind } from '@baton/store/tables/signatures.ts';
import type { PersonActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { isPermitted, requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';

/** A year with a leap day: whatever lasts longer is a role, and is given as one. */
const LONGEST = Temporal.Duration.from({ hours: 366 * 24 });

export interface DutyToPlan {
  readonly kind: DutyKind;
  readonly personId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly note: string | null;
}

/**
 * Writes down who of the own team is away, on call, or deputy. Everybody says it of their own absence; the lead plans the
 * rest. A deputy is made by the lead whom they stand in for, for themselves alone, and to an end.
 */
export async function planDuty(
  db: Database,
  actor: PersonActor,
  duty: DutyToPlan,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<string> {
  requireTimes(duty, now);
  const dutyId = randomUUID();
  await db.transaction().execute(async (trx) => {
    const person = await findPerson(trx, duty.personId);
    if (person === undefined || person.deactivated_at !== null)
      throw new ServiceError('not-found', 'There is no such person with an open account.', { where: 'body.personId' });
    requirePlanner(actor, duty.kind, person);
    if (duty.kind === 'deputy') await requireDeputy(trx, actor, person);
    await insertDuty(trx, {
      duty_id: dutyId,
      kind: duty.kind,
      team: person.team,
      person_id: person.person_id,
      lead_id: duty.kind === 'deputy' ? actor.personId : null,
      starts_at: duty.startsAt,
      ends_at: duty.endsAt,
      note: duty.note === '' ? null : duty.note,
      made_by: actor.personId,
      made_at: now.toString(),
    });
    const { kind, startsAt, endsAt, note } = duty;
    await log(trx, actor, 'planned', dutyId, person, { kind, startsAt, endsAt, note });
  });
  return dutyId;
}

/** Ends a duty before its time: whoever could plan it; the deputy gives a delegation back. */
export async function endDuty(
  db: Database,
  actor: PersonActor,
  dutyId: string,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const duty = await findDuty(trx, dutyId);
    const person = duty === undefined ? undefined : await findPerson(trx, duty.person_id);
    if (duty === undefined || person === undefined)
      throw new ServiceError('not-found', 'There is no such duty.', { where: 'params.dutyId' });
    requireEnder(actor, duty, person);
    if (duty.ended_at !== null) return;
    await endDutyRow(trx, dutyId, now.toString(), actor.personId);
    await log(trx, actor, 'ended', dutyId, person, { kind: duty.kind });
  });
}

function requireTimes({ startsAt, endsAt }: DutyToPlan, now: Temporal.Instant): void {
  const [starts, ends] = [Temporal.Instant.from(startsAt), Temporal.Instant.from(endsAt)];
  const refuse = (message: string): ServiceError => new ServiceError('invalid', message, { where: 'body.endsAt' });
  if (Temporal.Instant.compare(starts, ends) >= 0) throw refuse('It ends before it starts.');
  if (Temporal.Instant.compare(ends, now) <= 0) throw refuse('It is over already.');
  if (Temporal.Instant.compare(ends, starts.add(LONGEST)) > 0) throw refuse('It lasts more than 366 days.');
}

function requirePlanner(actor: PersonActor, kind: DutyKind, person: PersonRecord): void {
  const own = kind === 'away' && person.person_id === actor.personId;
  requirePermission(actor, kind === 'deputy' ? 'duty.delegate' : own ? 'duty.be-away' : 'duty.plan', person.team);
}

function requireEnder(actor: PersonActor, duty: DutyRow, person: PersonRecord): void {
  const givesBack = duty.kind === 'deputy' && person.person_id === actor.personId;
  if (givesBack && isPermitted(actor, 'duty.be-away')) return;
  requirePlanner(actor, duty.kind, person);
}

/** The role is read anew: whoever stopped leading a moment ago has nothing to delegate. */
async function requireDeputy(trx: DatabaseTransaction, actor: PersonActor, person: PersonRecord): Promise<void> {
  const maker = await findPerson(trx, actor.personId);
  if (maker?.role !== 'lead') throw new ServiceError('not-permitted', 'You do not lead your team any more.');
  if (person.person_id === actor.personId)
    throw new ServiceError('invalid', 'You cannot be your own deputy.', { where: 'body.personId' });
  if (person.role === 'viewer') {
    throw new ServiceError('invalid', `${person.name} is a viewer, and viewers only read.`, {
      where: 'body.personId',
      hint: 'Make them a member first, in Settings.',
    });
  }
}

async function log(
  trx: DatabaseTransaction,
  actor: PersonActor,
  act: 'planned' | 'ended',
  dutyId: string,
  { person_id: personId, name, team }: PersonRecord,
  details: Readonly<Record<string, string | null>>,
): Promise<void> {
  const subject = { kind: 'duty', id: dutyId, name };
  await appendLog(trx, { actor, action: `duty.${act}`, subject, details: { personId, team, ...details } });
  await publishEvent(trx, { topic: 'duty', id: dutyId });
}

import { randomUUID } from 'node:crypto';
import type { decideInMeeting as decideRoute, ExceptionMeeting } from '@baton/contract/exception-meetings.ts';
import { TEAM_NAMES } from '@baton/domain/charter/words.ts';
import { usualRenewal } from '@baton/domain/exceptions/exception-state.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import {
  closeMeeting as closeRow,
  holdMeeting,
  insertDecision,
  insertMeeting,
  listMeetings,
  type MeetingRecord,
  readDecisions,
} from '@baton/store/exceptions/meetings.ts';
import { readActivePeople } from '@baton/store/service-levels/notifications.ts';
import type { PresentPerson } from '@baton/store/tables/exceptions.ts';
import type { z } from 'zod';
import type { PersonActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { ServiceError } from '../service-error.ts';
import { endByPerson, handBack } from './end-exception.ts';
import { type HeldException, holdForAct, logException } from './held-exception.ts';
import { minutesOf, readMeeting } from './read-meetings.ts';
import { askRenewal } from './renew-exception.ts';

/** Opens a review meeting. People of both teams are there: what comes due is decided together. */
export async function openMeeting(
  db: Database,
  context: RelayContext,
  actor: PersonActor,
  personIds: readonly string[],
): Promise<ExceptionMeeting> {
  requirePermission(actor, 'exception.meet');
  const meetingId = randomUUID();
  await db.transaction().execute(async (trx) => {
    const [newest] = (await listMeetings(trx, { limit: 1, offset: 0 })).rows;
    if (newest !== undefined && newest.closed_at === null) {
      throw new ServiceError('conflict', 'A review meeting is open already.', { hint: 'Go on with it, or close it.' });
    }
    const present = await peopleOf(trx, personIds);
    await insertMeeting(trx, {
      meeting_id: meetingId,
      held_at: context.now,
      opened_by_name: actor.name,
      present: JSON.stringify(present),
      closed_at: null,
      closed_by_name: null,
      minutes: null,
    });
    await logMeeting(trx, actor, meetingId, 'opened', { present: present.map(({ name }) => name) });
  });
  return readMeeting(db, context, meetingId);
}

async function peopleOf(trx: DatabaseTransaction, personIds: readonly string[]): Promise<readonly PresentPerson[]> {
  const active = await readActivePeople(trx);
  const present = active
    .filter(({ personId }) => personIds.includes(personId))
    .map(({ personId, name, team }) => ({ personId, name, team }));
  for (const team of ['it', 'infosec'] as const) {
    if (present.some((one) => one.team === team)) continue;
    throw new ServiceError('invalid', `Nobody of ${TEAM_NAMES[team]} is named: what comes due is decided together.`, {
      where: 'body.present',
    });
  }
  return present;
}

export type DecisionWish = z.output<typeof decideRoute.body & z.ZodType>;

/** Decides on one exception in an open meeting, and does it: asks for the renewal, ends it, or hands it back to its owner. */
export async function decideInMeeting(
  db: Database,
  context: RelayContext,
  actor: PersonActor,
  { meetingId, ...wish }: DecisionWish & { readonly meetingId: string },
): Promise<ExceptionMeeting> {
  requirePermission(actor, 'exception.meet');
  await db.transaction().execute(async (trx) => {
    const meeting = await requireOpen(trx, meetingId);
    const [decided] = (await readDecisions(trx, [meeting.meeting_id])).filter(
      ({ exception_id }) => exception_id === wish.exceptionId,
    );
    const held = await holdForAct(trx, wish.exceptionId);
    if (decided !== undefined) {
      throw new ServiceError('conflict', `This meeting has decided on ${held.name} already: ${decided.decision}.`);
    }
    const until = wish.decision === 'renew' ? (wish.until ?? renewalEnd(held)) : null;
    await insertDecision(trx, {
      meeting_id: meetingId,
      exception_id: wish.exceptionId,
      decision: wish.decision,
      note: wish.note,
      until,
      decided_by: actor.personId,
      decided_by_name: actor.name,
      decided_at: context.now,
    });
    await logException(trx, actor, held, 'decided', { meetingId, decision: wish.decision, note: wish.note, until });
    await act(trx, context, actor, held, { ...wish, until });
    await publishEvent(trx, { topic: 'exception' });
  });
  return readMeeting(db, context, meetingId);
}

async function act(
  trx: DatabaseTransaction,
  context: RelayContext,
  actor: PersonActor,
  held: HeldException,
  { decision, note, until }: Pick<DecisionWish, 'decision' | 'note'> & { readonly until: string | null },
): Promise<void> {
  if (decision === 'end') return endByPerson(trx, context, actor, held, note);
  if (decision === 'hand-back') return handBack(trx, context, actor, held, note);
  await askRenewal(trx, context, actor, held, {
    until: until ?? renewalEnd(held),
    ...(note === '' ? {} : { words: note }),
  });
}

/** As long again as it lasted, from its end on. */
function renewalEnd({ terms, record }: HeldException): string {
  const ends = Date.parse(record.ends_at ?? terms.until);
  return new Date(usualRenewal(Date.parse(terms.from), ends)).toISOString();
}

/** Closes a meeting: its minutes are written from what was decided, and kept as they are. */
export async function closeMeeting(
  db: Database,
  context: RelayContext,
  actor: PersonActor,
  { meetingId, notes }: { readonly meetingId: string; readonly notes: string },
): Promise<ExceptionMeeting> {
  requirePermission(actor, 'exception.meet');
  await db.transaction().execute(async (trx) => {
    const meeting = await requireOpen(trx, meetingId);
    const decisions = await readDecisions(trx, [meetingId]);
    const minutes = minutesOf({ ...meeting, notes }, decisions, context.timeZone);
    await closeRow(trx, meetingId, { closed_at: context.now, closed_by_name: actor.name, notes, minutes });
    await logMeeting(trx, actor, meetingId, 'closed', { decisions: decisions.length, minutes });
  });
  return readMeeting(db, context, meetingId);
}

async function requireOpen(trx: DatabaseTransaction, meetingId: string): Promise<MeetingRecord> {
  const meeting = await holdMeeting(trx, meetingId);
  if (meeting === undefined) {
    throw new ServiceError('not-found', `There is no meeting ${meetingId}.`, { where: 'params.meetingId' });
  }
  if (meeting.closed_at === null) return meeting;
  throw new ServiceError('conflict', 'The meeting is closed: its minutes stay as they are.', {
    hint: 'Open another one.',
  });
}

async function logMeeting(
  trx: DatabaseTransaction,
  actor: PersonActor,
  meetingId: string,
  what: 'opened' | 'closed',
  details: Parameters<typeof logException>[4],
): Promise<void> {
  const subject = { kind: 'exception-meeting', id: meetingId };
  await appendLog(trx, { actor, action: `exception-meeting.${what}`, subject, details });
  await publishEvent(trx, { topic: 'exception' });
}

import { holderOf } from '@baton/domain/relay/leg.ts';
import { mentionsIn } from '@baton/domain/relay/mentions.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import type { KeptEvent } from '@baton/store/relay/history.ts';
import type { RemediationRecord } from '@baton/store/relay/remediations.ts';
import { readWatchers } from '@baton/store/relay/watchers.ts';
import {
  type ActivePerson,
  insertNotifications,
  type NewNotification,
  readActivePeople,
} from '@baton/store/service-levels/notifications.ts';
import { eventSentence } from '../read-relay/event-sentence.ts';
import { askingTitle } from '../service-levels/asking-titles.ts';

interface Message {
  readonly personId: string;
  readonly kind: 'mention' | 'assignment' | 'emergency' | 'watched';
  readonly title: string;
}

/**
 * Tells of an entry those whom it concerns, through the outbox: whom its words mention, to whom it gives the remediation, both
 * leads of an emergency, and whoever watches. Each is told once of an entry, with the strongest reason, and nobody of what they did
 * themselves.
 */
export async function tellPeople(trx: DatabaseTransaction, record: RemediationRecord, event: KeptEvent): Promise<void> {
  const isTold = MOSTLY_TOLD.has(event.act) || event.to !== null;
  const watchers = isTold ? await readWatchers(trx, record.remediation_id) : [];
  const needsPeople = (event.note ?? '').includes('@') || event.details.person || EMERGENCY.has(event.act);
  const people = needsPeople ? await readActivePeople(trx) : [];
  const messages = [
    ...mentions(record, event, people),
    ...assignment(record, event),
    ...emergency(record, event, people),
    ...watchers.map(
      ({ personId }): Message => ({ personId, kind: 'watched', title: `${record.fix_id}: ${eventSentence(event)}` }),
    ),
  ];
  const self = event.by.kind === 'person' ? event.by.id : null;
  const first = new Map<string, Message>();
  for (const message of messages) if (!first.has(message.personId)) first.set(message.personId, message);
  if (self !== null) first.delete(self);
  if (first.size === 0) return;
  const told = await insertNotifications(
    trx,
    [...first.values()].map((message) => rowOf(record, event, message)),
  );
  for (const personId of told) await publishEvent(trx, { topic: 'notification', id: personId });
}

const EMERGENCY: ReadonlySet<KeptEvent['act']> = new Set(['emergency', 'emergency-late']);

/** Entries that watchers are told of besides moves. What devices and the clock say they read in the timeline. */
const MOSTLY_TOLD: ReadonlySet<KeptEvent['act']> = new Set([
  'comment',
  'attach',
  'deploy',
  'request-verification',
  'split',
  'absorb',
  'approve-emergency',
  'emergency-late',
  'verify-devices',
]);

function mentions(record: RemediationRecord, event: KeptEvent, people: readonly ActivePerson[]): readonly Message[] {
  return mentionsIn(event.note ?? '', people).map(({ personId }) => ({
    personId,
    kind: 'mention',
    title: `${event.byName} mentions you in ${record.fix_id}`,
  }));
}

function assignment(record: RemediationRecord, { act, byName, details }: KeptEvent): readonly Message[] {
  if (act !== 'assign' || !details.person) return [];
  return [{ personId: details.person.id, kind: 'assignment', title: `${byName} gives ${record.fix_id} to you` }];
}

function emergency(record: RemediationRecord, event: KeptEvent, people: readonly ActivePerson[]): readonly Message[] {
  if (!EMERGENCY.has(event.act)) return [];
  const title =
    event.act === 'emergency'
      ? askingTitle(`${record.fix_id} is an emergency`, 'approval')
      : `${record.fix_id}: the emergency was not approved by both leads in time`;
  return people.filter(({ role }) => role === 'lead').map(({ personId }) => ({ personId, kind: 'emergency', title }));
}

function rowOf(record: RemediationRecord, event: KeptEvent, { personId, kind, title }: Message): NewNotification {
  const where =
    event.to === null || event.to === 'closed'
      ? ''
      : ` ${holderOf(event.to) === 'it' ? 'IT' : 'InfoSec'} holds the baton in ${event.to}.`;
  return {
    person_id: personId,
    message_key: `entry ${record.remediation_id} ${event.seq}`,
    kind,
    subject_kind: 'remediation',
    subject_id: record.remediation_id,
    title: title.slice(0, 300),
    body: `${event.note ?? eventSentence(event)}${where}`.slice(0, 4000),
    path: `/remediations/${record.remediation_id}`,
    created_at: event.at,
  };
}

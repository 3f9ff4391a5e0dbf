import { TEAM_NAMES } from '@baton/domain/charter/words.ts';
import { holderOf } from '@baton/domain/relay/leg.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type DeliveryRecord, readLogEntry, readMessage } from '@baton/store/connections/deliveries.ts';
import { readHistory } from '@baton/store/relay/history.ts';
import { z } from 'zod';
import { eventSentence } from '../read-relay/event-sentence.ts';

/** What is told, for people and for programs. */
export interface ToldEvent {
  readonly event: string;
  /** When it happened. */
  readonly at: string;
  readonly title: string;
  readonly body: string;
  /** Where to look, an address of this Baton; null where there is no page of it. */
  readonly url: string | null;
  /** For programs. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Of a message: the person whom it is for. */
  readonly person: { readonly name: string; readonly email: string; readonly isActive: boolean } | null;
}

const logEntry = z.object({
  entryId: z.string(),
  at: z.string(),
  action: z.string(),
  actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string(), team: z.string().nullable() }),
  subject: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  details: z.record(z.string(), z.unknown()),
});
type Entry = z.infer<typeof logEntry>;

/** Reads what a delivery tells of. It is read when it is sent: entries of the log and messages never change. */
export async function readToldEvent(db: Database, delivery: DeliveryRecord, publicUrl: string): Promise<ToldEvent> {
  if (delivery.notification_id !== null) return toldMessage(db, delivery, delivery.notification_id, publicUrl);
  if (delivery.entry_id !== null) return toldAct(db, delivery.entry_id, publicUrl);
  return {
    event: delivery.event,
    at: delivery.created_at,
    title: 'A test from Baton',
    body: 'This connection works.',
    url: publicUrl,
    data: { title: 'A test from Baton', url: publicUrl },
    person: null,
  };
}

async function toldMessage(
  db: Database,
  { event }: DeliveryRecord,
  notificationId: number,
  publicUrl: string,
): Promise<ToldEvent> {
  const message = await readMessage(db, notificationId);
  if (message === undefined) throw new Error(`There is no notification ${notificationId}.`);
  const { title, body, createdAt: at, subjectKind, subjectId, name, email, isActive } = message;
  const url = `${publicUrl}${message.path}`;
  const data = { title, body, url, subject: { kind: subjectKind, id: subjectId } };
  return { event, at, title, body, url, data, person: { name, email, isActive } };
}

async function toldAct(db: Database, entryId: string, publicUrl: string): Promise<ToldEvent> {
  const entry = logEntry.parse(await readLogEntry(db, entryId));
  const { action: event, at, actor, subject, details } = entry;
  const isRemediation = subject.kind === 'remediation' && subject.id !== null;
  const url = isRemediation ? `${publicUrl}/remediations/${subject.id}` : null;
  const words = (isRemediation ? await relayWords(db, entry) : null) ?? {
    title: `${subject.name ?? subject.kind}: ${event.split('.').join(' ').replaceAll('-', ' ')}`,
    body: `By ${actor.name}${actor.team === 'it' || actor.team === 'infosec' ? `, ${TEAM_NAMES[actor.team]}` : ''}.`,
  };
  return { event, at, ...words, url, data: { entryId, actor, subject, details, url }, person: null };
}

/** An act on a remediation in the words of its own history: what was done, who holds the baton now, and the note. */
async function relayWords(
  db: Database,
  { subject, details }: Entry,
): Promise<{ readonly title: string; readonly body: string } | null> {
  const event = (await readHistory(db, subject.id ?? '')).find(({ seq }) => seq === details.seq);
  if (event === undefined) return null;
  const holds =
    event.to === null || event.to === 'closed'
      ? []
      : [`${TEAM_NAMES[holderOf(event.to)]} holds the baton in ${event.to}.`];
  return {
    title: `${subject.name ?? 'A remediation'}: ${eventSentence(event)}`,
    body: [...holds, ...(event.note === null ? [] : [event.note])].join('\n'),
  };
}

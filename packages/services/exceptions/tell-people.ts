import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { type ActivePerson, insertNotifications, readActivePeople } from '@baton/store/service-levels/notifications.ts';
import { standingOfPerson } from '../charter/standing.ts';

export interface ExceptionMessage {
  readonly exceptionId: string;
  /** What it is about, to the letter: told once. */
  readonly key: string;
  readonly kind: 'exception' | 'signature-wanted';
  readonly title: string;
  readonly body: string;
}

/** Puts a message about an exception into the outbox of people who are still there. */
export async function tellPeople(
  trx: DatabaseTransaction,
  personIds: readonly string[],
  { exceptionId, key, kind, title, body }: ExceptionMessage,
  now: string,
): Promise<void> {
  const active = new Set((await readActivePeople(trx)).map(({ personId }) => personId));
  const told = await insertNotifications(
    trx,
    [...new Set(personIds)]
      .filter((personId) => active.has(personId))
      .map((personId) => ({
        person_id: personId,
        message_key: `exception ${exceptionId} ${key}`,
        kind,
        subject_kind: 'exception',
        subject_id: exceptionId,
        title: title.slice(0, 300),
        body: body.slice(0, 4000),
        path: `/exceptions/${exceptionId}`,
        created_at: now,
      })),
  );
  for (const personId of told) await publishEvent(trx, { topic: 'notification', id: personId });
}

/** Who may sign exceptions now, by the charter in force: they alone are asked for a signature. */
export async function readSigners(trx: DatabaseTransaction, now: string): Promise<readonly ActivePerson[]> {
  const signers: ActivePerson[] = [];
  for (const person of await readActivePeople(trx)) {
    const { carries } = await standingOfPerson(trx, person, Temporal.Instant.from(now));
    if (carries.has('exceptions')) signers.push(person);
  }
  return signers;
}

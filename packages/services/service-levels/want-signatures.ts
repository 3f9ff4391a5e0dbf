import type { Database } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { type ActivePerson, insertNotifications, readActivePeople } from '@baton/store/service-levels/notifications.ts';
import { findDelegation } from '@baton/store/signatures/duties.ts';

export interface WantedSignature {
  /** What it is about, to the letter: told once. */
  readonly key: string;
  readonly title: string;
  readonly body: string;
  readonly path: string;
}

/** Tells the leads of both teams, and their deputies, that something waits for their signature: they alone can give it. */
export async function wantSignatures(
  db: Database,
  { key, title, body, path }: WantedSignature,
  now: string,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const people = await readActivePeople(trx);
    const signers: ActivePerson[] = [];
    for (const person of people) {
      const signs = person.role === 'lead' || (await findDelegation(trx, person.personId, now)) !== undefined;
      if (signs) signers.push(person);
    }
    const told = await insertNotifications(
      trx,
      signers.map(({ personId }) => ({
        person_id: personId,
        message_key: key,
        kind: 'signature-wanted',
        subject_kind: 'document',
        subject_id: null,
        title: title.slice(0, 300),
        body: body.slice(0, 4000),
        path,
        created_at: now,
      })),
    );
    for (const personId of told) await publishEvent(trx, { topic: 'notification', id: personId });
  });
}

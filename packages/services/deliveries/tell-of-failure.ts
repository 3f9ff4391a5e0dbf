import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { ConnectionRecord } from '@baton/store/connections/connections.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { insertNotifications, readActivePeople } from '@baton/store/service-levels/notifications.ts';

/**
 * Tells whoever made the connection that something was given up, else the leads; once a day and connection, so that a broken
 * one cannot tell of itself for ever.
 */
export async function tellOfFailure(
  trx: DatabaseTransaction,
  { connection_id, name, made_by }: ConnectionRecord,
  { problem, hint }: { readonly problem: string; readonly hint: string | null },
  now: string,
): Promise<void> {
  const people = await readActivePeople(trx);
  const maker = people.filter(({ personId }) => personId === made_by);
  const told = maker.length > 0 ? maker : people.filter(({ role }) => role === 'lead');
  const reached = await insertNotifications(
    trx,
    told.map(({ personId }) => ({
      person_id: personId,
      message_key: `connection ${connection_id} ${now.slice(0, 10)}`,
      kind: 'connection-failing',
      subject_kind: 'connection',
      subject_id: connection_id,
      title: `${name}: something could not be delivered`.slice(0, 300),
      body: [problem, hint ?? '', 'It was given up. Send it again when the cause is mended.'].join(' ').trim(),
      path: '/settings/connections',
      created_at: now,
    })),
  );
  for (const personId of reached) await publishEvent(trx, { topic: 'notification', id: personId });
}

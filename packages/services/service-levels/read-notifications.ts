import type { NotificationRow } from '@baton/contract/notifications.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { markRead, readNotifications as readRows } from '@baton/store/service-levels/notifications.ts';
import type { PersonActor } from '../actor.ts';
import { settledTitle } from './asking-titles.ts';
import { settledWords } from './settled-words.ts';

export interface NotificationQuery {
  readonly unread: boolean;
  readonly page: number;
  readonly pageSize: number;
  readonly now: string;
}

/** What one person was told, newest first. Nobody reads another's. */
export async function listNotifications(
  db: Database,
  actor: PersonActor,
  { unread, page, pageSize, now }: NotificationQuery,
): Promise<{ readonly rows: NotificationRow[]; readonly total: number; readonly unread: number }> {
  const found = await readRows(db, actor.personId, { unread, limit: pageSize, offset: (page - 1) * pageSize, now });
  return {
    rows: found.rows.map((row) => ({
      id: row.notification_id,
      kind: row.kind,
      title: row.settled === null ? row.title : settledTitle(row.title),
      body: row.body,
      path: row.path,
      createdAt: row.created_at,
      readAt: row.read_at,
      settled: row.settled === null ? null : settledWords(row.settled, actor.team),
    })),
    total: found.total,
    unread: found.unread,
  };
}

/** Marks own messages as read: one, or all up to one. That is nobody else's business and goes into no log. */
export async function readNotification(
  db: Database,
  actor: PersonActor,
  which: { readonly id?: number; readonly upTo?: number },
  now: string,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const read = await markRead(trx, actor.personId, which, now);
    await publishEvent(trx, { topic: 'notification', id: actor.personId });
    return read;
  });
}

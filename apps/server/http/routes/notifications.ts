import * as contract from '@baton/contract/notifications.ts';
import { listNotifications, readNotification } from '@baton/services/service-levels/read-notifications.ts';
import { relayContext } from '../../relay-context.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';

/** What is for the one who asks. */
export function notificationsRoutes({ db }: Pick<ServerContext, 'db'>): readonly ServedRoute[] {
  return [
    serve(contract.listNotifications, ({ actor, query: { unread, ...query } }) =>
      listNotifications(db, actor, { ...query, unread: unread === 'true', now: relayContext(db).now }),
    ),
    serve(contract.readNotification, async ({ actor, body }) => ({
      read: await readNotification(db, actor, body, relayContext(db).now),
    })),
  ];
}

import { Readable } from 'node:stream';
import * as contract from '@baton/contract/calendar.ts';
import { endFeed, listFeeds, makeFeed } from '@baton/services/calendar/calendar-feeds.ts';
import { readFeed } from '@baton/services/calendar/read-feed.ts';
import { relayContext } from '../../relay-context.ts';
import type { ServerContext } from '../../server-context.ts';
import { sendFile } from '../send-file.ts';
import { type ServedRoute, serve, serveRaw } from '../serve.ts';

/** Routes of @baton/contract/calendar.ts: feeds of windows and deadlines for calendar programs. */
export function calendarRoutes({ db, publicUrl }: ServerContext): readonly ServedRoute[] {
  return [
    serve(contract.listCalendars, ({ actor }) => listFeeds(db, actor)),
    serve(contract.makeCalendar, async ({ actor, body }) => {
      const { feedId, token } = await makeFeed(db, actor, body, relayContext(db).now);
      return { feedId, address: `${publicUrl()}/api/calendar/${token}/baton.ics` };
    }),
    serve(contract.revokeCalendar, async ({ actor, params }) => {
      await endFeed(db, actor, params.feedId, relayContext(db).now);
      return { done: true } as const;
    }),
    serveRaw(contract.readCalendar, async ({ params, request, reply }) => {
      const { now, timeZone } = relayContext(db);
      const text = await readFeed(db, {
        token: params.token,
        address: request.ip,
        now,
        timeZone,
        publicUrl: publicUrl(),
      });
      await sendFile(reply, { fileName: 'baton.ics', type: 'text/calendar; charset=utf-8' }, Readable.from([text]));
    }),
  ];
}

import { listenEvents } from '@baton/contract/events.ts';
import type { ServerContext } from '../../server-context.ts';
import { resolveActor } from '../resolve-actor.ts';
import { type ServedRoute, serveRaw } from '../serve.ts';

const HEARTBEAT_MS = 20_000;
/** A reader that lags this far behind is cut off; its browser comes back and reads anew. */
const LONGEST_BACKLOG_BYTES = 1024 * 1024;

/** Server-sent events (WHATWG HTML 9.2): who listens is checked again at every heartbeat. */
export function eventsRoutes(context: ServerContext): readonly ServedRoute[] {
  return [
    serveRaw(listenEvents, ({ request, reply, signal }) => {
      reply.hijack();
      const { raw } = reply;
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) raw.setHeader(name, value);
      }
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      const write = (text: string): void => {
        if (raw.writableLength > LONGEST_BACKLOG_BYTES) raw.destroy();
        else raw.write(text);
      };
      write('retry: 2000\n: listening\n\n');
      const unsubscribe = context.events.subscribe((event) => write(`data: ${JSON.stringify(event)}\n\n`));
      const heartbeat = setInterval(async () => {
        const actor = await resolveActor(context, request).catch(() => null);
        if (actor === null) raw.end();
        else write(': still here\n\n');
      }, HEARTBEAT_MS);
      signal.addEventListener('abort', () => {
        unsubscribe();
        clearInterval(heartbeat);
      });
    }),
  ];
}

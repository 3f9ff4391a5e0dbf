import { listenEvents } from '@baton/contract/events.ts';
import { idOfActor } from '@baton/services/actor.ts';
import { ServiceError } from '@baton/services/service-error.ts';
import type { ServerContext } from '../../server-context.ts';
import { resolveActor } from '../resolve-actor.ts';
import { type ServedRoute, serveRaw } from '../serve.ts';

const HEARTBEAT_MS = 20_000;
/** A reader that lags this far behind is cut off; its browser comes back and reads anew. */
const LONGEST_BACKLOG_BYTES = 1024 * 1024;

/** Server-sent events (WHATWG HTML 9.2): who listens is checked again at every heartbeat. */
export function eventsRoutes(context: ServerContext): readonly ServedRoute[] {
  const listeners = new Listeners();
  return [
    serveRaw(listenEvents, ({ actor, request, reply, signal }) => {
      // Whoever has gone already would never be seen to leave.
      const leave = signal.aborted ? () => {} : listeners.enter(idOfActor(actor) ?? '');
      reply.hijack();
      if (signal.aborted) return;
      signal.addEventListener('abort', leave);
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

/** Windows that one person, or connections that one key, has open at once. Each holds a socket and asks the database. */
const MOST_LISTENERS = 30;

class Listeners {
  readonly #open = new Map<string, number>();

  /** @returns what to call when the listener leaves. @throws ServiceError `too-many-attempts` */
  enter(id: string): () => void {
    const open = this.#open.get(id) ?? 0;
    if (open >= MOST_LISTENERS) {
      throw new ServiceError('too-many-attempts', `You listen to events ${MOST_LISTENERS} times already.`, {
        hint: 'Close some windows, or let the program keep one connection.',
      });
    }
    this.#open.set(id, open + 1);
    return () => {
      const left = (this.#open.get(id) ?? 1) - 1;
      if (left > 0) this.#open.set(id, left);
      else this.#open.delete(id);
    };
  }
}

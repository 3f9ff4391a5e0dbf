import { type BatonEvent, batonEvent, eventTopic } from '@baton/contract/events.ts';
import { EVENT_CHANNEL } from '@baton/store/events/publish-event.ts';
import pg from 'pg';
import type { Logger } from 'pino';

/** One connection hears what any process publishes, and tells everybody who listens here. */
export interface EventFanOut {
  /** Calls `hear` for every event until the returned function is called. */
  subscribe(hear: (event: BatonEvent) => void): () => void;
  close(): Promise<void>;
}

const RECONNECT_MS = 1000;

/** Opens the listening connection; one that breaks is opened again, and then everything counts as changed. */
export async function openEventFanOut(databaseUrl: string, log: Logger): Promise<EventFanOut> {
  const listeners = new Set<(event: BatonEvent) => void>();
  const tell = (event: BatonEvent): void => {
    for (const hear of listeners) hear(event);
  };
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  async function connect(): Promise<void> {
    const opened = new pg.Client({ connectionString: databaseUrl, application_name: 'baton events' });
    opened.on('error', (error) => log.warn({ error: error.message }, 'the connection that hears events broke'));
    opened.once('end', () => {
      if (client === opened && !closed) retry = setTimeout(reconnect, RECONNECT_MS);
    });
    opened.on('notification', ({ payload }) => {
      const event = batonEvent.safeParse(parseJson(payload ?? ''));
      if (event.success) tell(event.data);
    });
    await opened.connect();
    await opened.query(`LISTEN ${EVENT_CHANNEL}`);
    client = opened;
  }

  async function reconnect(): Promise<void> {
    try {
      await connect();
      // What was published meanwhile was not heard: everything may have changed.
      for (const topic of eventTopic.options) tell({ topic });
    } catch {
      if (!closed) retry = setTimeout(reconnect, RECONNECT_MS);
    }
  }

  await connect();
  return {
    subscribe(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

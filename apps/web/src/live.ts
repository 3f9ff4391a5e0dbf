import { batonEvent, type EventTopic, listenEvents } from '@baton/contract/events.ts';
import { previewAct } from '@baton/contract/remediation-preview.ts';
import type { QueryClient } from '@tanstack/react-query';

/** Which addresses of the API tell of a topic: what was read from there is no longer sure. */
const PATHS_OF_TOPIC: Record<EventTopic, readonly string[]> = {
  board: ['/api/board', '/api/disagreements', '/api/relay'],
  cells: ['/api/cells', '/api/disagreements', '/api/board', '/api/remediations', '/api/devices'],
  confirmation: ['/api/confirmations', '/api/scorecard', '/api/cells'],
  connection: [
    '/api/connections',
    '/api/deliveries',
    '/api/tracks',
    '/api/remediations/:remediationId/tracks',
    '/api/leadership/mail',
  ],
  device: ['/api/devices', '/api/agents', '/api/scopes'],
  // What a message asks for may be done by it.
  cycle: ['/api/cycles', '/api/notifications'],
  // A charter that came into force changes what the one who looks may do.
  document: [
    '/api/charter',
    '/api/session',
    '/api/service-levels',
    '/api/pauses',
    '/api/rules',
    '/api/scorecard',
    '/api/leadership',
    '/api/cycles',
    '/api/notifications',
  ],
  exception: ['/api/exceptions', '/api/exception-meetings', '/api/cells', '/api/leadership', '/api/notifications'],
  duty: ['/api/duties', '/api/charter', '/api/session'],
  disagreement: ['/api/disagreements', '/api/remediations'],
  import: ['/api/imports', '/api/sources'],
  knowledge: ['/api/knowledge', '/api/fixes'],
  leadership: ['/api/leadership'],
  log: ['/api/log'],
  notification: ['/api/notifications'],
  people: ['/api/people', '/api/keys', '/api/invitations', '/api/session'],
  remediation: [
    '/api/remediations',
    '/api/relay',
    '/api/breaches',
    '/api/pauses',
    '/api/service-levels',
    '/api/notifications',
  ],
  'service-levels': ['/api/service-levels', '/api/maintenance-windows'],
  source: ['/api/sources', '/api/board'],
  work: ['/api/work', '/api/imports'],
};

const GATHER_MS = 300;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;

/** Listens to what changes and has the page read again what it shows of it. Gathers what comes close together. */
export function listen(client: QueryClient, onChange: (topics: ReadonlySet<EventTopic>) => void): () => void {
  const waiting = new Set<EventTopic>();
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let retrying: ReturnType<typeof setTimeout> | undefined;
  let retryAfter = FIRST_RETRY_MS;
  let source: EventSource | undefined;

  const tell = (): void => {
    gathering = undefined;
    const topics = new Set(waiting);
    waiting.clear();
    // A preview is of one act on one version: once the baton has moved there is nothing to preview, and its form goes.
    const prefixes = [...topics].flatMap((topic) => PATHS_OF_TOPIC[topic]);
    void client.invalidateQueries({
      predicate: ({ queryKey: [path] }) =>
        typeof path === 'string' && path !== previewAct.path && prefixes.some((prefix) => path.startsWith(prefix)),
    });
    onChange(topics);
  };
  const connect = (): void => {
    source = new EventSource(listenEvents.path);
    source.onopen = () => {
      retryAfter = FIRST_RETRY_MS;
      readAgain(client);
    };
    source.onmessage = (message: MessageEvent<string>) => {
      const event = batonEvent.safeParse(safeJson(message.data));
      if (!event.success) return;
      waiting.add(event.data.topic);
      gathering ??= setTimeout(tell, GATHER_MS);
    };
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      source.close();
      retrying = setTimeout(connect, retryAfter);
      retryAfter = Math.min(LONGEST_RETRY_MS, retryAfter * 2);
    };
  };
  connect();
  return () => {
    clearTimeout(gathering);
    clearTimeout(retrying);
    source?.close();
  };
}

/**
 * What happened before anybody listened is not told again: what was read by then, and what is being read, is read again. The
 * browser connects anew by itself too, so that every opening counts, the first one as well.
 */
function readAgain(client: QueryClient): void {
  const underWay = client.getQueryCache().findAll({ fetchStatus: 'fetching' });
  void client.invalidateQueries();
  for (const query of underWay) {
    const again = () => client.invalidateQueries({ queryKey: query.queryKey, exact: true });
    // A read that failed shows its own error.
    if (query.state.data === undefined) query.promise?.then(again, () => undefined);
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

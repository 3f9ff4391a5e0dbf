import type { Agent, Dispatcher } from 'undici';
import { ServiceError } from '../service-error.ts';
import { type AllowedHosts, guardedLookup, requirePublicHost } from './address-guard.ts';

export interface FetchLimits {
  readonly allowPrivateHosts: AllowedHosts;
  /** Bytes of the body, as they come. */
  readonly mostBytes: number;
  /** For everything: look-up, redirects, the whole body. */
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal;
  /** Something else than a GET without words of its own. It is sent to this address only: an answer that sends on is refused. */
  readonly send?: FetchToSend;
  /** Certificates in PEM that are trusted instead of the system's, for a server of the customer's own authority. */
  readonly authority?: string | null;
}

export interface FetchToSend {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface FetchedAnswer {
  readonly status: number;
  /** Where the answer came from, after redirects. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Ends with an error where it is larger than the limit. */
  readonly body: AsyncIterable<Uint8Array>;
}

const MOST_REDIRECTS = 5;

/**
 * The one way out: a request to a public http(s) address, a GET unless told. Private hosts are refused unless allowed, on every redirect anew;
 * the connection goes to the address that was checked; size and time have limits. The answer is good until `read` ends.
 *
 * @throws ServiceError `address-refused`, `too-large`, `unreachable` (with the reason), `invalid` for another kind of URL.
 */
export async function guardedFetch<Outcome>(
  address: string,
  limits: FetchLimits,
  read: (answer: FetchedAnswer) => Promise<Outcome>,
): Promise<Outcome> {
  const timeout = AbortSignal.timeout(limits.timeoutSeconds * 1000);
  const signal = limits.signal === undefined ? timeout : AbortSignal.any([limits.signal, timeout]);
  const authority = limits.authority ?? null;
  const connect = {
    lookup: guardedLookup(limits.allowPrivateHosts),
    ...(authority === null ? {} : { ca: authority }),
  };
  // Loaded with the first request out: a start does not wait for a client that it may never need.
  const undici = await import('undici');
  const agent = new undici.Agent({ connect, connections: 1 });
  try {
    const answer = await follow(parseAddress(address), agent, limits, signal);
    return await read(answer);
  } catch (error) {
    throw explain(error, address, limits, timeout);
  } finally {
    await agent.destroy();
  }
}

async function follow(start: URL, agent: Agent, limits: FetchLimits, signal: AbortSignal): Promise<FetchedAnswer> {
  let url = start;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    requirePublicHost(url, limits.allowPrivateHosts);
    const { method = 'GET', headers: own = {}, body: words } = limits.send ?? {};
    const {
      statusCode: status,
      headers,
      body,
    } = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      signal,
      method,
      headers: { 'user-agent': 'Baton', ...own },
      ...(words === undefined ? {} : { body: words }),
    });
    const next = redirectOf(status, headers, url);
    // What carries words or a credential goes to the address that was given, and nowhere else.
    if (next === null || limits.send !== undefined)
      return { status, url, headers, body: limited(body, limits.mostBytes) };
    await body.dump();
    url = next;
  }
  throw new ServiceError(
    'unreachable',
    `${start.host} sends from one address to another more than ${MOST_REDIRECTS} times.`,
    { where: 'url' },
  );
}

function redirectOf(status: number, headers: Dispatcher.ResponseData['headers'], from: URL): URL | null {
  const { location } = headers;
  if (![301, 302, 303, 307, 308].includes(status) || typeof location !== 'string') return null;
  const next = parseAddress(URL.parse(location, from)?.href ?? location);
  if (from.protocol === 'https:' && next.protocol !== 'https:') {
    throw new ServiceError(
      'address-refused',
      `${from.host} sends from https to ${next.protocol.slice(0, -1)}, which is refused.`,
      { where: 'url' },
    );
  }
  return next;
}

function parseAddress(address: string): URL {
  const url = URL.parse(address);
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return url;
  throw new ServiceError(
    'invalid',
    `"${address}" is not an address that begins with https:// or http:// and carries no password.`,
    { where: 'url' },
  );
}

async function* limited(body: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes)
      throw new ServiceError('too-large', `The answer is larger than ${mostBytes} bytes.`, { where: 'url' });
    yield chunk;
  }
}

function explain(error: unknown, address: string, limits: FetchLimits, timeout: AbortSignal): unknown {
  if (error instanceof ServiceError) return error;
  if (error instanceof Error && error.cause instanceof ServiceError) return error.cause;
  if (limits.signal?.aborted === true) return error;
  const host = URL.parse(address)?.host ?? address;
  const where = { where: 'url', cause: error } as const;
  if (timeout.aborted)
    return new ServiceError('unreachable', `${host} did not answer in full within ${limits.timeoutSeconds} s.`, where);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^(E[A-Z]+|UND_ERR_\w+|ERR_TLS\w*|CERT_\w+|DEPTH_ZERO\w+|SELF_SIGNED\w+|UNABLE_\w+)$/.test(code)) return error;
  return new ServiceError(
    'unreachable',
    `${host} cannot be reached: ${error instanceof Error ? error.message : code}.`,
    where,
  );
}

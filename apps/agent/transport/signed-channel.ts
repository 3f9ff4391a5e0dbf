import { zstdCompressSync } from 'node:zlib';
import { AGENT_HEADERS, requestText, SERVER_HEADERS } from '@baton/contract/agent-signing.ts';
import { errorAnswer } from '@baton/contract/error.ts';
import type { Route } from '@baton/contract/route.ts';
import type { z } from 'zod';
import { AgentError, type AgentErrorCode } from '../agent-error.ts';
import type { AgentState } from './agent-state.ts';
import { sha256, signText } from './device-key.ts';

/** Longer than the longest long poll. */
const TIMEOUT_MS = 90_000;
/** Small bodies gain nothing by compression. */
const COMPRESS_FROM_BYTES = 1_024;

/**
 * The agent's way to its server: every request signed with the device's key over method, path, time, sequence and body. One
 * request at a time, because the sequence must rise in the order in which the server sees it.
 */
export class SignedChannel {
  readonly #state: Pick<AgentState, 'server' | 'agentId' | 'privateKey'>;
  #sequence = 0;
  #clockOffsetMs = 0;

  constructor(state: Pick<AgentState, 'server' | 'agentId' | 'privateKey'>) {
    this.#state = state;
  }

  /** Calls a route; on a clock or sequence that the server does not take, corrects itself and tries once more. */
  async call<B extends z.ZodType, R extends z.ZodType>(
    route: Route<z.ZodType, z.ZodType, B, R>,
    { path = route.path, body, signal }: { path?: string; body?: z.input<B>; signal?: AbortSignal },
  ): Promise<z.output<R>> {
    let response = await this.#send(route.method, path, body, signal);
    if (response.status === 401 && this.#correct(response)) {
      await response.arrayBuffer();
      response = await this.#send(route.method, path, body, signal);
    }
    return route.response.parse(await answerOf(response, `${route.method} ${path}`));
  }

  /** The time by the server's clock, as far as it is known: a device's own may be wrong. */
  now(): Temporal.Instant {
    return Temporal.Now.instant().add({ milliseconds: this.#clockOffsetMs });
  }

  async #send(method: string, path: string, body: unknown, signal: AbortSignal | undefined): Promise<Response> {
    const text = Buffer.from(JSON.stringify(body ?? {}));
    const compressed = text.length >= COMPRESS_FROM_BYTES;
    const bytes = compressed ? zstdCompressSync(text) : text;
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    try {
      return await fetch(new URL(path, this.#state.server), {
        method,
        body: bytes,
        redirect: 'error',
        headers: {
          'content-type': 'application/json',
          ...(compressed ? { 'content-encoding': 'zstd' } : {}),
          ...this.#signature(method, path, bytes),
        },
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
    } catch (cause) {
      const why =
        cause instanceof Error ? (cause.cause instanceof Error ? cause.cause.message : cause.message) : String(cause);
      throw new AgentError('server-unreachable', `${this.#state.server} does not answer: ${why}`, cause);
    }
  }

  #signature(method: string, path: string, bytes: Uint8Array): Record<string, string> {
    const now = Date.now() + this.#clockOffsetMs;
    // Microseconds of the clock, so that a restarted agent is above all it ever sent without having to write it down.
    this.#sequence = Math.max(this.#sequence + 1, now * 1000);
    const time = new Date(now).toISOString();
    const { agentId, privateKey } = this.#state;
    const text = requestText({ method, path, agentId, sequence: this.#sequence, time, bodyHash: sha256(bytes) });
    return {
      [AGENT_HEADERS.agent]: agentId,
      [AGENT_HEADERS.sequence]: String(this.#sequence),
      [AGENT_HEADERS.time]: time,
      [AGENT_HEADERS.signature]: signText(privateKey, text),
    };
  }

  #correct(response: Response): boolean {
    const time = Date.parse(response.headers.get(SERVER_HEADERS.time) ?? '');
    const last = Number(response.headers.get(SERVER_HEADERS.sequence) ?? Number.NaN);
    if (Number.isFinite(time)) this.#clockOffsetMs = time - Date.now();
    if (Number.isSafeInteger(last)) this.#sequence = Math.max(this.#sequence, last);
    return Number.isFinite(time) || Number.isSafeInteger(last);
  }
}

/**
 * The JSON of a good answer, else the server's own words.
 *
 * @throws AgentError `server-refused` (it does not know this agent), `request-rejected` (sending it again will not help),
 * `server-unreachable` (later may)
 */
export async function answerOf(response: Response, request: string): Promise<unknown> {
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  const said = errorAnswer.safeParse(parseJson(text));
  const why = said.success ? said.data.error.message : text.slice(0, 200);
  throw new AgentError(codeOf(response.status), `${request} answered ${response.status}: ${why}`);
}

function codeOf(status: number): AgentErrorCode {
  if (status >= 500 || status === 429 || status === 408) return 'server-unreachable';
  return status === 401 || status === 403 ? 'server-refused' : 'request-rejected';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

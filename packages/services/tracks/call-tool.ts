import type { z } from 'zod';
import { cutWords, outcomeOfAnswer } from '../deliveries/outcome.ts';
import type { AllowedHosts } from '../guarded-fetch/address-guard.ts';
import { fetchText } from '../guarded-fetch/fetch-text.ts';
import type { FetchToSend } from '../guarded-fetch/guarded-fetch.ts';
import { ServiceError } from '../service-error.ts';

export interface ToolPlace {
  /** Without a slash at the end. */
  readonly url: string;
  readonly authorization: string;
  readonly authority: string | null;
  readonly allowPrivateHosts: AllowedHosts;
  /** How the tool tells what was wrong; an empty text where the answer is none of its own. */
  readonly wordsOf: (text: string) => string;
}

export interface ToolCall {
  readonly method?: FetchToSend['method'];
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/**
 * Calls a tool's REST API with JSON both ways, and parses the answer.
 * @throws ServiceError `tool-refused` with the tool's own words, `unreachable`, `not-found`
 */
export async function callTool<S extends z.ZodType>(
  { url, authorization, authority, allowPrivateHosts, wordsOf }: ToolPlace,
  { method = 'GET', path, query = {}, body }: ToolCall,
  schema: S,
): Promise<z.output<S>> {
  const address = new URL(url + path);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  const headers = {
    accept: 'application/json',
    authorization,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const send = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const answer = await fetchText(address.href, send, { allowPrivateHosts, authority });
  const outcome = outcomeOfAnswer(answer, address.host);
  if (!outcome.arrived) {
    const own = cutWords(wordsOf(answer.text));
    const message = own === '' ? outcome.problem : `${outcome.problem} It says: ${own}`;
    const hint = outcome.hint === null ? {} : { hint: outcome.hint };
    if (answer.status === 404) throw new ServiceError('not-found', message, hint);
    const isTheirs = answer.status === 429 || answer.status >= 500;
    throw new ServiceError(isTheirs ? 'unreachable' : 'tool-refused', message, hint);
  }
  const parsed = schema.safeParse(readJson(answer.text));
  if (parsed.success) return parsed.data;
  throw new ServiceError('tool-refused', `${address.host} does not answer ${method} ${path} as its API says.`, {
    hint: 'Look whether the address is that of the tool itself, and not of a sign-in page before it.',
    cause: parsed.error,
  });
}

function readJson(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import type { z } from 'zod';
import { type ErrorAnswer, errorAnswer } from './error.ts';
import type { Access, Route } from './route.ts';

/** A call that did not succeed. `status` is 0 where the server was not reached at all. */
export class CallError extends Error {
  readonly status: number;
  readonly code: string;
  readonly where: string | undefined;
  readonly hint: string | undefined;
  /** Under which the server's log has it. */
  readonly id: string | undefined;

  constructor(status: number, said: Partial<ErrorAnswer['error']> & { readonly message: string }, cause?: unknown) {
    super(said.message, cause === undefined ? undefined : { cause });
    this.name = 'CallError';
    this.status = status;
    this.code = said.code ?? 'unreadable-answer';
    this.where = said.where;
    this.hint = said.hint;
    this.id = said.id;
  }
}

/** One part of a call: needed where the route has it and it has a member that must be there, else left out. */
type Part<Name extends string, Schema extends z.ZodType> =
  unknown extends z.input<Schema>
    ? { readonly [N in Name]?: never }
    : Record<never, never> extends z.input<Schema>
      ? { readonly [N in Name]?: z.input<Schema> }
      : { readonly [N in Name]: z.input<Schema> };

export type CallParts<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Part<'params', P> &
  Part<'query', Q> &
  Part<'body', B> & {
    /** The bytes of an `upload` route. */
    readonly file?: NonNullable<RequestInit['body']>;
    readonly signal?: AbortSignal;
  };

type NeedsNothing<Parts> = Record<never, never> extends Parts ? [parts?: Parts] : [parts: Parts];

/** Calls routes of one server and parses what it answers by the contract. */
export type Client = <
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
  A extends Access,
>(
  route: Route<P, Q, B, R, A>,
  ...parts: NeedsNothing<CallParts<P, Q, B>>
) => Promise<z.output<R>>;

export interface ClientOptions {
  /** `https://baton.example.org`, with or without a slash at the end. */
  readonly baseUrl: string;
  /** An API key, sent as Authorization. */
  readonly key?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
}

/** A client over fetch. @throws CallError with what the server said, or what kept it from saying anything. */
export function createClient({ baseUrl, key, headers = {}, fetch: fetchOf = fetch }: ClientOptions): Client {
  return async (route, ...[parts]) => {
    const { params, query, body, file, signal } = parts ?? {};
    const address = baseUrl.replace(/\/$/, '') + addressOf(route, { params, query });
    const sent = file ?? (body === undefined ? undefined : JSON.stringify(body));
    const request: RequestInit & { readonly duplex?: 'half' } = {
      method: route.method,
      headers: {
        accept: 'application/json',
        'x-baton': '1',
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(file === undefined ? {} : { 'content-type': 'application/octet-stream' }),
        ...(file === undefined && body !== undefined ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent, duplex: 'half' }),
      ...(signal === undefined ? {} : { signal }),
    };
    const answer = await reach(fetchOf, address, request);
    return readAnswer(route, answer.status, await answer.text());
  };
}

/** The path of a route with its parameters and query filled in. */
export function addressOf(
  route: Pick<Route, 'path'>,
  parts: { readonly params?: unknown; readonly query?: unknown },
): string {
  const params = new Map(Object.entries(parts.params ?? {}));
  const path = route.path.replaceAll(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(String(params.get(name))));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parts.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

async function reach(fetchOf: typeof fetch, address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetchOf(address, request);
  } catch (cause) {
    if (request.signal?.aborted === true) throw cause;
    const { origin } = new URL(address);
    throw new CallError(
      0,
      {
        code: 'unreachable',
        message: `The server at ${origin} cannot be reached.`,
        hint: 'Is it running? Is the address right?',
      },
      cause,
    );
  }
}

/** Parses an answer by the route's schema, or an error by the one shape of errors. @throws CallError */
export function readAnswer<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
  A extends Access,
>(route: Route<P, Q, B, R, A>, status: number, text: string): z.output<R> {
  const said = parseJson(text);
  if (status < 200 || status > 299) {
    const refused = errorAnswer.safeParse(said);
    if (refused.success) throw new CallError(status, refused.data.error);
    const hint = 'Is there a proxy in between? Its log will say more.';
    throw new CallError(status, { message: `The server answered with status ${status} and no explanation.`, hint });
  }
  const parsed = route.response.safeParse(said);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  const where = first === undefined ? undefined : first.path.join('.');
  throw new CallError(status, {
    code: 'unexpected-answer',
    message: `The answer to ${route.method} ${route.path} is not as the contract says (${where}: ${first?.message}).`,
    hint: 'Server and program may be of different versions.',
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import type { Route } from '@baton/contract/route.ts';
import { z } from 'zod';
import { ApiError, errorFrom, unreachable } from './api-error.ts';

// The content security policy forbids making code from text, which zod would otherwise try.
z.config({ jitless: true });

type In<S> = S extends z.ZodType ? z.input<S> : never;

/** What a route takes from a caller. Parts that the route does not have stay away. */
export interface CallOptions<P, Q, B> {
  readonly params?: In<P>;
  readonly query?: In<Q>;
  readonly body?: In<B>;
  readonly signal?: AbortSignal;
}

/** The address of a route with its parameters and query filled in. */
export function addressOf(
  route: Pick<Route, 'path'>,
  options: { readonly params?: unknown; readonly query?: unknown },
): string {
  const params = Object.entries(options.params ?? {});
  const path = params.reduce(
    (text, [name, value]) => text.replace(`:${name}`, encodeURIComponent(String(value))),
    route.path,
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Calls a route and parses its answer by the contract. Throws ApiError. */
export async function call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
  options: CallOptions<P, Q, B> = {},
): Promise<z.output<R>> {
  const { signal, body } = options;
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(addressOf(route, options), {
      method: route.method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(route.method === 'GET' ? {} : { 'x-baton': '1' }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    text = await answer.text();
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw unreachable(cause);
  }
  if (!answer.ok) throw errorFrom(answer.status, text);
  return parseAnswer(route, text);
}

/** Parses an answer's text by the route's schema; an answer that does not fit is our error, said as such. */
export function parseAnswer<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
  text: string,
): z.output<R> {
  const parsed = route.response.safeParse(text === '' ? undefined : JSON.parse(text));
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  throw new ApiError(200, {
    code: 'unexpected-answer',
    message: `The server’s answer to ${route.method} ${route.path} is not what this page expects${first ? ` (${first.path.join('.')}: ${first.message})` : ''}.`,
    hint: 'Server and page may be of different versions. Load the page again.',
  });
}

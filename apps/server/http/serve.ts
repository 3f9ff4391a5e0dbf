import type { Readable } from 'node:stream';
import type { Access, Route } from '@baton/contract/route.ts';
import type { Actor, DeviceActor, PersonActor, TeamActor } from '@baton/services/actor.ts';
import { ServiceError } from '@baton/services/service-error.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

/** Who a handler may count on, by its route's access. */
export interface ActorOfAccess {
  readonly public: Actor | null;
  readonly person: PersonActor;
  readonly 'key-or-person': TeamActor;
  readonly agent: DeviceActor;
}

/** A request as a handler sees it: parsed by the contract, its caller known. */
export interface Call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends Access> {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
  readonly actor: ActorOfAccess[A];
  /** The request's body as it comes in, for routes whose transfer is `upload`. */
  readonly file: Readable;
  /** Ends when the caller has gone. */
  readonly signal: AbortSignal;
  /** For cookies, addresses and streams. */
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A route of the contract bound to what it does. */
export interface ServedRoute {
  readonly route: Route;
  /** Admits, parses, calls the handler, parses its answer; `undefined` where the handler has taken over the reply. */
  readonly answer: (incoming: IncomingCall) => Promise<unknown>;
}

/** What the edge knows before parsing. */
export interface IncomingCall {
  readonly actor: Actor | null;
  readonly file: Readable;
  readonly signal: AbortSignal;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/**
 * Binds a route of the contract to a handler. Parameters, query, body and answer are parsed by the route's own schemas;
 * what the schemas do not name does not get in or out. Access is checked before the handler runs; what the actor may *do*
 * is the service's question (permissions.ts).
 */
export function serve<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
  const A extends Access,
>(route: Route<P, Q, B, R, A>, handler: (call: Call<P, Q, B, A>) => Promise<z.input<R>> | z.input<R>): ServedRoute {
  return { route, answer: async (incoming) => parseAnswer(route, await handler(parseCall(route, incoming))) };
}

/** As `serve`, for `stream` and `file` routes: the handler writes to `reply` itself and answers nothing. */
export function serveRaw<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
  const A extends Access,
>(route: Route<P, Q, B, R, A>, handler: (call: Call<P, Q, B, A>) => Promise<void> | void): ServedRoute {
  return {
    route,
    async answer(incoming) {
      await handler(parseCall(route, incoming));
      return undefined;
    },
  };
}

function parseCall<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
  A extends Access,
>(route: Route<P, Q, B, R, A>, { actor, request, ...rest }: IncomingCall): Call<P, Q, B, A> {
  // The actor first: who may not come in is not told what was wrong with the request.
  const admitted = ADMIT[route.access](actor);
  return {
    ...rest,
    request,
    actor: admitted,
    params: parsePart(route.params, request.params, 'params'),
    query: parsePart(route.query, request.query, 'query'),
    body: parsePart(route.transfer === 'upload' ? undefined : route.body, request.body, 'body'),
  };
}

/** Narrows the caller to whom a route is open, or refuses. */
const ADMIT: { readonly [A in Access]: (actor: Actor | null) => ActorOfAccess[A] } = {
  public: (actor) => actor,
  person: (actor) => {
    if (actor?.kind === 'person') return actor;
    if (actor === null) throw notSignedIn();
    throw new ServiceError('not-permitted', 'This is for a signed-in person; an API key or device cannot do it.');
  },
  'key-or-person': (actor) => {
    if (actor?.kind === 'person' || actor?.kind === 'key') return actor;
    throw notSignedIn();
  },
  agent: (actor) => {
    if (actor?.kind === 'device') return actor;
    throw new ServiceError('not-signed-in', 'This is for the agent of an enrolled device.');
  },
};

function notSignedIn(): ServiceError {
  return new ServiceError('not-signed-in', 'You are not signed in.', {
    hint: 'Sign in, or send an API key as "Authorization: Bearer baton_…".',
  });
}

function parsePart<S extends z.ZodType>(schema: S | undefined, value: unknown, part: string): z.output<S> {
  // A part that the route does not have is `unknown` to its handler, for which undefined stands.
  if (schema === undefined) return undefined as z.output<S>;
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const where = [part, ...(first?.path ?? [])].join('.');
  throw new ServiceError(
    'invalid',
    `The request is not as it should be at ${where}: ${first?.message ?? 'unreadable'}.`,
    {
      where,
      cause: parsed.error,
    },
  );
}

function parseAnswer(route: Route, answer: unknown): unknown {
  const parsed = route.response.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new Error(
    `The answer of ${route.method} ${route.path} does not fit its contract: ${z.prettifyError(parsed.error)}`,
  );
}

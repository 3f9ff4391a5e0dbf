import type { z } from 'zod';

/**
 * Who may call a route. `public` needs nothing, `person` a signed-in session, `key-or-person` also an API key of a team,
 * `agent` the key of an enrolled device. What the caller may *do* is decided in services from team and role.
 */
export type Access = 'public' | 'person' | 'key-or-person' | 'agent';

/** One operation of the API, described once: the server serves it, web, CLI and agent call it, openapi.json lists it. */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
  Needs extends Access = Access,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with `:name` parameters, below the server's root: `/api/devices/:deviceId`. */
  readonly path: string;
  /** One line, a verb first; the operation's summary in openapi.json. */
  readonly summary: string;
  readonly access: Needs;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly response: Response;
  /** `stream` answers text/event-stream, `file` bytes; `upload` takes the request's body as a file. */
  readonly transfer?: 'stream' | 'file' | 'upload';
}

/** Keeps the literal types of a route's schemas and of its access so that callers and handlers are checked against them. */
export function defineRoute<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
  const A extends Access,
>(route: Route<P, Q, B, R, A>): Route<P, Q, B, R, A> {
  return route;
}

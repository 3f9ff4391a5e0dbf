import type { Visitor } from '@baton/services/people/sessions.ts';
import type { FastifyRequest } from 'fastify';

/** Where a request comes from, for sessions and for limits on guessing. */
export function visitorOf(request: FastifyRequest): Visitor {
  return { address: request.ip, userAgent: request.headers['user-agent'] ?? '' };
}

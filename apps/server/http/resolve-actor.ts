import type { Actor } from '@baton/services/actor.ts';
import { resolveKey } from '@baton/services/people/api-keys.ts';
import { resolveSession } from '@baton/services/people/sessions.ts';
import { ServiceError } from '@baton/services/service-error.ts';
import type { FastifyRequest } from 'fastify';
import type { ServerContext } from '../server-context.ts';
import { readSessionToken } from './session-cookie.ts';

/**
 * Who makes a request: the owner of the key it carries, else the person of its session, else nobody. A key that is wrong
 * is refused rather than passed over, so that a program does not act as somebody else by a forgotten cookie.
 */
export async function resolveActor({ db }: ServerContext, request: FastifyRequest): Promise<Actor | null> {
  const { authorization } = request.headers;
  const now = Temporal.Now.instant();
  if (authorization !== undefined) {
    const [scheme, key] = authorization.split(' ');
    const actor = scheme?.toLowerCase() === 'bearer' && key !== undefined ? await resolveKey(db, key, now) : null;
    if (actor !== null) return actor;
    throw new ServiceError('not-signed-in', 'This API key is not known, expired, or revoked.', {
      where: 'header authorization',
      hint: 'Make a new one in Settings, and send it as "Authorization: Bearer baton_…".',
    });
  }
  const token = readSessionToken(request);
  return token === undefined ? null : resolveSession(db, token, now);
}

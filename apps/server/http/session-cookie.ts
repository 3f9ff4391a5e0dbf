import type { OpenedSession } from '@baton/services/people/sessions.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * With TLS the name's prefix makes browsers insist on Secure, Path=/ and no Domain (RFC 6265bis 4.1.3.2), so that no other
 * host can set it. Without TLS (loopback) browsers refuse such a name.
 */
const SECURE_NAME = '__Host-baton';
const PLAIN_NAME = 'baton';

export function readSessionToken(request: FastifyRequest): string | undefined {
  return request.cookies[nameFor(request)];
}

export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  session: Pick<OpenedSession, 'token' | 'expiresAt'>,
): void {
  reply.setCookie(nameFor(request), session.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
    expires: new Date(session.expiresAt),
  });
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(nameFor(request), {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
  });
}

function nameFor(request: FastifyRequest): string {
  return request.protocol === 'https' ? SECURE_NAME : PLAIN_NAME;
}

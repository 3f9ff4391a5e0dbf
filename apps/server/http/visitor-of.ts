import { relyingPartyOf } from '@baton/services/passkeys/relying-party.ts';
import type { Visitor } from '@baton/services/people/visitor.ts';
import type { FastifyRequest } from 'fastify';

/** Where a request comes from, for sessions and for limits on guessing; and as whom it may be asked for a passkey. */
export function visitorOf(request: FastifyRequest, publicUrl: () => string): Visitor {
  return {
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    relyingParty: relyingPartyOf(publicUrl()),
  };
}

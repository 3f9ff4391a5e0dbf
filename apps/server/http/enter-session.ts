import type { Me } from '@baton/contract/people.ts';
import { relyingPartyOf } from '@baton/services/passkeys/relying-party.ts';
import { actorOf, type OpenedSession } from '@baton/services/people/sessions.ts';
import { permissionsOf } from '@baton/services/permissions.ts';
import { countPasskeys } from '@baton/store/people/passkeys.ts';
import type { PersonRecord } from '@baton/store/people/sessions.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServerContext } from '../server-context.ts';
import { setSessionCookie } from './session-cookie.ts';

type Coming = Pick<ServerContext, 'db' | 'publicUrl'>;

/** Puts the session into the cookie and answers who has come in. */
export function enterSession(
  context: Coming,
  request: FastifyRequest,
  reply: FastifyReply,
  session: OpenedSession,
): Promise<Me> {
  setSessionCookie(request, reply, session);
  return meOf(context, session.person);
}

/** Who is signed in, as their own pages are told. */
export async function meOf({ db, publicUrl }: Coming, person: PersonRecord): Promise<Me> {
  const actor = await actorOf(db, person);
  const { personId, name, team, role, administrator } = actor;
  const relyingParty = relyingPartyOf(publicUrl());
  const passkeys = relyingParty === null ? 0 : await countPasskeys(db, personId, relyingParty.domain);
  const permissions = [...permissionsOf(actor)];
  return { personId, email: person.email, name, team, role, administrator, permissions, passkeys };
}

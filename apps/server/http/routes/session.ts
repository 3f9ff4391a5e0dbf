import type { Me } from '@baton/contract/people.ts';
import * as contract from '@baton/contract/people.ts';
import { acceptInvitation } from '@baton/services/people/invite-person.ts';
import { changePassword, setNewPassword } from '@baton/services/people/passwords.ts';
import { actorOf, type OpenedSession, signOut, signOutEverywhere } from '@baton/services/people/sessions.ts';
import { setUp } from '@baton/services/people/set-up.ts';
import { signIn } from '@baton/services/people/sign-in.ts';
import { readLink } from '@baton/services/people/use-link.ts';
import { permissionsOf } from '@baton/services/permissions.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { anyPersonExists, findPerson } from '@baton/store/people/persons.ts';
import type { PersonRecord } from '@baton/store/people/sessions.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';
import { clearSessionCookie, readSessionToken, setSessionCookie } from '../session-cookie.ts';
import { visitorOf } from '../visitor-of.ts';

const DONE = { done: true } as const;

/** Signing in and out, and the links that make an account or a password. */
export function sessionRoutes({ db, demo }: ServerContext): readonly ServedRoute[] {
  return [
    serve(contract.getSession, async ({ actor }) => {
      const person = actor?.kind === 'person' ? await findPerson(db, actor.personId) : undefined;
      return {
        person: person === undefined ? null : await meOf(db, person),
        setUpNeeded: !(await anyPersonExists(db)),
        demo: demo !== null,
      };
    }),
    serve(contract.signIn, async ({ body, request, reply }) =>
      enter(db, request, reply, await signIn(db, body, visitorOf(request))),
    ),
    serve(contract.setUp, async ({ body, request, reply }) =>
      enter(db, request, reply, await setUp(db, body, visitorOf(request))),
    ),
    serve(contract.acceptInvitation, async ({ body, request, reply }) =>
      enter(db, request, reply, await acceptInvitation(db, body, visitorOf(request))),
    ),
    serve(contract.setNewPassword, async ({ body, request, reply }) =>
      enter(db, request, reply, await setNewPassword(db, body, visitorOf(request))),
    ),
    serve(contract.readLink, ({ body }) => readLink(db, body.token)),
    serve(contract.signOut, async ({ actor, request, reply }) => {
      await signOut(db, actor, readSessionToken(request) ?? '');
      clearSessionCookie(request, reply);
      return DONE;
    }),
    serve(contract.signOutEverywhere, async ({ actor, request, reply }) => {
      const ended = await signOutEverywhere(db, actor);
      clearSessionCookie(request, reply);
      return { ended };
    }),
    serve(contract.changePassword, async ({ actor, body, request }) => {
      const sessionToken = readSessionToken(request) ?? '';
      await changePassword(db, actor, { ...body, sessionToken }, visitorOf(request));
      return DONE;
    }),
    serve(contract.getCaller, ({ actor }) => {
      const { kind, name, team, role } = actor;
      return { kind, name, team, role, permissions: [...permissionsOf(actor)], demo: demo !== null };
    }),
  ];
}

/** Puts the session into the cookie and answers who has come in. */
function enter(db: Database, request: FastifyRequest, reply: FastifyReply, session: OpenedSession): Promise<Me> {
  setSessionCookie(request, reply, session);
  return meOf(db, session.person);
}

async function meOf(db: Database, person: PersonRecord): Promise<Me> {
  const actor = await actorOf(db, person);
  const { personId, name, team, role, administrator } = actor;
  return { personId, email: person.email, name, team, role, administrator, permissions: [...permissionsOf(actor)] };
}

import * as contract from '@baton/contract/people.ts';
import { relyingPartyOf } from '@baton/services/passkeys/relying-party.ts';
import { acceptInvitation } from '@baton/services/people/invite-person.ts';
import { changePassword, setNewPassword } from '@baton/services/people/passwords.ts';
import { signOut, signOutEverywhere } from '@baton/services/people/sessions.ts';
import { setUp } from '@baton/services/people/set-up.ts';
import { signIn } from '@baton/services/people/sign-in.ts';
import { readLink } from '@baton/services/people/use-link.ts';
import { permissionsOf } from '@baton/services/permissions.ts';
import { anyPersonExists, findPerson } from '@baton/store/people/persons.ts';
import type { ServerContext } from '../../server-context.ts';
import { enterSession, meOf } from '../enter-session.ts';
import { type ServedRoute, serve } from '../serve.ts';
import { clearSessionCookie, readSessionToken } from '../session-cookie.ts';
import { visitorOf } from '../visitor-of.ts';

const DONE = { done: true } as const;

/** Signing in and out, and the links that make an account or a password. */
export function sessionRoutes({ db, demo, publicUrl }: ServerContext): readonly ServedRoute[] {
  const coming = { db, publicUrl };
  return [
    serve(contract.getSession, async ({ actor }) => {
      const person = actor?.kind === 'person' ? await findPerson(db, actor.personId) : undefined;
      return {
        person: person === undefined ? null : await meOf(coming, person),
        setUpNeeded: !(await anyPersonExists(db)),
        demo: demo !== null,
        passkeyOrigin: relyingPartyOf(publicUrl())?.origin ?? null,
      };
    }),
    serve(contract.signIn, async ({ body, request, reply }) =>
      enterSession(coming, request, reply, await signIn(db, body, visitorOf(request, publicUrl))),
    ),
    serve(contract.setUp, async ({ body, request, reply }) =>
      enterSession(coming, request, reply, await setUp(db, body, visitorOf(request, publicUrl))),
    ),
    serve(contract.acceptInvitation, async ({ body, request, reply }) =>
      enterSession(coming, request, reply, await acceptInvitation(db, body, visitorOf(request, publicUrl))),
    ),
    serve(contract.setNewPassword, async ({ body, request, reply }) =>
      enterSession(coming, request, reply, await setNewPassword(db, body, visitorOf(request, publicUrl))),
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
      await changePassword(db, actor, { ...body, sessionToken }, visitorOf(request, publicUrl));
      return DONE;
    }),
    serve(contract.getCaller, ({ actor }) => {
      const { kind, name, team, role } = actor;
      return { kind, name, team, role, permissions: [...permissionsOf(actor)], demo: demo !== null };
    }),
  ];
}

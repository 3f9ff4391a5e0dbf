import * as contract from '@baton/contract/passkeys.ts';
import { addPasskey, beginPasskey } from '@baton/services/passkeys/add-passkey.ts';
import { askForProof, askForSignIn } from '@baton/services/passkeys/ask-passkey.ts';
import { listPasskeys } from '@baton/services/passkeys/list-passkeys.ts';
import { removePasskey } from '@baton/services/passkeys/remove-passkey.ts';
import { renamePasskey } from '@baton/services/passkeys/rename-passkey.ts';
import { signInByPasskey } from '@baton/services/passkeys/sign-in-by-passkey.ts';
import type { FastifyRequest } from 'fastify';
import type { ServerContext } from '../../server-context.ts';
import { enterSession } from '../enter-session.ts';
import { type ServedRoute, serve } from '../serve.ts';
import { visitorOf } from '../visitor-of.ts';

/** The own passkeys, and what passkeys are asked. */
export function passkeysRoutes({ db, publicUrl }: ServerContext): readonly ServedRoute[] {
  const visitor = (request: FastifyRequest) => visitorOf(request, publicUrl);
  return [
    serve(contract.listPasskeys, async ({ actor, request }) => ({
      passkeys: await listPasskeys(db, actor, visitor(request)),
    })),
    serve(contract.beginPasskey, ({ actor, body, request }) => beginPasskey(db, actor, body.proof, visitor(request))),
    serve(contract.addPasskey, ({ actor, body, request }) => addPasskey(db, actor, body, visitor(request))),
    serve(contract.renamePasskey, ({ actor, params, body, request }) =>
      renamePasskey(db, actor, { ...params, ...body }, visitor(request)),
    ),
    serve(contract.removePasskey, async ({ actor, params, body, request }) => {
      await removePasskey(db, actor, { ...params, ...body }, visitor(request));
      return { done: true } as const;
    }),
    serve(contract.askForProof, ({ actor, body, request }) => askForProof(db, actor, body.act, visitor(request))),
    serve(contract.askForSignIn, ({ request }) => askForSignIn(db, visitor(request))),
    serve(contract.signInByPasskey, async ({ body, request, reply }) => {
      const session = await signInByPasskey(db, body.assertion, visitor(request));
      return enterSession({ db, publicUrl }, request, reply, session);
    }),
  ];
}

import { z } from 'zod';
import { me } from './people.ts';
import { timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';
import { identityProof, provedAct } from './signatures.ts';
import { assertion, attestation, creationOptions, requestOptions } from './web-authn.ts';

// Passkeys: each person's own. Nobody else reads them.

export const passkey = z.object({
  passkeyId: z.uuid(),
  name: z.string(),
  /** The domain that it was made at. */
  domain: z.string(),
  /** It was made at the domain at which Baton is reached now; another one works there no more. */
  works: z.boolean(),
  createdAt: timestamp,
  lastUsedAt: timestamp.nullable(),
});
export type Passkey = z.infer<typeof passkey>;

const passkeyName = z.string().trim().min(1).max(100);

export const listPasskeys = defineRoute({
  method: 'GET',
  path: '/api/session/passkeys',
  summary: 'List my passkeys',
  access: 'person',
  response: z.object({ passkeys: z.array(passkey) }),
});

export const beginPasskey = defineRoute({
  method: 'POST',
  path: '/api/session/passkeys/challenge',
  summary: 'Begin to add a passkey: prove who you are, and get what a browser needs to make one',
  access: 'person',
  body: z.object({ proof: identityProof }),
  response: creationOptions,
});

export const addPasskey = defineRoute({
  method: 'POST',
  path: '/api/session/passkeys',
  summary: 'Add the passkey that the browser has made; from now on it is asked for signatures',
  access: 'person',
  body: z.object({ name: passkeyName, attestation }),
  response: passkey,
});

/** A name proves nothing, so an open session is enough. */
export const renamePasskey = defineRoute({
  method: 'PATCH',
  path: '/api/session/passkeys/:passkeyId',
  summary: 'Rename a passkey of mine',
  access: 'person',
  params: z.object({ passkeyId: z.uuid() }),
  body: z.object({ name: passkeyName }),
  response: passkey,
});

export const removePasskey = defineRoute({
  method: 'POST',
  path: '/api/session/passkeys/:passkeyId/remove',
  summary: 'Remove a passkey of mine',
  access: 'person',
  params: z.object({ passkeyId: z.uuid() }),
  body: z.object({ proof: identityProof }),
  response: z.object({ done: z.literal(true) }),
});

export const askForProof = defineRoute({
  method: 'POST',
  path: '/api/session/proof',
  summary: 'Begin to prove who I am by passkey, for one act',
  access: 'person',
  body: z.object({ act: provedAct }),
  response: requestOptions,
});

export const askForSignIn = defineRoute({
  method: 'POST',
  path: '/api/session/passkey/challenge',
  summary: 'Begin to sign in by passkey',
  access: 'public',
  response: requestOptions,
});

export const signInByPasskey = defineRoute({
  method: 'POST',
  path: '/api/session/passkey',
  summary: 'Sign in by passkey; the session is a cookie',
  access: 'public',
  body: z.object({ assertion }),
  response: me,
});

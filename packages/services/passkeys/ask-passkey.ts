import type { ProvedAct } from '@baton/contract/signatures.ts';
import type { RequestOptions } from '@baton/contract/web-authn.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type PasskeyRecord, readPasskeys } from '@baton/store/people/passkeys.ts';
import type { PersonActor } from '../actor.ts';
import type { Visitor } from '../people/visitor.ts';
import { ServiceError } from '../service-error.ts';
import { CHALLENGE_LASTS, makeChallenge } from './challenges.ts';
import { type RelyingParty, requireRelyingParty } from './relying-party.ts';

/** What a browser is given for somebody who wants to come in: it offers the passkeys that it knows for this domain. */
export async function askForSignIn(
  db: Database,
  visitor: Visitor,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<RequestOptions> {
  const relyingParty = requireRelyingParty(visitor);
  const challenge = await makeChallenge(db, { purpose: 'sign-in' }, visitor.address, now);
  return optionsOf(relyingParty, challenge, []);
}

/**
 * What a browser is given for a person who is to prove who they are, for one act: any of their own passkeys answers.
 * @throws ServiceError `not-found` where they have none at this address.
 */
export async function askForProof(
  db: Database,
  { personId }: PersonActor,
  act: ProvedAct,
  visitor: Visitor,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<RequestOptions> {
  const relyingParty = requireRelyingParty(visitor);
  const own = await readPasskeys(db, personId, relyingParty.domain);
  if (own.length === 0)
    throw new ServiceError('not-found', 'You have no passkey at this address: your password proves it.');
  const challenge = await makeChallenge(db, { purpose: 'prove', personId, act }, visitor.address, now);
  return optionsOf(relyingParty, challenge, own);
}

/** A passkey as browsers are told of it. */
export function descriptorOf({ credential_id }: PasskeyRecord) {
  return { id: credential_id.toString('base64url'), type: 'public-key' } as const;
}

function optionsOf({ domain }: RelyingParty, challenge: string, own: readonly PasskeyRecord[]): RequestOptions {
  return {
    rpId: domain,
    challenge,
    timeout: CHALLENGE_LASTS.total('milliseconds'),
    allowCredentials: own.map(descriptorOf),
    userVerification: 'required',
  };
}

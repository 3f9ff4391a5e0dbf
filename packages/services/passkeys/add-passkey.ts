import { randomUUID } from 'node:crypto';
import type { Passkey } from '@baton/contract/passkeys.ts';
import type { IdentityProof } from '@baton/contract/signatures.ts';
import type { Attestation, CreationOptions } from '@baton/contract/web-authn.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { countPasskeys, insertPasskey, readPasskeys } from '@baton/store/people/passkeys.ts';
import { findPerson } from '@baton/store/people/persons.ts';
import type { PersonActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { proveIdentity } from '../people/prove-identity.ts';
import type { Visitor } from '../people/visitor.ts';
import { ServiceError } from '../service-error.ts';
import { descriptorOf } from './ask-passkey.ts';
import { CHALLENGE_LASTS, makeChallenge, takeChallenge } from './challenges.ts';
import { passkeyOf } from './list-passkeys.ts';
import { handleOfPerson } from './person-handle.ts';
import { type RelyingParty, requireRelyingParty } from './relying-party.ts';

/** A person needs a few: the laptop's, the telephone's, a key in the drawer. */
const MOST_PASSKEYS = 20;
/** EdDSA, ES256, RS256: what authenticators have (IANA COSE Algorithms). */
const ALGORITHMS: readonly number[] = [-8, -7, -257];

/** After a proof of who it is (the password, or a passkey where there is one): what a browser needs to make a passkey. */
export async function beginPasskey(
  db: Database,
  actor: PersonActor,
  proof: IdentityProof,
  visitor: Visitor,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<CreationOptions> {
  const { personId, name } = actor;
  const { domain } = requireRelyingParty(visitor);
  await proveIdentity(db, actor, proof, visitor, { where: 'body.proof', act: { kind: 'add-passkey' }, now });
  const person = await findPerson(db, personId);
  const own = await readPasskeys(db, personId);
  if (own.length >= MOST_PASSKEYS) {
    throw new ServiceError('conflict', `You have ${own.length} passkeys, and no more are kept.`, {
      hint: 'Remove one that you no longer use.',
    });
  }
  return {
    rp: { id: domain, name: 'Baton' },
    user: { id: handleOfPerson(personId), name: person?.email ?? name, displayName: name },
    challenge: await makeChallenge(db, { purpose: 'add', personId }, visitor.address, now),
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ alg, type: 'public-key' })),
    timeout: CHALLENGE_LASTS.total('milliseconds'),
    excludeCredentials: own.filter((one) => one.domain === domain).map(descriptorOf),
    // It signs in without an e-mail being typed, and asks for the finger, face or PIN each time.
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    attestation: 'none',
  };
}

/**
 * Adds the passkey that the browser has made for such a beginning. From now on it is asked where a password was.
 * @throws ServiceError `invalid` where it is not what was asked for, `conflict` where it is registered already.
 */
export async function addPasskey(
  db: Database,
  actor: PersonActor,
  { name, attestation }: { readonly name: string; readonly attestation: Attestation },
  visitor: Visitor,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<Passkey> {
  const { personId } = actor;
  const relyingParty = requireRelyingParty(visitor);
  const { domain } = relyingParty;
  const credential = await verify(attestation, relyingParty, (challenge) =>
    takeChallenge(db, challenge, { purpose: 'add', personId }, now),
  );
  const passkey = {
    passkey_id: randomUUID(),
    person_id: personId,
    credential_id: Buffer.from(credential.id, 'base64url'),
    public_key: Buffer.from(credential.publicKey),
    counter: credential.counter,
    domain,
    name,
    created_at: now.toString(),
    last_used_at: null,
  };
  await db.transaction().execute(async (trx) => {
    if (!(await insertPasskey(trx, passkey)))
      throw new ServiceError('conflict', 'This passkey is registered already.', { where: 'body.attestation' });
    const subject = { kind: 'person', id: personId, name: actor.name };
    const passkeys = await countPasskeys(trx, personId);
    const details = { passkey: name, domain, passkeys, address: visitor.address };
    await appendLog(trx, { actor, action: 'person.passkey-added', subject, details });
    await publishEvent(trx, { topic: 'people', id: personId });
  });
  return passkeyOf(passkey, relyingParty);
}

async function verify(
  attestation: Attestation,
  { domain, origin }: RelyingParty,
  take: (challenge: string) => Promise<boolean>,
) {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: attestation,
      expectedChallenge: take,
      expectedOrigin: origin,
      expectedRPID: domain,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...ALGORITHMS],
    });
    if (verified) return registrationInfo.credential;
    throw new Error('its attestation is not right');
  } catch (cause) {
    throw new ServiceError('invalid', 'This passkey is not what was asked for, or its time is over.', {
      where: 'body.attestation',
      hint: 'Begin again.',
      cause,
    });
  }
}

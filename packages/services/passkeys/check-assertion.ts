import type { Assertion } from '@baton/contract/web-authn.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { findPasskey, notePasskeyUse, type PasskeyRecord } from '@baton/store/people/passkeys.ts';
import { findPerson } from '@baton/store/people/persons.ts';
import type { PersonRecord } from '@baton/store/people/sessions.ts';
import { SYSTEM } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { countSignIn } from '../people/limit-sign-ins.ts';
import type { Visitor } from '../people/visitor.ts';
import { ServiceError } from '../service-error.ts';
import { type Asked, takeChallenge } from './challenges.ts';
import { personOfHandle } from './person-handle.ts';
import { type RelyingParty, requireRelyingParty } from './relying-party.ts';

export interface UsedPasskey {
  readonly passkey: PasskeyRecord;
  readonly person: PersonRecord;
}

/**
 * Checks what a passkey answered to a challenge that was made for exactly this, and keeps its counter. Tries are limited as
 * those with passwords, and count together with them. What is refused stands in the log of the person whom it is about.
 *
 * @param where in the request the answer stands, for the refusal.
 * @throws ServiceError `wrong-credentials`, or `too-many-attempts`.
 */
export async function checkAssertion(
  db: Database,
  assertion: Assertion,
  asked: Exclude<Asked, { readonly purpose: 'add' }>,
  visitor: Visitor,
  { where, now }: { readonly where: string; readonly now: Temporal.Instant },
): Promise<UsedPasskey> {
  const relyingParty = requireRelyingParty(visitor);
  const passkey = await findPasskey(db, Buffer.from(assertion.id, 'base64url'));
  const personId = asked.purpose === 'prove' ? asked.personId : passkey?.person_id;
  const person = personId === undefined ? undefined : await findPerson(db, personId);
  const attempt = await countSignIn(db, person?.email ?? assertion.id, visitor.address, now);
  // First, so that a challenge is gone whatever becomes of its answer.
  const inTime = await takeChallenge(db, challengeOf(assertion), asked, now);
  const reason = inTime
    ? await whyRefused(db, { assertion, passkey, person, relyingParty, now })
    : 'its challenge is unknown, over, used, or of another act';
  if (passkey !== undefined && person !== undefined && reason === null) {
    await attempt.succeeded();
    return { passkey, person };
  }
  if (person !== undefined) {
    const subject = { kind: 'person', id: person.person_id, name: person.name };
    const details = { address: visitor.address, purpose: asked.purpose, passkey: passkey?.name ?? null, reason };
    await db
      .transaction()
      .execute((trx) => appendLog(trx, { actor: SYSTEM, action: 'person.passkey-refused', subject, details }));
  }
  throw inTime
    ? new ServiceError('wrong-credentials', 'This passkey does not prove who you are.', { where, hint: TRY_ANOTHER })
    : new ServiceError('wrong-credentials', 'The question to your passkey was answered already, or its time is over.', {
        where,
        hint: 'Try again.',
      });
}

const TRY_ANOTHER = 'Use another passkey. Lost? The lead of your team can make a link by which passkeys are removed.';

/** The challenge that the answer says it is to; empty where it says none. */
function challengeOf({ response }: Assertion): string {
  try {
    const said: unknown = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString());
    return typeof said === 'object' && said !== null && 'challenge' in said ? String(said.challenge) : '';
  } catch {
    return '';
  }
}

interface Answer {
  readonly assertion: Assertion;
  readonly passkey: PasskeyRecord | undefined;
  readonly person: PersonRecord | undefined;
  readonly relyingParty: RelyingParty;
  readonly now: Temporal.Instant;
}

/** Why an answer is not good, in the words of the log; null where it is. Web Authentication Level 3, 7.2. */
async function whyRefused(
  db: Database,
  { assertion, passkey, person, relyingParty, now }: Answer,
): Promise<string | null> {
  if (passkey === undefined || person === undefined) return 'it is not known';
  // 7.2, step 6: whoever is known already, or whom the answer names, owns the credential.
  const { userHandle } = assertion.response;
  const named = userHandle === undefined ? person.person_id : personOfHandle(userHandle);
  if (passkey.person_id !== person.person_id || named !== passkey.person_id) return 'it is of somebody else';
  if (person.deactivated_at !== null) return 'the account is closed';
  const checked = await verify(assertion, passkey, relyingParty);
  if ('refused' in checked) return checked.refused;
  const used = await notePasskeyUse(db, passkey, { counter: checked.counter, at: now.toString() });
  return used ? null : 'it was used at the same moment, or was removed';
}

async function verify(
  assertion: Assertion,
  { public_key, counter }: PasskeyRecord,
  { domain, origin }: RelyingParty,
): Promise<{ readonly counter: number } | { readonly refused: string }> {
  // Loaded when first used: it is large, and most starts never ask a passkey.
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: assertion,
      expectedChallenge: () => true,
      expectedOrigin: origin,
      expectedRPID: domain,
      requireUserVerification: true,
      credential: { id: assertion.id, publicKey: new Uint8Array(public_key), counter },
    });
    return verified ? { counter: authenticationInfo.newCounter } : { refused: 'its signature is not right' };
  } catch (cause) {
    return { refused: cause instanceof Error ? cause.message.slice(0, 300) : 'it cannot be read' };
  }
}

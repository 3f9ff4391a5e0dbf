import type { IdentityProof, ProvedAct } from '@baton/contract/signatures.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { countPasskeys } from '@baton/store/people/passkeys.ts';
import { findPerson } from '@baton/store/people/persons.ts';
import type { IdentityProofMethod } from '@baton/store/tables/signatures.ts';
import type { PersonActor } from '../actor.ts';
import { checkAssertion } from '../passkeys/check-assertion.ts';
import { ServiceError } from '../service-error.ts';
import { countSignIn } from './limit-sign-ins.ts';
import { isPassword } from './password-hash.ts';
import type { Visitor } from './visitor.ts';

interface Proving {
  /** What is proved for: a passkey's answer is good for this one act. */
  readonly act: ProvedAct;
  /** Where in the request the proof stands, for a refusal. */
  readonly where: string;
  readonly now?: Temporal.Instant;
}

/**
 * Asks a signed-in person to prove again who they are, for what an open session alone is not enough for. Where they have a
 * passkey at this address, only a passkey does. Guessing is limited as at sign-in, and counts together with it.
 *
 * @returns how it was proved.
 * @throws ServiceError `wrong-credentials` at `where`, `passkey-needed`, or `too-many-attempts`.
 */
export async function proveIdentity(
  db: Database,
  actor: PersonActor,
  proof: IdentityProof,
  visitor: Visitor,
  { act, where, now = Temporal.Now.instant() }: Proving,
): Promise<IdentityProofMethod> {
  const { personId } = actor;
  const person = await findPerson(db, personId);
  if (person === undefined || person.deactivated_at !== null)
    throw new ServiceError('not-found', 'Your account is gone.');
  if (proof.method === 'passkey') {
    await checkAssertion(db, proof.assertion, { purpose: 'prove', personId, act }, visitor, { where, now });
    return 'passkey';
  }
  await refusePasswordBesidePasskey(db, personId, visitor, where);
  const attempt = await countSignIn(db, person.email, visitor.address, now);
  if (!(await isPassword(proof.password, person.password_hash)))
    throw new ServiceError('wrong-credentials', 'The current password is not right.', { where });
  await attempt.succeeded();
  return 'password';
}

async function refusePasswordBesidePasskey(
  db: Database,
  personId: string,
  { relyingParty }: Visitor,
  where: string,
): Promise<void> {
  if (relyingParty === null || (await countPasskeys(db, personId, relyingParty.domain)) === 0) return;
  throw new ServiceError('passkey-needed', 'You have a passkey, which proves who you are in place of the password.', {
    where,
    hint: `Open Baton at ${relyingParty.origin} and use it there. Lost? The lead of your team can make a link by which passkeys are removed.`,
  });
}

import type { IdentityProof } from '@baton/contract/signatures.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { findPerson } from '@baton/store/people/persons.ts';
import type { IdentityProofMethod } from '@baton/store/tables/signatures.ts';
import type { PersonActor } from '../actor.ts';
import { ServiceError } from '../service-error.ts';
import { countSignIn } from './limit-sign-ins.ts';
import { isPassword } from './password-hash.ts';
import type { Visitor } from './sessions.ts';

/**
 * Asks a signed-in person to prove again who they are, for what an open session alone is not enough for. Guessing is
 * limited as at sign-in, and counts together with it.
 *
 * @returns how it was proved.
 * @throws ServiceError `wrong-credentials` at `where`, or `too-many-attempts`.
 */
export async function proveIdentity(
  db: Database,
  actor: PersonActor,
  proof: IdentityProof,
  visitor: Visitor,
  { where, now = Temporal.Now.instant() }: { readonly where: string; readonly now?: Temporal.Instant },
): Promise<IdentityProofMethod> {
  const person = await findPerson(db, actor.personId);
  if (person === undefined || person.deactivated_at !== null)
    throw new ServiceError('not-found', 'Your account is gone.');
  const attempt = await countSignIn(db, person.email, visitor.address, now);
  if (!(await isPassword(proof.password, person.password_hash)))
    throw new ServiceError('wrong-credentials', 'The current password is not right.', { where });
  await attempt.succeeded();
  return proof.method;
}

import type { IdentityProof } from '@baton/contract/signatures.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { findPerson } from '@baton/store/people/persons.ts';
import { insertSignature, lockVersion, readVersions } from '@baton/store/signatures/documents.ts';
import { findDelegation } from '@baton/store/signatures/duties.ts';
import { readInForce } from '@baton/store/signatures/in-force.ts';
import type { SignedAs } from '@baton/store/tables/signatures.ts';
import type { PersonActor } from '../actor.ts';
import { proveIdentity } from '../people/prove-identity.ts';
import type { Visitor } from '../people/visitor.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { logDocument } from './log-document.ts';
import type { SignedDocument } from './signed-document.ts';

export interface SignatureToGive {
  readonly version: number;
  /** Of the content that was shown, hexadecimal. */
  readonly hash: string;
  readonly proof: IdentityProof;
}

/**
 * Signs a version for the signer's own team, after they have proved again who they are. With the second team's signature
 * the version is in force.
 *
 * @returns whether it is in force now.
 */
export async function signVersion(
  db: Database,
  actor: PersonActor,
  document: SignedDocument,
  { version, hash, proof }: SignatureToGive,
  visitor: Visitor,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<boolean> {
  requirePermission(actor, 'document.sign', actor.team);
  const provedBy = await proveIdentity(db, actor, proof, visitor, {
    where: 'body.proof',
    act: { kind: 'sign', hashes: [hash] },
    now,
  });
  return db.transaction().execute(async (trx) => {
    await requireSignable(trx, actor, document, version, hash);
    const { signedAs, dutyId } = await signingRight(trx, actor, now);
    const { kind, documentId } = document;
    await insertSignature(trx, {
      kind,
      document_id: documentId,
      version,
      team: actor.team,
      person_id: actor.personId,
      person_name: actor.name,
      signed_as: signedAs,
      duty_id: dutyId,
      hash: Buffer.from(hash, 'hex'),
      proved_by: provedBy,
      signed_at: now.toString(),
    });
    await logDocument(trx, document, actor, 'signed', { version, hash, team: actor.team, signedAs, dutyId, provedBy });
    return comeIntoForce(trx, actor, document, version);
  });
}

async function requireSignable(
  trx: DatabaseTransaction,
  actor: PersonActor,
  document: SignedDocument,
  version: number,
  hash: string,
): Promise<void> {
  const locked = await lockVersion(trx, document, version);
  if (locked === undefined)
    throw new ServiceError('not-found', `There is no version ${version} of ${document.name}.`, {
      where: 'params.version',
    });
  const versions = await readVersions(trx, document);
  const newest = versions[0]?.version;
  if (newest !== version) {
    throw new ServiceError('conflict', `Version ${newest} of ${document.name} was offered after this one.`, {
      hint: 'Read and sign the newest version.',
    });
  }
  if (locked.hash.toString('hex') !== hash) {
    throw new ServiceError(
      'conflict',
      `Version ${version} of ${document.name} says something else than what you read.`,
      {
        where: 'body.hash',
        hint: 'Read it again before you sign.',
      },
    );
  }
  const ours = versions[0]?.signatures.find(({ team }) => team === actor.team);
  if (ours !== undefined)
    throw new ServiceError('conflict', `${ours.person_name} has signed version ${version} for your team.`);
}

/** A lead signs by role, a deputy by the delegation of their lead: both read anew, in the transaction of the signature. */
async function signingRight(
  trx: DatabaseTransaction,
  actor: PersonActor,
  now: Temporal.Instant,
): Promise<{ readonly signedAs: SignedAs; readonly dutyId: string | null }> {
  const person = await findPerson(trx, actor.personId);
  if (person?.role === 'lead' && person.deactivated_at === null) return { signedAs: 'lead', dutyId: null };
  const delegation = await findDelegation(trx, actor.personId, now.toString());
  if (delegation !== undefined) return { signedAs: 'deputy', dutyId: delegation.dutyId };
  throw new ServiceError('not-permitted', 'You do not lead your team, and no delegation of its lead is yours now.', {
    hint: 'Your lead can make you deputy until a date, on the page Charter.',
  });
}

async function comeIntoForce(
  trx: DatabaseTransaction,
  actor: PersonActor,
  document: SignedDocument,
  version: number,
): Promise<boolean> {
  const inForce = await readInForce(trx, document);
  if (inForce?.version !== version) return false;
  await logDocument(trx, document, actor, 'came-into-force', { version, hash: inForce.hash.toString('hex') });
  await document.cameIntoForce?.(trx, inForce);
  return true;
}

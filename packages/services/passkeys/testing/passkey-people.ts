import type { ProvedAct } from '@baton/contract/signatures.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { PersonActor } from '../../actor.ts';
import { hashPassword } from '../../people/password-hash.ts';
import type { Visitor } from '../../people/visitor.ts';
import { addPerson } from '../../relay/testing/relay-people.ts';
import { addPasskey, beginPasskey } from '../add-passkey.ts';
import { askForProof } from '../ask-passkey.ts';
import { type Oddity, softwareAuthenticator } from './software-authenticator.ts';

export const PASSWORD = 'a password of twelve';
export const BATON = { domain: 'baton.example.org', origin: 'https://baton.example.org' };
export const VISITOR: Visitor = { address: '127.0.0.1', userAgent: 'test', relyingParty: BATON };
export const BY_PASSWORD = { method: 'password', password: PASSWORD } as const;

/** A lead with a password; each signs with their own. */
export async function leadWithPassword(db: Database, name: string, team: 'it' | 'infosec'): Promise<PersonActor> {
  const actor = await addPerson(db, name, team, 'lead');
  const password_hash = await hashPassword(PASSWORD);
  await db.updateTable('person').set({ password_hash }).where('person_id', '=', actor.personId).execute();
  return actor;
}

/** A lead who has added a passkey, with the authenticator that holds it. */
export async function leadWithPasskey(db: Database, name: string, team: 'it' | 'infosec' = 'it') {
  const actor = await leadWithPassword(db, name, team);
  const authenticator = softwareAuthenticator(BATON.origin);
  const attestation = authenticator.create(await beginPasskey(db, actor, BY_PASSWORD, VISITOR));
  const { passkeyId } = await addPasskey(db, actor, { name: `${name}’s key`, attestation }, VISITOR);
  /** Asks for a challenge of this act and has the passkey answer it. */
  const proofOf = async (act: ProvedAct, odd: Oddity = {}) => {
    const assertion = authenticator.get(await askForProof(db, actor, act, VISITOR), odd);
    return { method: 'passkey', assertion } as const;
  };
  return { actor, authenticator, passkeyId, proofOf };
}

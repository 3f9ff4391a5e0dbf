import type { Passkey } from '@baton/contract/passkeys.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type PasskeyRecord, readPasskeys } from '@baton/store/people/passkeys.ts';
import type { PersonActor } from '../actor.ts';
import type { Visitor } from '../people/visitor.ts';
import type { RelyingParty } from './relying-party.ts';

/** The own passkeys, the oldest first. */
export async function listPasskeys(
  db: Database,
  { personId }: PersonActor,
  { relyingParty }: Visitor,
): Promise<Passkey[]> {
  return (await readPasskeys(db, personId)).map((passkey) => passkeyOf(passkey, relyingParty));
}

export function passkeyOf(passkey: PasskeyRecord, relyingParty: RelyingParty | null): Passkey {
  const { passkey_id, name, domain, created_at, last_used_at } = passkey;
  return {
    passkeyId: passkey_id,
    name,
    domain,
    works: domain === relyingParty?.domain,
    createdAt: created_at,
    lastUsedAt: last_used_at,
  };
}

import type { Doer } from '@baton/domain/relay/doer.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { Actor } from '../actor.ts';
import type { FixEvidence } from './fix-evidence.ts';

/** What every use case of the relay works with. */
export interface RelayContext {
  /** ISO-8601 with Z. */
  readonly now: string;
  readonly evidence: FixEvidence;
  /** The customer's zone, for the policy that holds until another is signed. IANA name. */
  readonly timeZone: string;
}

/** The actor as the relay's rules know it; of a key also the person who made it. */
export async function doerOf(db: Database | DatabaseTransaction, actor: Actor): Promise<Doer> {
  switch (actor.kind) {
    case 'person':
      return { kind: 'person', id: actor.personId, team: actor.team, role: actor.role };
    case 'key':
      return { kind: 'key', id: actor.keyId, team: actor.team, personId: await makerOf(db, actor.keyId) };
    case 'device':
      return { kind: 'device', id: actor.deviceId };
    case 'system':
      return { kind: 'system' };
  }
}

async function makerOf(db: Database | DatabaseTransaction, keyId: string): Promise<string | null> {
  const key = await db.selectFrom('api_key').select('created_by').where('key_id', '=', keyId).executeTakeFirst();
  return key?.created_by ?? null;
}

import type { Selectable } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { PLANNED_ONCE } from '../connection/planned-once.ts';
import type { PeopleTables, Role } from '../tables/people.ts';

export type ApiKeyRow = Selectable<PeopleTables['api_key']>;

export async function insertApiKey(trx: DatabaseTransaction, key: ApiKeyRow): Promise<void> {
  await trx.insertInto('api_key').values(key).execute();
}

/** What a request needs to know of its key. */
type UsableKey = Pick<ApiKeyRow, 'key_id' | 'secret_hash' | 'name' | 'team' | 'role' | 'last_used_at'> & {
  readonly creator_role: Role;
  readonly creator_email: string;
};

/** The key by its prefix, if it is still good at `now` and whoever made it still has an account. */
export async function findUsableKey(db: Database, prefix: string, now: string): Promise<UsableKey | undefined> {
  return db
    .selectFrom('api_key')
    .innerJoin('person', 'person.person_id', 'api_key.created_by')
    .select(['key_id', 'secret_hash', 'api_key.name', 'api_key.team', 'api_key.role', 'last_used_at'])
    .select(['person.role as creator_role', 'person.email as creator_email'])
    .where('prefix', '=', prefix)
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .where('person.deactivated_at', 'is', null)
    .modifyEnd(PLANNED_ONCE)
    .executeTakeFirst();
}

export async function findApiKey(trx: Database | DatabaseTransaction, keyId: string): Promise<ApiKeyRow | undefined> {
  return trx.selectFrom('api_key').selectAll().where('key_id', '=', keyId).executeTakeFirst();
}

export async function touchApiKey(db: Database, keyId: string, usedAt: string): Promise<void> {
  await db.updateTable('api_key').set({ last_used_at: usedAt }).where('key_id', '=', keyId).execute();
}

export async function revokeApiKey(trx: DatabaseTransaction, keyId: string, at: string): Promise<void> {
  await trx
    .updateTable('api_key')
    .set({ revoked_at: at })
    .where('key_id', '=', keyId)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Revokes every key that a person made; answers how many. */
export async function revokeApiKeysOf(trx: DatabaseTransaction, personId: string, at: string): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('api_key')
    .set({ revoked_at: at })
    .where('created_by', '=', personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

import type { Selectable } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { PasskeyTables } from '../tables/passkeys.ts';

export type PasskeyRecord = Selectable<PasskeyTables['passkey']>;

/** Keeps a new passkey; false where its credential is somebody's already. */
export async function insertPasskey(trx: DatabaseTransaction, passkey: PasskeyRecord): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('passkey')
    .values(passkey)
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** A person's passkeys, or those of one domain, the oldest first. */
export async function readPasskeys(
  db: Database | DatabaseTransaction,
  personId: string,
  domain?: string,
): Promise<readonly PasskeyRecord[]> {
  let query = db.selectFrom('passkey').selectAll().where('person_id', '=', personId);
  if (domain !== undefined) query = query.where('domain', '=', domain);
  return query.orderBy('created_at').orderBy('passkey_id').execute();
}

export async function countPasskeys(
  db: Database | DatabaseTransaction,
  personId: string,
  domain?: string,
): Promise<number> {
  let query = db.selectFrom('passkey').where('person_id', '=', personId);
  if (domain !== undefined) query = query.where('domain', '=', domain);
  const { count } = await query.select((select) => select.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  return count;
}

export async function findPasskey(db: Database, credentialId: Buffer): Promise<PasskeyRecord | undefined> {
  return db.selectFrom('passkey').selectAll().where('credential_id', '=', credentialId).executeTakeFirst();
}

/** Keeps the new counter if the passkey is still there as it was read: of two answers with one counter, one is good. */
export async function notePasskeyUse(
  db: Database,
  { passkey_id, counter }: Pick<PasskeyRecord, 'passkey_id' | 'counter'>,
  use: { readonly counter: number; readonly at: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('passkey')
    .set({ counter: use.counter, last_used_at: use.at })
    .where('passkey_id', '=', passkey_id)
    .where('counter', '=', counter)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Gives a passkey of a person another name; undefined where they have no such passkey. */
export async function nameAnew(
  trx: DatabaseTransaction,
  { passkeyId, personId, name }: { readonly passkeyId: string; readonly personId: string; readonly name: string },
): Promise<{ readonly passkey: PasskeyRecord; readonly before: string } | undefined> {
  const own = trx
    .selectFrom('passkey')
    .selectAll()
    .where('passkey_id', '=', passkeyId)
    .where('person_id', '=', personId);
  const held = await own.forUpdate().executeTakeFirst();
  if (held === undefined) return undefined;
  await trx.updateTable('passkey').set({ name }).where('passkey_id', '=', passkeyId).execute();
  return { passkey: { ...held, name }, before: held.name };
}

/** Removes a person's passkeys, or the one told; answers their names. */
export async function deletePasskeys(
  trx: DatabaseTransaction,
  personId: string,
  passkeyId?: string,
): Promise<readonly string[]> {
  let query = trx.deleteFrom('passkey').where('person_id', '=', personId);
  if (passkeyId !== undefined) query = query.where('passkey_id', '=', passkeyId);
  const removed = await query.returning('name').execute();
  return removed.map(({ name }) => name);
}

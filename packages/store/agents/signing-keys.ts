import type { Database } from '../connection/connect-database.ts';

export interface SigningKey {
  readonly keyId: string;
  readonly publicKey: string;
  readonly privateKey: string;
}

/** The active key; makes one of `fresh` where there is none yet. Servers that start together agree on one. */
export async function ensureSigningKey(db: Database, fresh: () => SigningKey): Promise<SigningKey> {
  const active = await activeSigningKey(db);
  if (active !== null) return active;
  const key = fresh();
  await db
    .insertInto('command_signing_key')
    .values({ key_id: key.keyId, public_key: key.publicKey, private_key: key.privateKey })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await activeSigningKey(db)) ?? key;
}

async function activeSigningKey(db: Database): Promise<SigningKey | null> {
  const row = await db
    .selectFrom('command_signing_key')
    .select(['key_id', 'public_key', 'private_key'])
    .where('retired_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : { keyId: row.key_id, publicKey: row.public_key, privateKey: row.private_key };
}

/** Keeps the private half in another form, unless another process did so first. */
export async function replacePrivateKey(
  db: Database,
  keyId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await db
    .updateTable('command_signing_key')
    .set({ private_key: to })
    .where('key_id', '=', keyId)
    .where('private_key', '=', from)
    .execute();
}

import type { Selectable } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { LinkPurpose, PeopleTables } from '../tables/people.ts';

export type OneTimeLinkRow = Selectable<PeopleTables['one_time_link']>;
export type NewLink = Omit<OneTimeLinkRow, 'used_at' | 'used_by' | 'withdrawn_at'>;

export async function insertLink(trx: DatabaseTransaction, link: NewLink): Promise<void> {
  await trx.insertInto('one_time_link').values(link).execute();
}

/** The link of a token if it can still be used at `now`. In a transaction it stays so until the end: the row is locked. */
export async function findUsableLink(
  db: Database | DatabaseTransaction,
  tokenHash: Buffer,
  now: string,
): Promise<OneTimeLinkRow | undefined> {
  const query = db
    .selectFrom('one_time_link')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now);
  return (db.isTransaction ? query.forUpdate() : query).executeTakeFirst();
}

export async function findLink(
  trx: DatabaseTransaction,
  linkId: string,
  purpose: LinkPurpose,
): Promise<OneTimeLinkRow | undefined> {
  return trx
    .selectFrom('one_time_link')
    .selectAll()
    .where('link_id', '=', linkId)
    .where('purpose', '=', purpose)
    .forUpdate()
    .executeTakeFirst();
}

export async function markLinkUsed(
  trx: DatabaseTransaction,
  linkId: string,
  personId: string,
  at: string,
): Promise<void> {
  await trx
    .updateTable('one_time_link')
    .set({ used_at: at, used_by: personId })
    .where('link_id', '=', linkId)
    .execute();
}

/** Makes open links useless: those of a purpose, or of it for one person or address. */
export async function withdrawLinks(
  trx: DatabaseTransaction,
  which: {
    readonly purpose: LinkPurpose;
    readonly personId?: string;
    readonly email?: string;
    readonly linkId?: string;
  },
  at: string,
): Promise<number> {
  let query = trx
    .updateTable('one_time_link')
    .set({ withdrawn_at: at })
    .where('purpose', '=', which.purpose)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null);
  if (which.personId !== undefined) query = query.where('person_id', '=', which.personId);
  if (which.email !== undefined) query = query.where('email', '=', which.email);
  if (which.linkId !== undefined) query = query.where('link_id', '=', which.linkId);
  const { numUpdatedRows } = await query.executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Open links that a person made become useless, when that account closes or loses its role. */
export async function withdrawLinksMadeBy(trx: DatabaseTransaction, personId: string, at: string): Promise<void> {
  await trx
    .updateTable('one_time_link')
    .set({ withdrawn_at: at })
    .where('created_by', '=', personId)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute();
}

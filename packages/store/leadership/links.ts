import { type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { LeadershipTables } from '../tables/leadership.ts';

export type LinkRow = Selectable<LeadershipTables['leadership_link']>;
type NewLink = Pick<
  LinkRow,
  'link_id' | 'token_hash' | 'made_by' | 'made_by_name' | 'made_by_team' | 'made_at' | 'expires_at'
>;

export async function insertLeadershipLink(trx: DatabaseTransaction, link: NewLink): Promise<void> {
  await trx.insertInto('leadership_link').values(link).execute();
}

export function readLeadershipLinks(db: Database): Promise<readonly LinkRow[]> {
  return db
    .selectFrom('leadership_link')
    .selectAll()
    .orderBy('made_at', 'desc')
    .orderBy('link_id')
    .limit(500)
    .execute();
}

/** Revokes a link that is still good; answers whether there was one. */
export async function revokeLeadershipLink(
  trx: DatabaseTransaction,
  linkId: string,
  { at, by }: { readonly at: string; readonly by: string },
): Promise<boolean> {
  const row = await trx
    .updateTable('leadership_link')
    .set({ revoked_at: at, revoked_by_name: by })
    .where('link_id', '=', linkId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .returning('link_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Counts a read by a token, if its link is still good: the link, with how often it was read in this minute. */
export async function countLinkRead(
  trx: DatabaseTransaction,
  tokenHash: Buffer,
  at: string,
): Promise<LinkRow | undefined> {
  const sameMinute = sql<boolean>`minute_began_at > ${at}::timestamptz - interval '1 minute'`;
  return trx
    .updateTable('leadership_link')
    .set({
      reads: sql`reads + 1`,
      last_read_at: at,
      minute_began_at: sql`CASE WHEN ${sameMinute} THEN minute_began_at ELSE ${at}::timestamptz END`,
      minute_reads: sql`CASE WHEN ${sameMinute} THEN minute_reads + 1 ELSE 1 END`,
    })
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .returningAll()
    .executeTakeFirst();
}

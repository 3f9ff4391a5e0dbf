import { type Insertable, type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { ConnectionTables } from '../tables/connections.ts';

export type FeedRecord = Selectable<ConnectionTables['calendar_feed']>;

/** Feeds of one person, newest first. */
export function readFeeds(db: Database, personId: string): Promise<readonly FeedRecord[]> {
  return db
    .selectFrom('calendar_feed')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('made_at', 'desc')
    .limit(100)
    .execute();
}

export async function insertFeed(
  trx: DatabaseTransaction,
  feed: Insertable<ConnectionTables['calendar_feed']>,
): Promise<void> {
  await trx.insertInto('calendar_feed').values(feed).execute();
}

export async function revokeFeed(
  trx: DatabaseTransaction,
  { feedId, personId, now }: { readonly feedId: string; readonly personId: string; readonly now: string },
): Promise<FeedRecord | undefined> {
  return trx
    .updateTable('calendar_feed')
    .set({ revoked_at: now })
    .where('feed_id', '=', feedId)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

/** The feed of a token, if it is good and its person still has an account; the read is counted, in this minute as well. */
export async function countFeedRead(db: Database, tokenHash: Buffer, now: string): Promise<FeedRecord | undefined> {
  const sameMinute = sql<boolean>`minute_began_at > ${now}::timestamptz - interval '1 minute'`;
  return db
    .updateTable('calendar_feed')
    .from('person')
    .set({
      reads: sql`reads + 1`,
      last_read_at: now,
      minute_began_at: sql`CASE WHEN ${sameMinute} THEN minute_began_at ELSE ${now}::timestamptz END`,
      minute_reads: sql`CASE WHEN ${sameMinute} THEN minute_reads + 1 ELSE 1 END`,
    })
    .whereRef('person.person_id', '=', 'calendar_feed.person_id')
    .where('person.deactivated_at', 'is', null)
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .returningAll('calendar_feed')
    .executeTakeFirst();
}

export interface OpenDeadline {
  readonly remediationId: string;
  readonly fix: string;
  readonly title: string;
  readonly place: string;
  readonly holder: 'it' | 'infosec';
  readonly dueAt: string;
}

/** Deadlines that run, the next first. */
export async function readOpenDeadlines(
  db: Database,
  { holder, limit }: { readonly holder: 'it' | 'infosec' | 'both'; readonly limit: number },
): Promise<readonly OpenDeadline[]> {
  const { rows } = await sql<OpenDeadline>`
    SELECT remediation_id AS "remediationId", fix_id AS fix, title, place, holder, due_at AS "dueAt" FROM remediation
    WHERE place <> 'closed' AND due_at IS NOT NULL AND (${holder} = 'both' OR holder = ${holder})
    ORDER BY due_at, remediation_id LIMIT ${limit}`.execute(db);
  return rows;
}

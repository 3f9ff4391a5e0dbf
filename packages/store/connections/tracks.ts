import type { ConnectionKind } from '@baton/domain/connections/connection-kind.ts';
import { type Selectable, sql, type Updateable } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { ConnectionTables } from '../tables/connections.ts';

export type TrackRecord = Selectable<ConnectionTables['track']>;

/** A track with the connection that it goes by. */
export interface ShownTrack extends TrackRecord {
  readonly connection: string;
  readonly kind: ConnectionKind;
}

const shown = (db: Database | DatabaseTransaction) =>
  db
    .selectFrom('track')
    .innerJoin('connection', 'connection.connection_id', 'track.connection_id')
    .selectAll('track')
    .select(['connection.name as connection', 'connection.kind'])
    .where('track.ended_at', 'is', null);

export function readTracksOf(db: Database, remediationId: string): Promise<readonly ShownTrack[]> {
  return shown(db).where('remediation_id', '=', remediationId).orderBy('opened_at').execute();
}

export function findTrack(db: Database | DatabaseTransaction, trackId: string): Promise<ShownTrack | undefined> {
  return shown(db).where('track_id', '=', trackId).executeTakeFirst();
}

/** @returns the new track's id; undefined where the connection has one of this remediation already */
export async function insertTrack(
  trx: DatabaseTransaction,
  track: {
    readonly connectionId: string;
    readonly remediationId: string;
    readonly key: string | null;
    readonly by: string;
    readonly now: string;
  },
): Promise<string | undefined> {
  const row = await trx
    .insertInto('track')
    .values({
      connection_id: track.connectionId,
      remediation_id: track.remediationId,
      asked_key: track.key,
      opened_at: track.now,
      opened_by_name: track.by,
      due_at: track.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('track_id')
    .executeTakeFirst();
  return row?.track_id;
}

/** Takes one track that is due, or the one that is named; nobody else takes it until the lease is over. */
export async function leaseTrack(
  db: Database,
  { now, leasedUntil, trackId }: { readonly now: string; readonly leasedUntil: string; readonly trackId?: string },
): Promise<TrackRecord | undefined> {
  const { rows } = await sql<TrackRecord>`
    UPDATE track t SET leased_until = ${leasedUntil}
    WHERE track_id = (
      SELECT q.track_id FROM track q JOIN connection c USING (connection_id)
      WHERE q.ended_at IS NULL AND c.active AND (q.leased_until IS NULL OR q.leased_until <= ${now})
        AND (${trackId ?? null}::uuid IS NOT NULL OR q.due_at <= ${now})
        AND (${trackId ?? null}::uuid IS NULL OR q.track_id = ${trackId ?? null})
      ORDER BY q.due_at LIMIT 1 FOR UPDATE OF q SKIP LOCKED)
    RETURNING t.*`.execute(db);
  return rows[0];
}

export async function updateTrack(
  db: Database | DatabaseTransaction,
  trackId: string,
  change: Updateable<ConnectionTables['track']>,
): Promise<void> {
  await db.updateTable('track').set(change).where('track_id', '=', trackId).execute();
}

/** Ends the lease. What became due meanwhile stays due; what was due before is done, or is tried again at `retryAt`. */
export async function releaseTrack(
  db: Database,
  { track_id, due_at }: Pick<TrackRecord, 'track_id' | 'due_at'>,
  change: {
    readonly problem: string | null;
    readonly hint: string | null;
    readonly retryAt: string | null;
    readonly now: string;
  },
): Promise<void> {
  const { problem, hint, retryAt, now } = change;
  await sql`
    UPDATE track SET leased_until = NULL, problem = ${problem}, hint = ${hint},
      attempts_in_row = CASE WHEN ${problem === null} THEN 0 ELSE attempts_in_row + 1 END,
      synced_at = CASE WHEN ${problem === null} THEN ${now}::timestamptz ELSE synced_at END,
      due_at = CASE WHEN due_at IS DISTINCT FROM ${due_at}::timestamptz THEN due_at ELSE ${retryAt}::timestamptz END
    WHERE track_id = ${track_id}`.execute(db);
}

/** Marks what changed over there as due. @returns how many there are */
export async function markDue(
  db: Database,
  connectionId: string,
  remoteIds: readonly string[],
  now: string,
): Promise<number> {
  if (remoteIds.length === 0) return 0;
  const { rows } = await sql`
    UPDATE track SET due_at = ${now}
    WHERE connection_id = ${connectionId} AND ended_at IS NULL AND due_at IS NULL
      AND remote_id = ANY (${remoteIds}::text[])
    RETURNING track_id`.execute(db);
  return rows.length;
}

/** What a connection follows over there. */
export async function readRemoteIds(db: Database, connectionId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT remote_id AS id FROM track
    WHERE connection_id = ${connectionId} AND ended_at IS NULL AND remote_id IS NOT NULL`.execute(db);
  return rows.map(({ id }) => id);
}

export async function endTracksOf(
  trx: DatabaseTransaction,
  connectionId: string,
  now: string,
  by: string,
): Promise<void> {
  await trx
    .updateTable('track')
    .set({ ended_at: now, ended_by_name: by, due_at: null })
    .where('connection_id', '=', connectionId)
    .where('ended_at', 'is', null)
    .execute();
}

/** Words from over there that were taken, by their ids, and the entries of the history that they became. */
export async function readWords(
  db: Database | DatabaseTransaction,
  trackId: string,
): Promise<readonly { readonly remoteWord: string; readonly seq: number | null }[]> {
  const rows = await db.selectFrom('track_word').selectAll().where('track_id', '=', trackId).execute();
  return rows.map(({ remote_word, seq }) => ({ remoteWord: remote_word, seq }));
}

/** Notes words as taken. @returns those that were not before */
export async function insertWords(
  trx: Database | DatabaseTransaction,
  trackId: string,
  words: readonly { readonly remoteWord: string; readonly seq: number | null }[],
  now: string,
): Promise<number> {
  if (words.length === 0) return 0;
  const rows = await trx
    .insertInto('track_word')
    .values(words.map(({ remoteWord, seq }) => ({ track_id: trackId, remote_word: remoteWord, seq, taken_at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('remote_word')
    .execute();
  return rows.length;
}

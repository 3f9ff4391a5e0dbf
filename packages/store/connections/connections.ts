import type { ConnectionKind } from '@baton/domain/connections/connection-kind.ts';
import { type Insertable, type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { ConnectionTables } from '../tables/connections.ts';

export type ConnectionRecord = Selectable<ConnectionTables['connection']>;

/** Connections that were not removed, by name. */
export function readConnections(
  db: Database | DatabaseTransaction,
  { kinds }: { readonly kinds?: readonly ConnectionKind[] } = {},
): Promise<readonly ConnectionRecord[]> {
  let query = db.selectFrom('connection').selectAll().where('removed_at', 'is', null);
  if (kinds !== undefined) query = query.where('kind', 'in', [...kinds]);
  return query.orderBy(sql`lower(name)`).execute();
}

/** Removed ones included, for what was sent by them. */
export function findConnection(
  db: Database | DatabaseTransaction,
  connectionId: string,
): Promise<ConnectionRecord | undefined> {
  return db.selectFrom('connection').selectAll().where('connection_id', '=', connectionId).executeTakeFirst();
}

/** Held until the transaction ends. */
export function holdConnection(trx: DatabaseTransaction, connectionId: string): Promise<ConnectionRecord | undefined> {
  return trx
    .selectFrom('connection')
    .selectAll()
    .where('connection_id', '=', connectionId)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** @returns false where another has the name */
export async function isNameFree(trx: DatabaseTransaction, name: string, except: string): Promise<boolean> {
  const found = await trx
    .selectFrom('connection')
    .select('connection_id')
    .where(sql`lower(name)`, '=', name.toLowerCase())
    .where('removed_at', 'is', null)
    .where('connection_id', '<>', except)
    .executeTakeFirst();
  return found === undefined;
}

export async function insertConnection(
  trx: DatabaseTransaction,
  connection: Insertable<ConnectionTables['connection']>,
): Promise<void> {
  await trx.insertInto('connection').values(connection).execute();
}

export type ConnectionChange = Partial<
  Pick<Insertable<ConnectionTables['connection']>, 'name' | 'settings' | 'events' | 'secret' | 'active' | 'removed_at'>
> & { readonly changed_at: string; readonly changed_by_name: string };

export async function updateConnection(
  trx: DatabaseTransaction,
  connectionId: string,
  change: ConnectionChange,
): Promise<void> {
  await trx.updateTable('connection').set(change).where('connection_id', '=', connectionId).execute();
}

/** Notes what is wrong with a connection since now, or that it works (null). @returns whether that is new */
export async function noteHealth(
  db: Database | DatabaseTransaction,
  connectionId: string,
  wrong: { readonly problem: string; readonly hint: string | null } | null,
  now: string,
): Promise<boolean> {
  const { rows } = await sql<{ readonly changed: boolean }>`
    UPDATE connection c SET
      failing_since = CASE WHEN ${wrong === null} THEN NULL ELSE coalesce(c.failing_since, ${now}::timestamptz) END,
      problem = ${wrong?.problem ?? null}::text, hint = ${wrong?.hint ?? null}::text
    FROM connection before
    WHERE c.connection_id = ${connectionId} AND before.connection_id = c.connection_id
      AND (c.problem IS DISTINCT FROM ${wrong?.problem ?? null}::text OR c.hint IS DISTINCT FROM ${wrong?.hint ?? null}::text)
    RETURNING true AS changed`.execute(db);
  return rows.length > 0;
}

export async function notePolled(db: Database, connectionId: string, at: string): Promise<void> {
  await db.updateTable('connection').set({ polled_at: at }).where('connection_id', '=', connectionId).execute();
}

export interface ConnectionCounts {
  readonly connectionId: string;
  readonly waiting: number;
  readonly sent: number;
  readonly failed: number;
  readonly tracks: number;
}

/** What each connection has sent since a moment, and how many remediations it tracks. */
export async function countByConnection(db: Database, since: string): Promise<ReadonlyMap<string, ConnectionCounts>> {
  const { rows } = await sql<ConnectionCounts>`
    SELECT c.connection_id AS "connectionId",
      count(*) FILTER (WHERE d.state = 'waiting')::int AS waiting, count(*) FILTER (WHERE d.state = 'sent')::int AS sent,
      count(*) FILTER (WHERE d.state = 'failed')::int AS failed,
      (SELECT count(*)::int FROM track t WHERE t.connection_id = c.connection_id AND t.ended_at IS NULL) AS tracks
    FROM connection c
    LEFT JOIN delivery d ON d.connection_id = c.connection_id AND d.created_at >= ${since}
    WHERE c.removed_at IS NULL GROUP BY c.connection_id`.execute(db);
  return new Map(rows.map((row) => [row.connectionId, row]));
}

/** What waits because something was wrong is tried at once: whoever changed the connection wants to see whether that helped. */
export async function wakeConnection(trx: DatabaseTransaction, connectionId: string, now: string): Promise<void> {
  await sql`UPDATE delivery SET next_try_at = ${now}, attempts_in_row = 0
    WHERE connection_id = ${connectionId} AND state = 'waiting' AND problem IS NOT NULL`.execute(trx);
  await sql`UPDATE track SET due_at = ${now}, attempts_in_row = 0
    WHERE connection_id = ${connectionId} AND ended_at IS NULL AND problem IS NOT NULL`.execute(trx);
}

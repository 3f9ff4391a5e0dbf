import type { ConnectionKind } from '@baton/domain/connections/connection-kind.ts';
import { type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { ConnectionTables, DeliveryState } from '../tables/connections.ts';

export type DeliveryRecord = Selectable<ConnectionTables['delivery']>;
type NewDelivery = Pick<DeliveryRecord, 'connection_id' | 'source_key' | 'event'> & {
  readonly recipient?: string;
};

/** Queues deliveries; one whose key is there already is left out. @returns those that are new */
export async function insertDeliveries(
  trx: DatabaseTransaction,
  rows: readonly NewDelivery[],
): Promise<readonly DeliveryRecord[]> {
  if (rows.length === 0) return [];
  return trx
    .insertInto('delivery')
    .values([...rows])
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .execute();
}

/**
 * Takes deliveries that are due, and counts the attempt before it is made: whoever dies in the middle of one leaves it to
 * be tried again when the lease is over, and no two workers send the same.
 */
export async function leaseDeliveries(
  db: Database,
  { now, leasedUntil, limit }: { readonly now: string; readonly leasedUntil: string; readonly limit: number },
): Promise<readonly DeliveryRecord[]> {
  const { rows } = await sql<DeliveryRecord>`
    UPDATE delivery d SET next_try_at = ${leasedUntil}, attempts = attempts + 1, attempts_in_row = attempts_in_row + 1
    WHERE delivery_id IN (
      SELECT q.delivery_id FROM delivery q JOIN connection c USING (connection_id)
      WHERE q.state = 'waiting' AND q.next_try_at <= ${now} AND c.active
      ORDER BY q.next_try_at, q.created_at LIMIT ${limit} FOR UPDATE OF q SKIP LOCKED)
    RETURNING d.*`.execute(db);
  return rows;
}

/** Counts an attempt that is made at once; nobody else takes it meanwhile, even where this process dies. */
export function startAttempt(trx: DatabaseTransaction, deliveryId: string): Promise<DeliveryRecord> {
  return trx
    .updateTable('delivery')
    .set({ attempts: 1, attempts_in_row: 1, next_try_at: sql`now() + interval '3 minutes'` })
    .where('delivery_id', '=', deliveryId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export interface AttemptOutcome {
  readonly at: string;
  readonly arrived: boolean;
  readonly said: string;
  readonly tookMs: number;
  readonly problem: string | null;
  readonly hint: string | null;
  /** Null: it ends here, arrived or given up. */
  readonly nextTryAt: string | null;
}

/** Writes down what came of an attempt. */
export async function recordAttempt(
  trx: DatabaseTransaction,
  { delivery_id, attempts }: Pick<DeliveryRecord, 'delivery_id' | 'attempts'>,
  outcome: AttemptOutcome,
): Promise<void> {
  const { at, arrived, said, tookMs, problem, hint, nextTryAt } = outcome;
  await trx
    .insertInto('delivery_attempt')
    .values({ delivery_id, attempt: attempts, at, arrived, said, took_ms: tookMs })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const state: DeliveryState = arrived ? 'sent' : nextTryAt === null ? 'failed' : 'waiting';
  await trx
    .updateTable('delivery')
    .set({ state, next_try_at: nextTryAt, ended_at: nextTryAt === null ? at : null, problem, hint })
    .where('delivery_id', '=', delivery_id)
    .execute();
}

/** A delivery as lists show it: with what it tells of. */
export interface ShownDelivery extends DeliveryRecord {
  readonly connection: string;
  readonly kind: ConnectionKind;
  /** Of a message to a channel its line, of an act what it was done to; what one person is told by mail is nobody else's. */
  readonly told: string | null;
  readonly person: string | null;
}

export interface DeliveryFilter {
  readonly connectionId?: string | undefined;
  readonly state?: DeliveryState | undefined;
  readonly limit: number;
  readonly offset: number;
}

export async function readDeliveries(
  db: Database,
  { connectionId, state, limit, offset }: DeliveryFilter,
): Promise<{ readonly rows: readonly ShownDelivery[]; readonly total: number }> {
  const narrow = sql`
    (${connectionId ?? null}::uuid IS NULL OR d.connection_id = ${connectionId ?? null})
    AND (${state ?? null}::text IS NULL OR d.state = ${state ?? null})`;
  const { rows } = await sql<ShownDelivery>`${SHOWN} WHERE ${narrow}
    ORDER BY d.created_at DESC, d.delivery_id LIMIT ${limit} OFFSET ${offset}`.execute(db);
  const counted = await sql<{ total: number }>`SELECT count(*)::int AS total FROM delivery d WHERE ${narrow}`.execute(
    db,
  );
  return { rows, total: counted.rows[0]?.total ?? 0 };
}

const SHOWN = sql`
  SELECT d.*, c.name AS connection, c.kind, coalesce(CASE WHEN c.kind <> 'email' THEN n.title END, e.entry::jsonb #>> '{subject,name}') AS told,
    coalesce(d.recipient, CASE WHEN c.kind = 'email' THEN p.email END) AS person
  FROM delivery d JOIN connection c USING (connection_id)
  LEFT JOIN notification n USING (notification_id) LEFT JOIN person p ON p.person_id = n.person_id
  LEFT JOIN log_entry e USING (entry_id)`;

export async function findDelivery(db: Database, deliveryId: string): Promise<ShownDelivery | undefined> {
  const { rows } = await sql<ShownDelivery>`${SHOWN} WHERE d.delivery_id = ${deliveryId}`.execute(db);
  return rows[0];
}

export function readAttempts(
  db: Database,
  deliveryId: string,
): Promise<readonly Selectable<ConnectionTables['delivery_attempt']>[]> {
  return db
    .selectFrom('delivery_attempt')
    .selectAll()
    .where('delivery_id', '=', deliveryId)
    .orderBy('attempt')
    .execute();
}

/** Queues deliveries once more, those that arrived as well; not those of a removed connection, nor what is waiting for an attempt under way. */
export async function queueAgain(
  trx: DatabaseTransaction,
  which: { readonly deliveryIds: readonly string[] } | { readonly failedOf: string },
  now: string,
): Promise<readonly { readonly deliveryId: string; readonly connectionId: string; readonly event: string }[]> {
  const chosen =
    'failedOf' in which
      ? sql`d.connection_id = ${which.failedOf} AND d.state = 'failed'`
      : sql`d.delivery_id = ANY (${which.deliveryIds}::uuid[])`;
  const { rows } = await sql<{ deliveryId: string; connectionId: string; event: string }>`
    UPDATE delivery d SET state = 'waiting', next_try_at = ${now}, attempts_in_row = 0, ended_at = NULL
    FROM connection c WHERE c.connection_id = d.connection_id AND c.removed_at IS NULL AND ${chosen}
      AND (d.state <> 'waiting' OR d.problem IS NOT NULL)
    RETURNING d.delivery_id AS "deliveryId", d.connection_id AS "connectionId", d.event`.execute(trx);
  return rows;
}

/** What ended before a moment is forgotten, with its attempts. */
export async function forgetDeliveriesBefore(db: Database, before: string): Promise<void> {
  await db.deleteFrom('delivery').where('ended_at', '<', before).execute();
}

/** An act as the log has it, for what is told of it. */
export async function readLogEntry(db: Database, entryId: string): Promise<unknown> {
  const row = await db.selectFrom('log_entry').select('entry').where('entry_id', '=', entryId).executeTakeFirst();
  return row === undefined ? undefined : JSON.parse(row.entry);
}

export interface MessageToTell {
  readonly title: string;
  readonly body: string;
  readonly path: string;
  readonly createdAt: string;
  readonly subjectKind: string;
  readonly subjectId: string | null;
  readonly name: string;
  readonly email: string;
  /** Whoever left is told nothing any more. */
  readonly isActive: boolean;
}

export async function readMessage(db: Database, notificationId: number): Promise<MessageToTell | undefined> {
  const { rows } = await sql<MessageToTell>`
    SELECT n.title, n.body, n.path, n.created_at AS "createdAt", n.subject_kind AS "subjectKind",
      n.subject_id AS "subjectId", p.name, p.email, p.deactivated_at IS NULL AS "isActive"
    FROM notification n JOIN person p USING (person_id) WHERE notification_id = ${notificationId}`.execute(db);
  return rows[0];
}

/** Gives up what still waits, because its connection goes. */
export async function endWaiting(trx: DatabaseTransaction, connectionId: string, now: string): Promise<void> {
  await trx
    .updateTable('delivery')
    .set({ state: 'failed', next_try_at: null, ended_at: now, problem: 'The connection was removed.', hint: null })
    .where('connection_id', '=', connectionId)
    .where('state', '=', 'waiting')
    .execute();
}

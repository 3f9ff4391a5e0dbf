import { type ExceptionTarget, exceptionName } from '@baton/domain/exceptions/held-exception.ts';
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { ExceptionTables } from '../tables/exceptions.ts';

type Connection = Database | DatabaseTransaction;
export type ExceptionRecord = Selectable<ExceptionTables['exception']>;

/** Keeps a request. @returns its number */
export async function insertException(
  trx: DatabaseTransaction,
  row: Insertable<ExceptionTables['exception']>,
): Promise<number> {
  const { number } = await trx.insertInto('exception').values(row).returning('number').executeTakeFirstOrThrow();
  return number;
}

export function findException(db: Connection, exceptionId: string): Promise<ExceptionRecord | undefined> {
  return db.selectFrom('exception').selectAll().where('exception_id', '=', exceptionId).executeTakeFirst();
}

/** By its number, as people name it. */
export function findExceptionNumbered(db: Connection, number: number): Promise<ExceptionRecord | undefined> {
  return db.selectFrom('exception').selectAll().where('number', '=', number).executeTakeFirst();
}

/** Holds an exception: nobody else changes it until the transaction ends. */
export function holdException(trx: DatabaseTransaction, exceptionId: string): Promise<ExceptionRecord | undefined> {
  return trx.selectFrom('exception').selectAll().where('exception_id', '=', exceptionId).forUpdate().executeTakeFirst();
}

export async function updateException(
  trx: DatabaseTransaction,
  exceptionId: string,
  columns: Updateable<ExceptionTables['exception']>,
): Promise<void> {
  await trx.updateTable('exception').set(columns).where('exception_id', '=', exceptionId).execute();
}

/** Exceptions that are in force, the next to end first. */
export async function readRunning(db: Connection): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('exception')
    .select('exception_id')
    .where('state', '=', 'in-force')
    .orderBy('ends_at')
    .orderBy('exception_id')
    .execute();
  return rows.map(({ exception_id }) => exception_id);
}

/** Those in force that name one of these devices, with how many devices they still set aside in all. */
export async function readRunningOn(
  db: Connection,
  deviceIds: readonly string[],
): Promise<readonly { readonly exceptionId: string; readonly devices: number }[]> {
  if (deviceIds.length === 0) return [];
  const { rows } = await sql<{ exceptionId: string; devices: number }>`
    SELECT x.exception_id AS "exceptionId", (SELECT count(*)::integer FROM exception_device o
      WHERE o.exception_id = x.exception_id AND o.settled_at IS NULL) AS devices
    FROM exception x WHERE x.state = 'in-force' AND EXISTS (SELECT FROM exception_device d
      WHERE d.exception_id = x.exception_id AND d.device_id = ANY (${deviceIds}::uuid[]) AND d.settled_at IS NULL)
    ORDER BY x.exception_id`.execute(db);
  return rows;
}

/** Names of exceptions that wait or are in force and are about the same fix or product on one of these devices. */
export async function readOverlapping(
  db: Connection,
  target: ExceptionTarget,
  deviceIds: readonly string[],
): Promise<readonly string[]> {
  const same =
    target.kind === 'fix'
      ? sql`(f.key = ${target.fix} OR x.product = (SELECT o.product FROM fix o WHERE o.key = ${target.fix}))`
      : sql`(x.product = ${target.product} OR f.product = ${target.product})`;
  const { rows } = await sql<{ number: number }>`
    SELECT x.number FROM exception x LEFT JOIN fix f USING (fix_id)
    WHERE x.state IN ('asked', 'in-force') AND ${same} AND EXISTS (SELECT FROM exception_device d
      WHERE d.exception_id = x.exception_id AND d.device_id = ANY (${deviceIds}::uuid[]) AND d.settled_at IS NULL)
    ORDER BY x.number`.execute(db);
  return rows.map(({ number }) => exceptionName(number));
}

/** What an exception is about. */
export async function readTarget(db: Connection, record: ExceptionRecord): Promise<ExceptionTarget> {
  if (record.product !== null) return { kind: 'product', product: record.product };
  const { rows } = await sql<{ key: string }>`SELECT key FROM fix WHERE fix_id = ${record.fix_id}`.execute(db);
  return { kind: 'fix', fix: rows[0]?.key ?? '' };
}

import { RISK_CAME_BACK } from '@baton/domain/exceptions/asked-anew.ts';
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
  const { rows } = await sql<{ number: number }>`
    SELECT x.number FROM exception x LEFT JOIN fix f USING (fix_id)
    WHERE x.state IN ('asked', 'in-force') AND ${isAbout(target)} AND ${setsAsideOneOf(deviceIds)}
    ORDER BY x.number`.execute(db);
  return rows.map(({ number }) => exceptionName(number));
}

/** An exception that ended, with how often its risk had been put off by then. */
export interface EndedException {
  readonly exceptionId: string;
  /** "EX-12" */
  readonly name: string;
  readonly endedAt: string;
  readonly renewals: number;
}

/** Those about the same fix or product that ended within a time, half open, while they set one of these devices aside. */
export async function readEndedOn(
  db: Connection,
  target: ExceptionTarget,
  deviceIds: readonly string[],
  within: { readonly from: string; readonly to: string },
): Promise<readonly EndedException[]> {
  const { rows } = await sql<Omit<EndedException, 'name'> & { number: number }>`
    SELECT x.exception_id AS "exceptionId", x.number, x.ended_at AS "endedAt", x.renewals
    FROM exception x LEFT JOIN fix f USING (fix_id)
    WHERE x.state = ANY (${[...RISK_CAME_BACK]}::text[]) AND x.ended_at >= ${within.from} AND x.ended_at < ${within.to}
      AND ${isAbout(target)} AND ${setsAsideOneOf(deviceIds)}
    ORDER BY x.ended_at DESC, x.number DESC`.execute(db);
  return rows.map(({ number, ...row }) => ({ ...row, name: exceptionName(number) }));
}

/** Over `x` the exception and `f` its fix: a product is about each of its fixes. */
function isAbout(target: ExceptionTarget) {
  return target.kind === 'fix'
    ? sql`(f.key = ${target.fix} OR x.product = (SELECT o.product FROM fix o WHERE o.key = ${target.fix}))`
    : sql`(x.product = ${target.product} OR f.product = ${target.product})`;
}

function setsAsideOneOf(deviceIds: readonly string[]) {
  return sql`EXISTS (SELECT FROM exception_device d
    WHERE d.exception_id = x.exception_id AND d.device_id = ANY (${deviceIds}::uuid[]) AND d.settled_at IS NULL)`;
}

/** What an exception is about. */
export async function readTarget(db: Connection, record: ExceptionRecord): Promise<ExceptionTarget> {
  if (record.product !== null) return { kind: 'product', product: record.product };
  const { rows } = await sql<{ key: string }>`SELECT key FROM fix WHERE fix_id = ${record.fix_id}`.execute(db);
  return { kind: 'fix', fix: rows[0]?.key ?? '' };
}

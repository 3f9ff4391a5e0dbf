import { type Insertable, type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { ExceptionTables } from '../tables/exceptions.ts';

type Connection = Database | DatabaseTransaction;
export type RoundRecord = Selectable<ExceptionTables['exception_round']>;
export type SignatureRecord = Selectable<ExceptionTables['exception_signature']>;
export type NewRound = Omit<
  Insertable<ExceptionTables['exception_round']>,
  'in_force_from' | 'closed_at' | 'closed_as' | 'closed_by_name' | 'closed_because'
>;

export async function insertRound(trx: DatabaseTransaction, row: NewRound): Promise<void> {
  await trx.insertInto('exception_round').values(row).execute();
}

/** Every round of some exceptions, newest first. */
export async function readRounds(db: Connection, exceptionIds: readonly string[]): Promise<readonly RoundRecord[]> {
  return db
    .selectFrom('exception_round')
    .selectAll()
    .where('exception_id', '=', sql<string>`ANY (${exceptionIds}::uuid[])`)
    .orderBy('exception_id')
    .orderBy('round', 'desc')
    .execute();
}

/** Every signature of some exceptions, in the order in which they were given. */
export async function readSignatures(
  db: Connection,
  exceptionIds: readonly string[],
): Promise<readonly SignatureRecord[]> {
  return db
    .selectFrom('exception_signature')
    .selectAll()
    .where('exception_id', '=', sql<string>`ANY (${exceptionIds}::uuid[])`)
    .orderBy('exception_id')
    .orderBy('round')
    .orderBy('signed_at')
    .execute();
}

export async function insertSignature(
  trx: DatabaseTransaction,
  row: Insertable<ExceptionTables['exception_signature']>,
): Promise<void> {
  await trx.insertInto('exception_signature').values(row).execute();
}

export async function bringIntoForce(
  trx: DatabaseTransaction,
  { exceptionId, round }: { readonly exceptionId: string; readonly round: number },
  at: string,
): Promise<void> {
  await trx
    .updateTable('exception_round')
    .set({ in_force_from: at })
    .where('exception_id', '=', exceptionId)
    .where('round', '=', round)
    .execute();
}

/** Ends the round that waits for signatures, where one does. @returns whether one did */
export async function closeWaiting(
  trx: DatabaseTransaction,
  exceptionId: string,
  closed: {
    readonly closed_at: string;
    readonly closed_as: NonNullable<RoundRecord['closed_as']>;
    readonly closed_by_name: string;
    readonly closed_because: string;
  },
): Promise<boolean> {
  const result = await trx
    .updateTable('exception_round')
    .set(closed)
    .where('exception_id', '=', exceptionId)
    .where('in_force_from', 'is', null)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

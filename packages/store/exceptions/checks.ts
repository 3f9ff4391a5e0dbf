import type { ControlResult } from '@baton/domain/exceptions/check-control.ts';
import { type Insertable, type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { ExceptionTables } from '../tables/exceptions.ts';

type Connection = Database | DatabaseTransaction;
export type CheckRecord = Selectable<ExceptionTables['exception_check']>;
export type AttestationRecord = Selectable<ExceptionTables['exception_attestation']>;

export interface CheckedControl extends ControlResult {
  readonly exceptionId: string;
  readonly round: number;
  /** From 1. */
  readonly control: number;
}

/** Notes a check. One that says the same as the one before only moves its newest time: a year of daily checks is a row. */
export async function noteCheck(trx: DatabaseTransaction, check: CheckedControl, at: string): Promise<void> {
  const { exceptionId, round, control, holds, devices, holding, failing } = check;
  const result = await sql`
    UPDATE exception_check c SET last_at = ${at}::timestamptz, checks = checks + 1
    WHERE c.exception_id = ${exceptionId}::uuid AND c.control = ${control} AND c.round = ${round}
      AND c.checked_at = (SELECT max(checked_at) FROM exception_check n
        WHERE n.exception_id = c.exception_id AND n.control = c.control)
      AND c.holds = ${holds} AND c.devices = ${devices} AND c.holding = ${holding} AND c.failing = ${failing}::text[]
      AND c.last_at <= ${at}::timestamptz`.execute(trx);
  if ((result.numAffectedRows ?? 0n) > 0n) return;
  await sql`
    INSERT INTO exception_check (exception_id, control, round, checked_at, last_at, holds, devices, holding, failing)
    VALUES (${exceptionId}::uuid, ${control}, ${round}, ${at}::timestamptz, ${at}::timestamptz, ${holds}, ${devices},
      ${holding}, ${failing}::text[])
    ON CONFLICT (exception_id, control, checked_at) DO UPDATE SET holds = EXCLUDED.holds, devices = EXCLUDED.devices,
      holding = EXCLUDED.holding, failing = EXCLUDED.failing, round = EXCLUDED.round`.execute(trx);
}

/** Checks of exceptions' controls, newest first. */
export function readChecks(db: Connection, exceptionIds: readonly string[]): Promise<readonly CheckRecord[]> {
  return db
    .selectFrom('exception_check')
    .selectAll()
    .where('exception_id', '=', sql<string>`ANY (${exceptionIds}::uuid[])`)
    .orderBy('exception_id')
    .orderBy('control')
    .orderBy('checked_at', 'desc')
    .execute();
}

export async function insertAttestation(
  trx: DatabaseTransaction,
  row: Insertable<ExceptionTables['exception_attestation']>,
): Promise<void> {
  await trx.insertInto('exception_attestation').values(row).execute();
}

/** The owner's words on an exception's controls, newest first. */
export function readAttestations(db: Connection, exceptionId: string): Promise<readonly AttestationRecord[]> {
  return db
    .selectFrom('exception_attestation')
    .selectAll()
    .where('exception_id', '=', exceptionId)
    .orderBy('attested_at', 'desc')
    .execute();
}

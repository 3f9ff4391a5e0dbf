import { type ExceptionTarget, exceptionName, type HeldException } from '@baton/domain/exceptions/held-exception.ts';
import type { Verdict } from '@baton/domain/reconciliation/verdict.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { isOneOf } from '../connection/planned-once.ts';

type Connection = Database | DatabaseTransaction;

/** The fix `f` is what an exception is about. */
function isOfTarget(target: ExceptionTarget): RawBuilder<boolean> {
  return target.kind === 'fix' ? sql`f.key = ${target.fix}` : sql`f.product = ${target.product}`;
}

/** Exceptions in force on some devices, as judging reads them. */
export async function readHeldExceptions(
  db: Connection,
  deviceIds: readonly string[],
): Promise<readonly (HeldException & { readonly deviceId: string })[]> {
  const { rows } = await sql<{
    device_id: string;
    exception_id: string;
    number: number;
    fix: string | null;
    product: string | null;
    starts_at: string;
    ends_at: string;
  }>`
    SELECT d.device_id, x.exception_id, x.number, f.key AS fix, x.product, x.starts_at, x.ends_at
    FROM exception_device d JOIN exception x USING (exception_id) LEFT JOIN fix f USING (fix_id)
    WHERE d.device_id ${isOneOf(deviceIds)} AND d.settled_at IS NULL AND x.state = 'in-force'
    ORDER BY x.number`.execute(db);
  return rows.map((row) => ({
    deviceId: row.device_id,
    exceptionId: row.exception_id,
    name: exceptionName(row.number),
    target: row.fix === null ? { kind: 'product', product: row.product ?? '' } : { kind: 'fix', fix: row.fix },
    from: Date.parse(row.starts_at),
    until: Date.parse(row.ends_at),
  }));
}

export async function insertExceptionDevices(
  trx: DatabaseTransaction,
  exceptionId: string,
  deviceIds: readonly string[],
): Promise<void> {
  await sql`
    INSERT INTO exception_device (exception_id, device_id)
    SELECT ${exceptionId}::uuid, u FROM unnest(${deviceIds}::uuid[]) AS u ORDER BY u`.execute(trx);
}

/** Devices of an exception that it still sets aside. */
export async function readOpenDevices(db: Connection, exceptionId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ device_id: string }>`
    SELECT device_id FROM exception_device WHERE exception_id = ${exceptionId}::uuid AND settled_at IS NULL
    ORDER BY device_id`.execute(db);
  return rows.map(({ device_id }) => device_id);
}

/** One device with its cells of an exception's fix or product. */
export interface CoveredDevice {
  readonly deviceId: string;
  readonly device: string;
  /** Cells that are not proven, with what they are kept as; by fix. */
  readonly cells: readonly { readonly fix: string; readonly verdict: Verdict }[];
  readonly proven: number;
  readonly judged: boolean;
}

/** What some devices have of a fix or product now. */
export async function readCovered(
  db: Connection,
  target: ExceptionTarget,
  deviceIds: readonly string[],
): Promise<readonly CoveredDevice[]> {
  const { rows } = await sql<CoveredDevice>`
    WITH targets AS MATERIALIZED (SELECT f.fix_id, f.key FROM fix f WHERE ${isOfTarget(target)})
    SELECT d.device_id AS "deviceId", d.name AS device, c.first_judged_at IS NOT NULL AS judged,
      coalesce((SELECT json_agg(json_build_object('fix', t.key, 'verdict', s.verdict) ORDER BY t.key)
        FROM targets t JOIN cell USING (fix_id) JOIN cell_state s USING (state_id)
        WHERE cell.device_id = d.device_id), '[]') AS cells,
      (SELECT count(*)::integer FROM targets t WHERE t.fix_id = ANY (c.proven)) AS proven
    FROM device d LEFT JOIN device_cells c USING (device_id)
    WHERE d.device_id = ANY (${deviceIds}::uuid[]) ORDER BY d.name, d.device_id`.execute(db);
  return rows;
}

/** Lets devices go: from now on the exception sets nothing aside there. */
export async function settleDevices(
  trx: DatabaseTransaction,
  exceptionId: string,
  settled: readonly { readonly deviceId: string; readonly as: 'proven' | 'not-required' }[],
  at: string,
): Promise<void> {
  if (settled.length === 0) return;
  await sql`
    UPDATE exception_device d SET settled_at = ${at}::timestamptz, settled_as = u.settled_as
    FROM unnest(${settled.map(({ deviceId }) => deviceId)}::uuid[], ${settled.map(({ as }) => as)}::text[])
      AS u (device_id, settled_as)
    WHERE d.exception_id = ${exceptionId}::uuid AND d.device_id = u.device_id AND d.settled_at IS NULL`.execute(trx);
}

export interface ExceptedDevice {
  readonly deviceId: string;
  readonly device: string;
  readonly settledAt: string | null;
  readonly settledAs: 'proven' | 'not-required' | null;
  readonly cells: readonly { readonly fix: string; readonly verdict: Verdict }[];
  readonly proven: number;
}

/** A page of an exception's devices with their cells, open ones first. */
export async function readExceptedDevices(
  db: Connection,
  exceptionId: string,
  target: ExceptionTarget,
  page: { readonly limit: number; readonly offset: number },
): Promise<readonly ExceptedDevice[]> {
  const { rows } = await sql<{ deviceId: string; settledAt: string | null; settledAs: ExceptedDevice['settledAs'] }>`
    SELECT e.device_id AS "deviceId", e.settled_at AS "settledAt", e.settled_as AS "settledAs"
    FROM exception_device e JOIN device d USING (device_id)
    WHERE e.exception_id = ${exceptionId}::uuid
    ORDER BY (e.settled_at IS NOT NULL), d.name, e.device_id LIMIT ${page.limit} OFFSET ${page.offset}`.execute(db);
  const covered = await readCovered(
    db,
    target,
    rows.map(({ deviceId }) => deviceId),
  );
  const byId = new Map(covered.map((one) => [one.deviceId, one]));
  return rows.map(({ deviceId, settledAt, settledAs }) => {
    const { device = deviceId, cells = [], proven = 0 } = byId.get(deviceId) ?? {};
    return { deviceId, device, settledAt, settledAs, cells, proven };
  });
}

/** The product that is meant by its own name, by the name of a package or application, or by one of its fixes. */
export async function findProduct(db: Connection, said: string): Promise<string | null> {
  const { rows } = await sql<{ product: string }>`
    SELECT product FROM fix WHERE product = ${said} OR key = ${said} OR lower(name) = lower(${said})
    ORDER BY (product = ${said}) DESC, (key = ${said}) DESC, product LIMIT 1`.execute(db);
  return rows[0]?.product ?? null;
}

/** The ids of all fixes that an exception is about; of a product also those that no device needs now. */
export async function readTargetFixes(db: Connection, target: ExceptionTarget): Promise<readonly string[]> {
  const { rows } = await sql<{
    key: string;
  }>`SELECT f.key FROM fix f WHERE ${isOfTarget(target)} ORDER BY f.key`.execute(db);
  return rows.map(({ key }) => key);
}

import type { ReportScope } from '@baton/domain/evidence/report.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import { type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { EvidenceTables, Failure, ToldWithDelivery } from '../tables/evidence.ts';
import { packIds } from './pack-evidence.ts';

export type DeliveryRecord = Selectable<EvidenceTables['report']>;

export interface NewDelivery {
  readonly reportId: string;
  readonly team: Team;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly deliveryKey: string;
  readonly format: string | null;
  readonly told: ToldWithDelivery;
  readonly importedBy: {
    readonly kind: 'person' | 'key' | 'device' | 'system';
    readonly id: string | null;
    readonly name: string;
  };
}

/** Keeps a new delivery; false where the same one is known already. Two that arrive together are one. */
export async function insertDelivery(trx: DatabaseTransaction, delivery: NewDelivery): Promise<boolean> {
  const kept = await trx
    .insertInto('report')
    .values({
      report_id: delivery.reportId,
      team: delivery.team,
      file_name: delivery.fileName,
      bytes: delivery.bytes,
      sha256: delivery.sha256,
      delivery_key: delivery.deliveryKey,
      format: delivery.format,
      told: JSON.stringify(delivery.told),
      state: 'waiting',
      error: null,
      scope: null,
      imported_by_kind: delivery.importedBy.kind,
      imported_by_id: delivery.importedBy.id,
      imported_by_name: delivery.importedBy.name,
    })
    .onConflict((conflict) =>
      conflict.column('delivery_key').where(sql<boolean>`state IN ('waiting', 'running', 'done')`).doNothing(),
    )
    .returning('report_id')
    .executeTakeFirst();
  return kept !== undefined;
}

/** The delivery that counts under a key: not one that failed or was cancelled. */
export function findDeliveryByKey(db: Database | DatabaseTransaction, deliveryKey: string) {
  return db
    .selectFrom('report')
    .selectAll()
    .where('delivery_key', '=', deliveryKey)
    .where('state', 'in', ['waiting', 'running', 'done'])
    .executeTakeFirst();
}

export function findDelivery(db: Database | DatabaseTransaction, reportId: string) {
  return db.selectFrom('report').selectAll().where('report_id', '=', reportId).executeTakeFirst();
}

/** Marks a delivery as being read; undefined where it has ended. */
export function beginDelivery(db: Database, reportId: string) {
  return db
    .updateTable('report')
    .set({ state: 'running' })
    .where('report_id', '=', reportId)
    .where('ended_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

/** What was read of a delivery. */
export interface ReadDelivery {
  readonly sourceId: string;
  readonly format: string;
  readonly devices: number;
  readonly newDevices: number;
  readonly claims: number;
  readonly problems: number;
  readonly authenticated: number;
  readonly notAuthenticated: number;
  readonly lookedFrom: string | null;
  readonly lookedTo: string | null;
  readonly scope: ReportScope | null;
}

export async function completeDelivery(trx: DatabaseTransaction, reportId: string, read: ReadDelivery): Promise<void> {
  const { checks, ...scope } = read.scope ?? { checks: { kind: 'unknown' as const } };
  await trx
    .updateTable('report')
    .set({
      state: 'done',
      ended_at: sql`now()`,
      source_id: read.sourceId,
      format: read.format,
      devices: read.devices,
      new_devices: read.newDevices,
      claims: read.claims,
      problems: read.problems,
      authenticated: read.authenticated,
      not_authenticated: read.notAuthenticated,
      looked_from: read.lookedFrom,
      looked_to: read.lookedTo,
      scope: read.scope === null ? null : JSON.stringify({ ...scope, checks: checks.kind }),
      checks: checks.kind === 'ids' ? packIds(checks.ids) : null,
    })
    .where('report_id', '=', reportId)
    .execute();
}

/** Ends a delivery of which nothing was kept; one that has ended stays as it is. */
export async function abandonDelivery(
  db: Database | DatabaseTransaction,
  reportId: string,
  end: { readonly state: 'cancelled' } | { readonly state: 'failed'; readonly error: Failure },
): Promise<void> {
  await db
    .updateTable('report')
    .set({
      state: end.state,
      ended_at: sql`now()`,
      error: end.state === 'failed' ? JSON.stringify(end.error) : null,
    })
    .where('report_id', '=', reportId)
    .where('ended_at', 'is', null)
    .execute();
}

export interface KeptProblem {
  readonly line: number | null;
  readonly where: string | null;
  readonly what: string;
}

export async function insertProblems(
  trx: DatabaseTransaction,
  reportId: string,
  firstOrdinal: number,
  problems: readonly KeptProblem[],
): Promise<void> {
  if (problems.length === 0) return;
  await sql`
    INSERT INTO import_problem (report_id, ordinal, line, place, what)
    SELECT ${reportId}::uuid, ${firstOrdinal}::integer + ordinality - 1, line, place, what
    FROM unnest(
      ${problems.map(({ line }) => line)}::bigint[], ${problems.map(({ where }) => where)}::text[], ${problems.map(({ what }) => what)}::text[]
    ) WITH ORDINALITY AS u (line, place, what, ordinality)`.execute(trx);
}

/** Whether another delivery still counts on a spooled file. */
export async function isFileInUse(db: Database | DatabaseTransaction, sha256: string): Promise<boolean> {
  const row = await db
    .selectFrom('report')
    .select('report_id')
    .where('sha256', '=', sha256)
    .where('state', 'in', ['waiting', 'running', 'done'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

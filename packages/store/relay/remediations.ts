import type { ClosedAs, Place } from '@baton/domain/relay/leg.ts';
import { type Insertable, type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { RemediationTable } from '../tables/relay.ts';

export type RemediationRecord = Selectable<RemediationTable>;
export type NewRemediation = Insertable<RemediationTable>;

/** Reads remediations by id or by fix, of a fix the one first that was not split off; those that are not there are left out. */
export async function readRemediations(
  db: Database | DatabaseTransaction,
  by: { readonly remediationIds: readonly string[] } | { readonly fixIds: readonly string[] },
): Promise<readonly RemediationRecord[]> {
  return selectBy(db, by).orderBy('fix_id').orderBy('is_split').execute();
}

/**
 * The same, held until the transaction ends, in the order of their fixes so that two that hold several do not wait for one
 * another for ever.
 */
export async function holdRemediations(
  trx: DatabaseTransaction,
  by: { readonly remediationIds: readonly string[] } | { readonly fixIds: readonly string[] },
): Promise<readonly RemediationRecord[]> {
  return selectBy(trx, by).orderBy('fix_id').orderBy('remediation_id').forUpdate().execute();
}

function selectBy(
  db: Database | DatabaseTransaction,
  by: { readonly remediationIds: readonly string[] } | { readonly fixIds: readonly string[] },
) {
  const rows = db.selectFrom('remediation').selectAll();
  return 'fixIds' in by
    ? rows.where('fix_id', '=', sql<string>`ANY(${by.fixIds}::text[])`)
    : rows.where('remediation_id', '=', sql<string>`ANY(${by.remediationIds}::uuid[])`);
}

/** Adds remediations. A fix that has one already keeps it. @returns the fixes that got one now */
export async function insertRemediations(
  trx: DatabaseTransaction,
  rows: readonly NewRemediation[],
): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const inserted = await trx
    .insertInto('remediation')
    .values([...rows])
    .onConflict((conflict) => conflict.column('fix_id').where('is_split', '=', false).doNothing())
    .returning('fix_id')
    .execute();
  return new Set(inserted.map((row) => row.fix_id));
}

/** Where the baton is after an act. */
export interface BatonPosition {
  readonly version: number;
  readonly place: Place;
  readonly closed_as: ClosedAs | null;
  readonly in_place_since: string;
  readonly held_since: string;
  readonly closed_at: string | null;
  readonly reopened: number;
  readonly carrier_id: string | null;
  readonly carrier_name: string | null;
  readonly emergency_at: string | null;
  readonly approve_by: string | null;
}

/** What is known of cells and fix, and the clock that follows. */
export type RemediationFacts = Pick<
  RemediationRecord,
  | 'title'
  | 'fixed_at'
  | 'cves'
  | 'kev'
  | 'severity'
  | 'severity_by'
  | 'published'
  | 'replaces'
  | 'proven'
  | 'open'
  | 'disputed'
  | 'unproven'
  | 'excepted'
  | 'installed'
  | 'it_counted'
  | 'scanned'
  | 'not_reported'
>;

export type RemediationClock = Pick<
  RemediationRecord,
  | 'policy_id'
  | 'policy_version'
  | 'tier_id'
  | 'tier_because'
  | 'clock_aim'
  | 'clock_event'
  | 'clock_started_at'
  | 'due_at'
  | 'latest_at'
>;

/** Ids of remediations that are not closed, in the order in which several are held: after one, a page at a time. */
export async function readOpenIds(
  db: Database | DatabaseTransaction,
  after: string,
  limit: number,
): Promise<readonly { readonly remediationId: string; readonly fixId: string }[]> {
  return db
    .selectFrom('remediation')
    .select(['remediation_id as remediationId', 'fix_id as fixId'])
    .where('place', '<>', 'closed')
    .where('fix_id', '>', after)
    .orderBy('fix_id')
    .limit(limit)
    .execute();
}

/** Facts of a fix that a clock rests on, as the row shows them. */
export type ClockFacts = Pick<RemediationRecord, 'cves' | 'kev' | 'severity' | 'severity_by' | 'published'>;

export type ClockUpdate = RemediationClock & ClockFacts & { readonly remediation_id: string };

/** What may change of a remediation once it is open. */
export type RemediationChange = { readonly remediation_id: string } & Partial<
  BatonPosition & RemediationFacts & RemediationClock & Pick<RemediationRecord, 'is_split'>
>;

/** Writes what has changed of many remediations, a statement for all that change the same: one by one 50,000 would take a minute. */
export async function updateRemediations(
  trx: DatabaseTransaction,
  changes: readonly RemediationChange[],
): Promise<void> {
  for (const alike of Map.groupBy(changes, (change) => Object.keys(change).sort().join(' ')).values())
    await updateAlike(trx, alike);
}

async function updateAlike(trx: DatabaseTransaction, changes: readonly RemediationChange[]): Promise<void> {
  const columns = Object.keys(changes[0] ?? {}).filter((column) => column !== 'remediation_id');
  if (columns.length === 0) return;
  await sql`
    UPDATE remediation r
    SET ${sql.join(columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`u.${column}`)}`))}
    FROM jsonb_populate_recordset(NULL::remediation, ${JSON.stringify(changes)}::jsonb) u
    WHERE r.remediation_id = u.remediation_id`.execute(trx);
}

import type { Pause } from '@baton/domain/service-levels/pause.ts';
import { type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { ServiceLevelTables } from '../tables/service-levels.ts';

export type PauseRecord = Selectable<ServiceLevelTables['clock_pause']>;

/**
 * Pauses that both teams signed, by remediation: as far as they reach, whether they run, are over or were ended early. One that
 * was split off has those of its origin from before.
 */
export async function readSignedPauses(
  db: Database | DatabaseTransaction,
  remediationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Pause[]>> {
  const { rows } = await sql<Pause & { readonly of: string }>`
    WITH RECURSIVE line AS (
      SELECT remediation_id AS of, remediation_id, 'infinity'::timestamptz AS before
      FROM remediation WHERE remediation_id = ANY (${remediationIds}::uuid[])
      UNION ALL
      SELECT l.of, m.split_from, least(l.before, m.split_at)
      FROM line l JOIN remediation m USING (remediation_id) WHERE m.split_from IS NOT NULL)
    SELECT l.of, p.starts_at AS "from", coalesce(p.ended_at, p.ends_at) AS until, p.reason
    FROM line l JOIN clock_pause p USING (remediation_id)
    WHERE p.starts_at IS NOT NULL AND p.starts_at < l.before
    ORDER BY p.starts_at`.execute(db);
  const pauses = new Map<string, Pause[]>();
  for (const { of, ...pause } of rows) {
    const list = pauses.get(of) ?? [];
    list.push(pause);
    pauses.set(of, list);
  }
  return pauses;
}

export async function insertPause(
  trx: DatabaseTransaction,
  pause: Omit<PauseRecord, 'starts_at' | 'ended_at' | 'ended_by'>,
): Promise<void> {
  await trx.insertInto('clock_pause').values(pause).execute();
}

/** Reads a pause; in a transaction held to its end. */
export async function findPause(db: Database | DatabaseTransaction, pauseId: string): Promise<PauseRecord | undefined> {
  const query = db.selectFrom('clock_pause').selectAll().where('pause_id', '=', pauseId);
  return (db.isTransaction ? query.forUpdate() : query).executeTakeFirst();
}

/** Pauses, newest first: of one remediation, or all that wait, run or come. */
export async function readPauses(
  db: Database,
  { remediationId, now }: { readonly remediationId?: string | undefined; readonly now: string },
): Promise<readonly (PauseRecord & { readonly fix_id: string })[]> {
  let query = db
    .selectFrom('clock_pause')
    .innerJoin('remediation', 'remediation.remediation_id', 'clock_pause.remediation_id')
    .selectAll('clock_pause')
    .select('remediation.fix_id');
  query =
    remediationId === undefined
      ? query.where('ended_at', 'is', null).where('ends_at', '>', now)
      : query.where('clock_pause.remediation_id', '=', remediationId);
  return query.orderBy('asked_at', 'desc').limit(500).execute();
}

export async function beginPause(trx: DatabaseTransaction, pauseId: string, startsAt: string): Promise<void> {
  await trx.updateTable('clock_pause').set({ starts_at: startsAt }).where('pause_id', '=', pauseId).execute();
}

export async function endPause(
  trx: DatabaseTransaction,
  pauseId: string,
  { endedAt, endedBy }: { readonly endedAt: string; readonly endedBy: string },
): Promise<void> {
  await trx
    .updateTable('clock_pause')
    .set({ ended_at: endedAt, ended_by: endedBy })
    .where('pause_id', '=', pauseId)
    .execute();
}

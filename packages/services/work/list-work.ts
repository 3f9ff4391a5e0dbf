import type { WorkRow } from '@baton/contract/work.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { findWork, readWork, requestCancel, type WorkRecord } from '@baton/store/work/work.ts';
import type { TeamActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';

export async function listWork(
  db: Database,
  query: {
    readonly open?: 'true' | 'false' | undefined;
    readonly kind?: string | undefined;
    readonly page: number;
    readonly pageSize: number;
  },
): Promise<{ readonly rows: WorkRow[]; readonly total: number }> {
  const open = query.open === undefined ? undefined : query.open === 'true';
  const page = { limit: query.pageSize, offset: (query.page - 1) * query.pageSize };
  const { records, total } = await readWork(db, { open, kind: query.kind }, page);
  return { rows: records.map(rowOf), total };
}

export async function getWork(db: Database, workId: string): Promise<WorkRow> {
  const record = await findWork(db, workId);
  if (record === undefined) throw new ServiceError('not-found', 'There is no such work.', { where: 'params.workId' });
  return rowOf(record);
}

/** Asks work to stop. Asked twice it is asked once; what has ended cannot be stopped. */
export async function cancelWork(db: Database, actor: TeamActor, workId: string): Promise<WorkRow> {
  requirePermission(actor, 'work.cancel');
  await db.transaction().execute(async (trx) => {
    const record = await findWork(trx, workId);
    if (record === undefined) throw new ServiceError('not-found', 'There is no such work.', { where: 'params.workId' });
    // What nobody's team began, Baton's own work, either may stop.
    requirePermission(actor, 'work.cancel', record.team ?? undefined);
    if (record.ended_at !== null) throw new ServiceError('work-ended', `This has ended already (${record.state}).`);
    await requestCancel(trx, workId);
    await appendLog(trx, {
      actor,
      action: 'work.cancelled',
      subject: { kind: 'work', id: workId, name: record.title },
    });
    await publishEvent(trx, { topic: 'work', id: workId });
  });
  return getWork(db, workId);
}

function rowOf(record: WorkRecord): WorkRow {
  return {
    workId: record.work_id,
    kind: record.kind,
    title: record.title,
    subjectId: record.subject_id,
    state: record.state,
    step: record.step,
    progress: { done: record.done_units, total: record.total_units },
    error: record.error,
    cancelRequested: record.cancel_requested_at !== null,
    team: record.team,
    startedBy: record.started_by,
    createdAt: record.created_at,
    startedAt: record.started_at,
    endedAt: record.ended_at,
  };
}

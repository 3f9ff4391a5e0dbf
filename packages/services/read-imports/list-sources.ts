import type { Database } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { readSourcesWithDevices } from '@baton/store/evidence/board.ts';
import { findSourceById, readDevicesOfSource, updateSource as write } from '@baton/store/evidence/sources.ts';
import type { TeamActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { queueChunks } from '../reconcile-devices/queue-chunks.ts';
import { ServiceError } from '../service-error.ts';

/** Sources with the age of their last word. */
export async function listSources(db: Database) {
  const rows = (await readSourcesWithDevices(db)).map((row) => ({
    sourceId: row.source_id,
    name: row.name,
    team: row.team,
    kind: row.kind,
    staleAfterHours: row.stale_after_hours,
    lastReportAt: row.last_report_at,
    devices: row.devices,
  }));
  return { rows, total: rows.length };
}

export interface SourceChange {
  readonly name?: string | undefined;
  readonly staleAfterHours?: number | undefined;
}

/** Changes a source. Another age of staleness judges its devices again. */
export async function updateSource(db: Database, actor: TeamActor, sourceId: string, change: SourceChange) {
  const known = await findSourceById(db, sourceId);
  if (known === undefined)
    throw new ServiceError('not-found', 'There is no such source.', { where: 'params.sourceId' });
  requirePermission(actor, 'source.change', known.team);
  await db.transaction().execute(async (trx) => {
    const renamed = await write(trx, sourceId, change);
    if (!renamed)
      throw new ServiceError('conflict', `Your team has a source named ${change.name ?? ''} already.`, {
        where: 'body.name',
      });
    await appendLog(trx, {
      actor,
      action: 'source.changed',
      subject: { kind: 'source', id: sourceId, name: known.name },
      details: { name: change.name ?? null, staleAfterHours: change.staleAfterHours ?? null },
    });
    if (change.staleAfterHours !== undefined && change.staleAfterHours !== known.stale_after_hours) {
      await queueChunks(trx, await readDevicesOfSource(trx, sourceId), { reason: 'setting', priority: 5 });
    }
    await publishEvent(trx, { topic: 'source', id: sourceId });
  });
  const [row] = (await listSources(db)).rows.filter((source) => source.sourceId === sourceId);
  if (row === undefined) throw new ServiceError('not-found', 'There is no such source.', { where: 'params.sourceId' });
  return row;
}

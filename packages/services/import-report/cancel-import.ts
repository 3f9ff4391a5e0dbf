import type { Database } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { abandonDelivery, findDelivery } from '@baton/store/evidence/deliveries.ts';
import { requestCancel } from '@baton/store/work/work.ts';
import type { TeamActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';

/** Stops an import that waits or runs; nothing of it stays. What has ended cannot be stopped. */
export async function cancelImport(db: Database, actor: TeamActor, importId: string): Promise<void> {
  const record = await findDelivery(db, importId);
  if (record === undefined)
    throw new ServiceError('not-found', 'There is no such import.', { where: 'params.importId' });
  requirePermission(actor, 'evidence.deliver', record.team);
  if (record.ended_at !== null)
    throw new ServiceError('work-ended', `This import has ended already (${record.state}).`);
  await db.transaction().execute(async (trx) => {
    const work = await trx
      .selectFrom('work')
      .select(['work_id', 'state', 'team'])
      .where('kind', '=', 'import')
      .where('subject_id', '=', importId)
      .forUpdate()
      .executeTakeFirst();
    // The other team's evidence is not stopped on its way in, unless one's own team brought it.
    if (record.team !== actor.team && work?.team !== actor.team) requirePermission(actor, 'work.cancel', record.team);
    if (work !== undefined) await requestCancel(trx, work.work_id);
    if (work === undefined || work.state === 'waiting') await abandonDelivery(trx, importId, { state: 'cancelled' });
    await appendLog(trx, {
      actor,
      action: 'report.cancelled',
      subject: { kind: 'import', id: importId, name: record.file_name },
    });
    await publishEvent(trx, { topic: 'import', id: importId });
  });
}

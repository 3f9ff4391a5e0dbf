import type { Database } from '@baton/store/connection/connect-database.ts';
import { queueAgain } from '@baton/store/connections/deliveries.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import type { TeamActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';

/** Sends deliveries once more, by hand: those named, or all that a connection has given up. @returns how many */
export async function replayDeliveries(
  db: Database,
  actor: TeamActor,
  which: { readonly deliveryIds: readonly string[] } | { readonly failedOf: string },
  now: string,
): Promise<number> {
  requirePermission(actor, 'connection.replay');
  return db.transaction().execute(async (trx) => {
    const queued = await queueAgain(trx, which, now);
    if (queued.length === 0) return 0;
    await appendLog(trx, {
      actor,
      action: 'delivery.sent-again',
      subject: { kind: 'delivery', id: queued[0]?.deliveryId ?? null, name: queued[0]?.event ?? 'a delivery' },
      details: { deliveries: queued.length },
    });
    await enqueueJob(trx, 'send-deliveries', {});
    await publishEvent(trx, { topic: 'connection' });
    return queued.length;
  });
}

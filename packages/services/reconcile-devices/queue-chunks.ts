import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { insertChunks } from '@baton/store/evidence/chunks.ts';
import type { JudgingReason } from '@baton/store/evidence/device-moves.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';

/** Devices that one transaction judges: enough that a statement is worth its way, few enough that a crash loses seconds. */
export const CHUNK_DEVICES = 500;

/** Why devices are judged: a delivery, or what else. */
type QueueOptions = { readonly priority?: number } & (
  | { readonly importId: string; readonly reason?: undefined }
  | { readonly reason: Exclude<JudgingReason['kind'], 'report'>; readonly importId?: undefined }
);

/** Queues devices to be judged, chunk by chunk, so that several workers share them; in the transaction of what changed them. */
export async function queueChunks(
  trx: DatabaseTransaction,
  deviceIds: readonly string[],
  { importId, reason, priority }: QueueOptions,
): Promise<number> {
  // In one order everywhere, so that chunks that share devices wait for each other and never in a circle.
  const ordered = [...deviceIds].sort();
  const chunks = Math.ceil(ordered.length / CHUNK_DEVICES);
  if (importId !== undefined) await insertChunks(trx, importId, chunks);
  for (let chunk = 1; chunk <= chunks; chunk++) {
    const slice = ordered.slice((chunk - 1) * CHUNK_DEVICES, chunk * CHUNK_DEVICES);
    await enqueueJob(
      trx,
      'reconcile-devices',
      { deviceIds: slice, ...(importId === undefined ? { reason } : { importId, chunk }) },
      priority === undefined ? {} : { priority },
    );
  }
  return chunks;
}

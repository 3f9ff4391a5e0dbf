import type { Database } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { readDeviceIds, readDevicesOfProducts, readDueDevices } from '@baton/store/evidence/chunks.ts';
import type { JudgingReason } from '@baton/store/evidence/device-moves.ts';
import { CHUNK_DEVICES, queueChunks } from './queue-chunks.ts';
import { reconcileDevices } from './reconcile-devices.ts';

/** Whom to judge again: these devices, everybody, or those that a lesson concerns and that were judged without it. */
export interface ReconcileOrder {
  readonly deviceIds?: readonly string[] | undefined;
  readonly all?: boolean | undefined;
  readonly products?: readonly string[] | undefined;
  readonly lessons?: number | undefined;
  readonly importId?: string | undefined;
  readonly chunk?: number | undefined;
  /** Why, where no delivery is the reason. */
  readonly reason?: Exclude<JudgingReason['kind'], 'report'> | undefined;
  /** Milliseconds since 1970 at which devices are judged; now unless told. */
  readonly now?: number | undefined;
}

/** Devices are judged; wider orders are only cut into chunks here, which several workers then share. */
export async function runReconcileJob(db: Database, order: ReconcileOrder): Promise<void> {
  if (order.deviceIds !== undefined) await judge(db, order.deviceIds, order);
  if (order.all === true) await queueAll(db, order.reason ?? 'asked');
  if (order.products !== undefined) {
    const deviceIds = await readDevicesOfProducts(db, order.products, order.lessons ?? Number.MAX_SAFE_INTEGER);
    await db.transaction().execute((trx) => queueChunks(trx, deviceIds, { reason: 'lesson', priority: 5 }));
  }
}

async function judge(db: Database, deviceIds: readonly string[], order: ReconcileOrder): Promise<void> {
  const { importId, chunk, reason = 'asked', now } = order;
  if (importId === undefined || chunk === undefined) {
    // Many devices that checked in together are shared out like any others.
    if (deviceIds.length > CHUNK_DEVICES)
      await db.transaction().execute((trx) => queueChunks(trx, deviceIds, { reason }));
    else await reconcileDevices(db, deviceIds, { reason: { kind: reason }, now });
    return;
  }
  await reconcileDevices(db, deviceIds, {
    reason: { kind: 'report', reportId: importId },
    ofDelivery: { importId, chunk },
    now,
  });
  await publishEvent(db, { topic: 'import', id: importId });
}

async function queueAll(db: Database, reason: NonNullable<ReconcileOrder['reason']>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    let after: string | null = null;
    for (;;) {
      const slice: readonly string[] = await readDeviceIds(trx, after, CHUNK_DEVICES);
      await queueChunks(trx, slice, { reason, priority: 10 });
      after = slice.at(-1) ?? null;
      if (slice.length < CHUNK_DEVICES) return;
    }
  });
}

/** How many devices one look at the clock queues; the next look takes the next. */
const DUE_AT_ONCE = 20_000;

/** Judges devices again whose verdicts time alone has changed: an inventory has gone stale. */
export async function reconcileDue(db: Database): Promise<void> {
  const now = Temporal.Now.instant().toString();
  const due = await readDueDevices(db, now, DUE_AT_ONCE);
  await db.transaction().execute((trx) => queueChunks(trx, due, { reason: 'time' }));
}

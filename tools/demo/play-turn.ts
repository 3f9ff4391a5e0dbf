import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { type ImportContext, importReport } from '@baton/services/import-report/import-report.ts';
import { receiveDelivery } from '@baton/services/import-report/receive-delivery.ts';
import { runReconcileJob } from '@baton/services/reconcile-devices/run-reconcile-job.ts';
import { followCells } from '@baton/services/relay/follow-cells.ts';
import type { DatabaseConnection } from '@baton/store/connection/connect-database.ts';
import { runQueuedJobs } from '@baton/store/testing/run-queued-jobs.ts';
import type { WorldDelivery } from '@baton/tools/world/turn-files.ts';
import { z } from 'zod';
import { relayAt } from './demo-clock.ts';
import type { Cast } from './demo-people.ts';

export interface Stage extends ImportContext {
  readonly pool: DatabaseConnection['pool'];
  readonly cast: Cast;
  readonly password: string;
  /** Fixes that an exception was asked for: a second one would be a renewal. */
  readonly excepted: Set<string>;
}

/** Hands in what is delivered on one day, each file as one of its team, and does what Baton's worker does with it on that day. */
export async function takeDeliveries(stage: Stage, deliveries: readonly WorldDelivery[]): Promise<void> {
  for (const { team, source, file, device, at } of deliveries) {
    const by = team === 'it' ? stage.cast.tester : stage.cast.analyst;
    const told = { source, zone: 'UTC', at, ...(device === undefined ? {} : { device }) };
    await receiveDelivery(stage, by, { fileName: basename(file), team, told }, createReadStream(file));
  }
  await work(stage, Date.parse(deliveries.at(-1)?.at ?? ''));
}

const importPayload = z.object({ importId: z.uuid(), workId: z.uuid() });
const followPayload = z.object({ fixIds: z.array(z.string()) });
const reconcilePayload = z.object({
  deviceIds: z.array(z.uuid()).optional(),
  products: z.array(z.string()).optional(),
  lessons: z.int().optional(),
  importId: z.uuid().optional(),
  chunk: z.int().optional(),
  reason: z.enum(['lesson', 'asked', 'time']).optional(),
});

/** Runs what is queued to its end as if it were `now`. */
export async function work({ db, dataFolder, pool }: Stage, now: number): Promise<void> {
  const jobs = {
    'import-report': (payload: unknown) => importReport({ db, dataFolder }, importPayload.parse(payload)),
    'reconcile-devices': (payload: unknown) => runReconcileJob(db, { ...reconcilePayload.parse(payload), now }),
    'follow-cells': (payload: unknown) =>
      db.transaction().execute((trx) => followCells(trx, relayAt(db, now), followPayload.parse(payload).fixIds)),
  };
  // While the database writes one file, the next is read.
  await runQueuedJobs(pool, jobs, { concurrency: 3 });
}

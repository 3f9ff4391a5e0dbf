import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { type ImportContext, importReport } from '@baton/services/import-report/import-report.ts';
import { receiveDelivery } from '@baton/services/import-report/receive-delivery.ts';
import { reconcilePayload } from '@baton/services/reconcile-devices/reconcile-payload.ts';
import { runReconcileJob } from '@baton/services/reconcile-devices/run-reconcile-job.ts';
import { followCells } from '@baton/services/relay/follow-cells.ts';
import { recomputeDeadlines } from '@baton/services/service-levels/recompute-deadlines.ts';
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
const recomputePayload = z.object({ event: z.enum(['policy', 'facts']) });
const followPayload = z.object({ fixIds: z.array(z.string()) });
/** Runs what is queued to its end as if it were `now`. */
export async function work({ db, dataFolder, pool }: Stage, now: number): Promise<void> {
  const jobs = {
    'import-report': (payload: unknown) => importReport({ db, dataFolder }, importPayload.parse(payload)),
    'reconcile-devices': (payload: unknown) => runReconcileJob(db, { ...reconcilePayload.parse(payload), now }),
    'recompute-deadlines': (payload: unknown) =>
      recomputeDeadlines(db, relayAt(db, now), recomputePayload.parse(payload).event),
    'follow-cells': (payload: unknown) =>
      db.transaction().execute((trx) => followCells(trx, relayAt(db, now), followPayload.parse(payload).fixIds)),
  };
  // While the database writes one file, the next is read.
  await runQueuedJobs(pool, jobs, { concurrency: 3 });
  if (await putFailedFirst(pool)) await runQueuedJobs(pool, jobs);
  await requireNoneFailed(pool);
}

/** Two that wanted the same rows at once: the worker takes such a job again after a while, for which the demo does not wait. */
async function putFailedFirst(pool: Stage['pool']): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT graphile_worker.reschedule_jobs(ARRAY[id]::bigint[], now()) FROM graphile_worker.jobs WHERE last_error IS NOT NULL`,
  );
  return rowCount !== null && rowCount > 0;
}

/** A job that fails again is left for later, and the demo would miss what it was to bring about. */
async function requireNoneFailed(pool: Stage['pool']): Promise<void> {
  const { rows } = await pool.query(
    'SELECT task_identifier, last_error FROM graphile_worker.jobs WHERE last_error IS NOT NULL',
  );
  const [failed] = rows;
  if (failed !== undefined) throw new Error(`The job ${failed.task_identifier} failed: ${failed.last_error}`);
}

import { Logger as JobLogger, parseCronItems, run } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { ServerContext } from '../server-context.ts';
import type { RegisteredJob } from './job.ts';

/** How long a stopping server waits for the jobs that run; what does not end by then runs again at the next start. */
const PATIENCE_MS = 10_000;

/** Runs queued and scheduled jobs in this process until stopped. */
export async function startWorker(
  context: ServerContext,
  jobs: readonly RegisteredJob[],
  alone: boolean,
): Promise<{ stop(): Promise<void> }> {
  if (alone) await unlockAbandoned(context.pool);
  const stopping = new AbortController();
  const runner = await run({
    pgPool: context.pool,
    concurrency: context.config.jobs,
    noHandleSignals: true,
    // LISTEN wakes it at once; this only finds what was queued for later.
    pollInterval: 2000,
    logger: jobLogger(context.log),
    parsedCronItems: parseCronItems(
      jobs.flatMap(({ name, schedule }) => (schedule === undefined ? [] : [{ task: name, match: schedule }])),
    ),
    taskList: Object.fromEntries(
      jobs.map((job) => [
        job.name,
        async (payload: unknown) => {
          const started = performance.now();
          await job.run(payload, context, stopping.signal);
          context.log.debug({ job: job.name, ms: Math.round(performance.now() - started) }, 'a job ended');
        },
      ]),
    ),
  });
  return {
    async stop() {
      stopping.abort();
      await Promise.race([runner.stop(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref())]);
    },
  };
}

/**
 * A process that was killed leaves its jobs locked, by default for four hours. Where this is the only one, every lock that
 * stands at start is such a one.
 */
async function unlockAbandoned(pool: Pool): Promise<void> {
  await pool.query(`
    SELECT graphile_worker.force_unlock_workers(
      ARRAY(SELECT locked_by FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL
            UNION SELECT locked_by FROM graphile_worker._private_job_queues WHERE locked_by IS NOT NULL))`);
}

/** graphile-worker's words through our log: what is wrong is kept, its everyday news is debug. */
function jobLogger(log: Logger): JobLogger {
  return new JobLogger(() => (level, message, meta) => {
    const at = level === 'error' ? 'error' : level === 'warning' ? 'warn' : 'debug';
    const error: unknown = meta !== undefined && 'error' in meta ? meta.error : undefined;
    log[at]({ worker: true, ...(error === undefined ? {} : { err: error }) }, message);
  });
}

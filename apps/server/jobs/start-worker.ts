import { EventEmitter } from 'node:events';
import { Logger as JobLogger, parseCronItems, run, type WorkerEvents } from 'graphile-worker';
import type { Logger } from 'pino';
import type { ServerContext } from '../server-context.ts';
import type { RegisteredJob } from './job.ts';
import { watchWorkers } from './watch-workers.ts';

/** How long a stopping server waits for the jobs that run; what does not end by then runs again at the next start. */
const PATIENCE_MS = 10_000;

/** Runs queued and scheduled jobs in this process until stopped. */
export async function startWorker(
  context: ServerContext,
  jobs: readonly RegisteredJob[],
  databaseUrl: string,
): Promise<{ stop(): Promise<void> }> {
  const watch = await watchWorkers(databaseUrl, context.log);
  const events: WorkerEvents = new EventEmitter();
  // Jobs are locked by the pool's id.
  events.on('pool:create', ({ workerPool }) => {
    watch
      .alive(workerPool.id)
      .catch((error: unknown) => context.log.warn({ err: error }, 'this worker cannot show that it lives'));
  });
  const stopping = new AbortController();
  const runner = await run({
    pgPool: context.pool,
    events,
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
      await watch.close();
    },
  };
}

/** graphile-worker's words through our log: what is wrong is kept, its everyday news is debug. */
function jobLogger(log: Logger): JobLogger {
  return new JobLogger(() => (level, message, meta) => {
    const at = level === 'error' ? 'error' : level === 'warning' ? 'warn' : 'debug';
    const error: unknown = meta !== undefined && 'error' in meta ? meta.error : undefined;
    log[at]({ worker: true, ...(error === undefined ? {} : { err: error }) }, message);
  });
}

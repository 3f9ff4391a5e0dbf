import { Logger, runOnce } from 'graphile-worker';
import type pg from 'pg';

/** Runs every queued job of these kinds to its end, and what those queue, by default one after another. A job that fails is left. */
export async function runQueuedJobs(
  pool: pg.Pool,
  jobs: Readonly<Record<string, (payload: unknown) => Promise<unknown> | undefined>>,
  { concurrency = 1 }: { readonly concurrency?: number } = {},
): Promise<void> {
  const taskList = Object.fromEntries(
    Object.entries(jobs).map(([name, run]) => [name, async (payload: unknown) => void (await run(payload))]),
  );
  await runOnce({ pgPool: pool, taskList, concurrency, logger: new Logger(() => () => {}) });
  await untilNoneIsLocked(pool);
}

/** `runOnce` ends when the last job has ended, which may be a moment before that is written. */
async function untilNoneIsLocked(pool: pg.Pool): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    const { rowCount } = await pool.query('SELECT FROM graphile_worker.jobs WHERE locked_at IS NOT NULL');
    if (rowCount === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('A job is still locked 5 s after all have ended.');
}

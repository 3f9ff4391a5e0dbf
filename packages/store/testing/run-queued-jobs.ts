import { Logger, runOnce } from 'graphile-worker';
import type pg from 'pg';

/** Runs every queued job of these kinds to its end, and what those queue, one after another. A job that fails is left. */
export async function runQueuedJobs(
  pool: pg.Pool,
  jobs: Readonly<Record<string, (payload: unknown) => Promise<unknown> | undefined>>,
): Promise<void> {
  const taskList = Object.fromEntries(
    Object.entries(jobs).map(([name, run]) => [name, async (payload: unknown) => void (await run(payload))]),
  );
  await runOnce({ pgPool: pool, taskList, logger: new Logger(() => () => {}) });
}

import pg from 'pg';
import type { Logger } from 'pino';

/** First key of the advisory locks by which a worker shows that it lives; the second is its id's hash. */
const LIFE_LOCK = 22_867;
const LOOK_EVERY_MS = 60_000;
const RECONNECT_MS = 1000;

export interface WorkerWatch {
  /** From now on this worker counts as alive, as long as this process holds its connection. */
  alive(workerId: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * A process that is killed leaves its jobs locked, by default for four hours. So each worker holds an advisory lock, on a
 * connection that dies with its process, and every process looks at its start and each minute whether there are jobs locked
 * by a worker whose own lock is free: those run again at once.
 */
export async function watchWorkers(databaseUrl: string, log: Logger): Promise<WorkerWatch> {
  const own = new Set<string>();
  let client: pg.Client | undefined;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const opened = new pg.Client({ connectionString: databaseUrl, application_name: 'baton workers' });
    opened.on('error', () => {});
    opened.once('end', () => {
      if (client === opened && !closed) retry = setTimeout(reconnect, RECONNECT_MS);
    });
    await opened.connect();
    for (const workerId of own) await takeLock(opened, workerId);
    client = opened;
  }

  async function reconnect(): Promise<void> {
    await connect().catch(() => {
      if (!closed) retry = setTimeout(reconnect, RECONNECT_MS);
    });
  }

  async function look(): Promise<void> {
    const freed = await client?.query<{ readonly locked_by: string }>(FREE_ABANDONED, [LIFE_LOCK]);
    if (freed !== undefined && freed.rows.length > 0) {
      log.warn(
        { workers: freed.rows.map((row) => row.locked_by) },
        'jobs of processes that ended in the middle run again',
      );
    }
  }

  await connect();
  await look();
  const timer = setInterval(() => {
    look().catch((error: unknown) => log.debug({ err: error }, 'could not look for abandoned jobs; trying again'));
  }, LOOK_EVERY_MS);
  return {
    async alive(workerId) {
      own.add(workerId);
      if (client !== undefined) await takeLock(client, workerId);
    },
    async close() {
      closed = true;
      clearInterval(timer);
      clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}

async function takeLock(client: pg.Client, workerId: string): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [LIFE_LOCK, workerId]);
}

/** Frees the jobs and queues of every worker whose own lock nobody holds. */
const FREE_ABANDONED = `
  WITH lockers AS MATERIALIZED (
    SELECT locked_by FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL
    UNION
    SELECT locked_by FROM graphile_worker._private_job_queues WHERE locked_by IS NOT NULL
  ), dead AS MATERIALIZED (
    SELECT locked_by FROM lockers
    WHERE NOT EXISTS (
      SELECT FROM pg_locks
      WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND classid = $1::int::oid AND objsubid = 2 AND objid::bigint = hashtext(locked_by)::bigint & 4294967295
    )
  )
  SELECT locked_by, graphile_worker.force_unlock_workers(ARRAY[locked_by]) FROM dead`;

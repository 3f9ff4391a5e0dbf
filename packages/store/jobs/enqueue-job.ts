import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

export interface JobOptions {
  /** Jobs with one key are one job: a second is folded into the first while that one waits. */
  readonly key?: string;
  /** With a key: `replace` takes the newer payload, `preserve_run_at` also keeps the earlier time, `unsafe_dedupe` keeps the first. */
  readonly keyMode?: 'replace' | 'preserve_run_at' | 'unsafe_dedupe';
  /** Jobs of one queue run one after another. */
  readonly queue?: string;
  /** Lower runs sooner; 0 unless told. */
  readonly priority?: number;
  readonly maxAttempts?: number;
  /** ISO-8601; now unless told. */
  readonly runAt?: string;
}

/** Queues a job in the caller's transaction: it runs if and only if the transaction commits. */
export async function enqueueJob(
  trx: Database | DatabaseTransaction,
  name: string,
  payload: object,
  options: JobOptions = {},
): Promise<void> {
  await sql`
    SELECT graphile_worker.add_job(
      ${name}::text,
      ${JSON.stringify(payload)}::json,
      queue_name := ${options.queue ?? null}::text,
      run_at := ${options.runAt ?? null}::timestamptz,
      max_attempts := ${options.maxAttempts ?? null}::integer,
      job_key := ${options.key ?? null}::text,
      priority := ${options.priority ?? null}::integer,
      job_key_mode := ${options.keyMode ?? 'replace'}::text
    )`.execute(trx);
}

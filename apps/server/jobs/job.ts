import type { z } from 'zod';
import type { ServerContext } from '../server-context.ts';

/** A kind of background work: one file a job, named after it, listed in registry.ts. */
export interface Job<Payload extends z.ZodType = z.ZodType> {
  /** The name it is queued under by `enqueueJob`. */
  readonly name: string;
  readonly payload: Payload;
  /** Does one job. May run again after a crash, so twice must be as good as once. `signal` ends when the server stops. */
  readonly run: (payload: z.output<Payload>, context: ServerContext, signal: AbortSignal) => Promise<void>;
  /** Also run on a schedule, with an empty payload: a crontab pattern in UTC (`0 3 * * *`). */
  readonly schedule?: string;
}

/** A job whose payload has been forgotten by its type, for the registry. */
export interface RegisteredJob {
  readonly name: string;
  readonly schedule: string | undefined;
  readonly run: (payload: unknown, context: ServerContext, signal: AbortSignal) => Promise<void>;
}

/** Binds payload and act; the payload is parsed before each run. */
export function defineJob<Payload extends z.ZodType>(job: Job<Payload>): RegisteredJob {
  return {
    name: job.name,
    schedule: job.schedule,
    run: (payload, context, signal) => job.run(job.payload.parse(payload), context, signal),
  };
}

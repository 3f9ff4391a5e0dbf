import { nextAttempt } from '@baton/domain/connections/retry-schedule.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { type ConnectionRecord, findConnection, noteHealth } from '@baton/store/connections/connections.ts';
import { type DeliveryRecord, leaseDeliveries, recordAttempt } from '@baton/store/connections/deliveries.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import type { Outcome } from './outcome.ts';
import { sendBy } from './send-by.ts';
import type { SendContext } from './send-context.ts';
import { tellOfFailure } from './tell-of-failure.ts';

/** Deliveries that are under way at once: each waits for another machine, so few of them keep nothing busy. */
const AT_ONCE = 8;
/** Longer than any attempt lasts; after it somebody else may try. */
const LEASE_MINUTES = 3;
/** What is due sooner than the next scheduled look is looked for by a job of its own. */
const SOON_SECONDS = 60;

/** Sends what is due until nothing is. Any number of workers may run it at once. @returns how many attempts were made */
export async function runDeliveries(db: Database, context: SendContext, signal?: AbortSignal): Promise<number> {
  let made = 0;
  for (;;) {
    const now = Temporal.Now.instant();
    const leasedUntil = now.add({ minutes: LEASE_MINUTES }).toString();
    const leased = await leaseDeliveries(db, { now: now.toString(), leasedUntil, limit: AT_ONCE });
    await Promise.all(leased.map((delivery) => attempt(db, context, delivery)));
    made += leased.length;
    if (leased.length < AT_ONCE || signal?.aborted === true) return made;
  }
}

async function attempt(db: Database, context: SendContext, delivery: DeliveryRecord): Promise<void> {
  const connection = await findConnection(db, delivery.connection_id);
  if (connection === undefined) return;
  const started = performance.now();
  const outcome = await sendBy(db, context, connection, delivery);
  const tookMs = Math.round(performance.now() - started);
  await db.transaction().execute((trx) => conclude(trx, connection, delivery, outcome, tookMs));
}

/** Writes an attempt down; what did not arrive is tried again later, or given up, and somebody is told. */
export async function conclude(
  trx: DatabaseTransaction,
  connection: ConnectionRecord,
  delivery: DeliveryRecord,
  outcome: Outcome,
  tookMs: number,
  { tell }: { readonly tell: boolean } = { tell: true },
): Promise<void> {
  const now = Temporal.Now.instant();
  const at = now.toString();
  const wrong = outcome.arrived ? null : { problem: outcome.problem, hint: outcome.hint };
  const next =
    outcome.arrived || outcome.final ? null : nextAttempt(now, delivery.attempts_in_row, outcome.retryAfterSeconds);
  await recordAttempt(trx, delivery, {
    at,
    arrived: outcome.arrived,
    said: outcome.said,
    tookMs,
    problem: wrong?.problem ?? null,
    hint: wrong?.hint ?? null,
    nextTryAt: next?.toString() ?? null,
  });
  if (outcome.arrived || !outcome.onlyThis) await noteHealth(trx, connection.connection_id, wrong, at);
  // What nobody can do anything about is told to nobody.
  if (tell && wrong !== null && wrong.hint !== null && next === null) await tellOfFailure(trx, connection, wrong, at);
  if (next !== null && now.until(next).total('seconds') < SOON_SECONDS)
    await enqueueJob(trx, 'send-deliveries', {}, { runAt: next.toString() });
  await publishEvent(trx, { topic: 'connection' });
}

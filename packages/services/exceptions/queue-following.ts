import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readRunningOn } from '@baton/store/exceptions/exceptions.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';

/** How often a control is checked that no new evidence touches: what was shown goes stale by time alone. Hours. */
const CHECK_EVERY_HOURS = 6;

export function nextCheckAfter(now: string): string {
  return Temporal.Instant.from(now).add({ hours: CHECK_EVERY_HOURS }).toString();
}

/** Has an exception looked at when its date has come: the cells are open again in that moment, not at the next round. */
export async function queueEnd(trx: DatabaseTransaction, exceptionId: string, endsAt: string): Promise<void> {
  await enqueueJob(
    trx,
    'follow-exceptions',
    { exceptionIds: [exceptionId] },
    { key: `end-exception ${exceptionId}`, runAt: endsAt },
  );
}

/** Seconds in which what comes close together is looked at once: an exception on many devices takes longer to check. */
const GATHER_SECONDS = { least: 1, most: 120, devicesASecond: 50 } as const;

/** Has the exceptions on some devices followed once this transaction is committed: their evidence or exposure may differ. */
export async function queueFollowing(trx: DatabaseTransaction, deviceIds: readonly string[]): Promise<void> {
  for (const { exceptionId, devices } of await readRunningOn(trx, deviceIds)) {
    const { least, most, devicesASecond } = GATHER_SECONDS;
    const seconds = Math.min(most, Math.max(least, Math.ceil(devices / devicesASecond)));
    await enqueueJob(
      trx,
      'follow-exceptions',
      { exceptionIds: [exceptionId] },
      {
        key: `follow-exception ${exceptionId}`,
        keyMode: 'preserve_run_at',
        runAt: Temporal.Now.instant().add({ seconds }).toString(),
      },
    );
  }
}

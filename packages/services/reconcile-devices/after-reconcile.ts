import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readWaitingDevices } from '@baton/store/disagreements/device-requests.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { readFixKeys } from '@baton/store/evidence/fixes.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import { queueFollowing } from '../exceptions/queue-following.ts';
import type { CellsDiff } from './diff-devices.ts';

/** Fixes that one job of the relay follows. */
const FIXES_A_JOB = 500;

/** Screens of single devices are told which; beyond this many they are told that any may have. */
const DEVICES_TOLD = 20;

/** Tells everybody whom moved cells concern: the relay, the board’s history, open screens. When the transaction commits. */
export async function afterReconcile(
  trx: DatabaseTransaction,
  { fixes, cellsChanged }: CellsDiff,
  deviceIds: readonly string[],
): Promise<void> {
  const fixIds = await readFixKeys(trx, [...fixes]);
  for (let at = 0; at < fixIds.length; at += FIXES_A_JOB) {
    await enqueueJob(trx, 'follow-cells', { fixIds: fixIds.slice(at, at + FIXES_A_JOB) });
  }
  // A look that finds the same moves no cell, and still fulfils what was asked for.
  const waiting = await readWaitingDevices(trx, deviceIds);
  if (waiting.length > 0) await enqueueJob(trx, 'follow-requests', { deviceIds: waiting });
  // Evidence that moves no cell may still be what a control rests on.
  await queueFollowing(trx, deviceIds);
  if (deviceIds.length <= DEVICES_TOLD) for (const id of deviceIds) await publishEvent(trx, { topic: 'device', id });
  else await publishEvent(trx, { topic: 'device' });
  if (cellsChanged === 0) return;
  await enqueueJob(
    trx,
    'note-board-day',
    {},
    { key: 'note-board-day', keyMode: 'preserve_run_at', runAt: inTwoSeconds() },
  );
  await publishEvent(trx, { topic: 'cells' });
  await publishEvent(trx, { topic: 'board' });
}

/** Chunks that end together note the board once. */
function inTwoSeconds(): string {
  return Temporal.Now.instant().add({ seconds: 2 }).toString();
}

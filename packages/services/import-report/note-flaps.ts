import { flapsOf } from '@baton/domain/evidence/flaps.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { writeFlaps } from '@baton/store/evidence/device-flaps.ts';
import { moveToPast, readWords } from '@baton/store/evidence/past-words.ts';

const SLICE = 500;

/**
 * Keeps the earlier words of a source of IT, and what they come to: which products went in and out. Six words of a device
 * with 100 fixes in each cost 1.1 ms to unpack and to count, once a delivery and never when judging.
 *
 * @param loggedTwice devices of which the delivery itself names one fix several times, as a log of deployments does
 */
export async function noteFlaps(
  trx: DatabaseTransaction,
  sourceId: string,
  deviceIds: readonly string[],
  loggedTwice: ReadonlySet<string>,
): Promise<void> {
  await moveToPast(trx, { sourceId }, deviceIds);
  for (let at = 0; at < deviceIds.length; at += SLICE) {
    const slice = deviceIds.slice(at, at + SLICE);
    const words = await readWords(
      trx,
      sourceId,
      slice,
      slice.filter((id) => loggedTwice.has(id)),
    );
    await writeFlaps(trx, sourceId, slice, new Map([...words].map(([deviceId, own]) => [deviceId, flapsOf(own)])));
  }
}

import type { View } from '@baton/store/board/device-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readLevelsInForce } from '@baton/store/disagreements/cause-levels.ts';
import type { Connection } from '@baton/store/disagreements/chosen-cells.ts';
import { computedOnce } from '../read-board/computed-once.ts';

const MINUTE_MS = 60_000;

/**
 * What depends on cells and on their clocks is looked at once a minute and version of the data, however many ask: clocks are told
 * to the minute.
 *
 * @param what is looked at; with the view it must say all that the result depends on but cells and clocks
 */
export async function onceAMinute<Seen>(
  db: Database,
  view: View,
  what: string,
  look: (trx: Connection, now: number) => Promise<Seen>,
): Promise<Seen> {
  const minute = Math.floor(Date.now() / MINUTE_MS);
  const { version } = await readLevelsInForce(db);
  return computedOnce(db, `disagreements ${what} ${version} ${minute}`, view, (trx) => look(trx, minute * MINUTE_MS));
}

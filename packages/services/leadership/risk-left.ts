import { type Risk, riskOf } from '@baton/domain/leadership/risk.ts';
import type { View } from '@baton/store/board/device-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { currentBundle } from '@baton/store/knowledge/bundles.ts';
import { readLeftOpen } from '@baton/store/leadership/read-left-open.ts';
import { currentKnowledge } from '../load-knowledge/current-knowledge.ts';
import { computedOnce } from '../read-board/computed-once.ts';

/** The risk that is left in a view, by what is known now. */
export async function riskLeft(db: Database, view: View): Promise<Risk> {
  // Other knowledge makes another risk of the same cells.
  const sha256 = (await currentBundle(db))?.sha256 ?? 'none';
  const knowledge = await currentKnowledge(db);
  return computedOnce(db, `risk by ${sha256}`, view, async (trx) =>
    riskOf(await readLeftOpen(trx, view), (cve) => knowledge.vulnerability(cve)),
  );
}

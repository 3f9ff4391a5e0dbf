import { RULES_IN_FORCE } from '@baton/domain/reconciliation/rules-in-force.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { keepRules } from '@baton/store/evidence/rules-in-force.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';

/**
 * At a start: where the kept cells were judged by other rules than those of this Baton, has every device judged again. The order
 * and the note that it was given are one transaction, so a process that is killed in between forgets neither.
 */
export async function applyChangedRules(db: Database): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (!(await keepRules(trx, RULES_IN_FORCE))) return;
    await enqueueJob(trx, 'reconcile-devices', { all: true, reason: 'rules' }, { key: 'reconcile-all', priority: 10 });
  });
}

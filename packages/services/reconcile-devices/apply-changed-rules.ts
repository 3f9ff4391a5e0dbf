import { rulesInForce } from '@baton/domain/reconciliation/rules-in-force.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { keepRules } from '@baton/store/evidence/rules-in-force.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import { currentRules } from '../rules/current-rules.ts';

/**
 * At a start, and in the transaction in which a rule set comes into force: where the kept cells were judged by other rules, has
 * every device judged again. The order and the note that it was given are one transaction, so a process that is killed in
 * between forgets neither.
 */
export async function applyChangedRules(db: Database, within?: DatabaseTransaction): Promise<void> {
  if (within !== undefined) return apply(db, within);
  await db.transaction().execute((trx) => apply(db, trx));
}

async function apply(db: Database, trx: DatabaseTransaction): Promise<void> {
  if (!(await keepRules(trx, rulesInForce(await currentRules(db, trx))))) return;
  await enqueueJob(trx, 'reconcile-devices', { all: true, reason: 'rules' }, { key: 'reconcile-all', priority: 10 });
}

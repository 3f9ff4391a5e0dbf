import type { DeadlineChangeDto } from '@baton/contract/service-levels.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readPolicies } from '@baton/store/relay/policies.ts';
import { readDeadlineChanges } from '@baton/store/service-levels/deadline-changes.ts';
import { citedPolicy, tierName } from './policy-book.ts';

/** Every deadline that a remediation has had, newest first, and why it moved. */
export async function listDeadlines(
  db: Database,
  remediationId: string,
): Promise<{ readonly rows: DeadlineChangeDto[]; readonly total: number }> {
  const policies = await readPolicies(db);
  const changes = await readDeadlineChanges(db, remediationId);
  const rows = changes.map((change) => ({
    at: change.at,
    event: change.event,
    why: change.why,
    fromDueAt: change.from_due_at,
    toDueAt: change.to_due_at,
    tier: tierName(policies.get(`${change.policy_id} ${change.policy_version}`), change.tier_id),
    policy: citedPolicy(policies, change.policy_id, change.policy_version),
  }));
  return { rows, total: rows.length };
}

import { hasDeployed } from '@baton/domain/charter/separation-of-duties.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { findRemediationOfFix } from '@baton/store/evidence/remediation-of-fix.ts';
import { readHistory } from '@baton/store/relay/history.ts';
import type { TeamActor } from '../actor.ts';
import { doerOf } from '../relay/relay-context.ts';

/** Whether the actor deployed a fix in any round: such a one cannot answer for the evidence on it. */
export async function hasDeployedFix(
  db: Database | DatabaseTransaction,
  actor: TeamActor,
  fix: string,
): Promise<boolean> {
  const remediationId = await findRemediationOfFix(db, fix);
  if (remediationId === null) return false;
  const { deployers } = stateOf(await readHistory(db, remediationId));
  return hasDeployed(await doerOf(db, actor), deployers);
}

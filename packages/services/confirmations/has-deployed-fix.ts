import { hasDeployed } from '@baton/domain/charter/separation-of-duties.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readHistories } from '@baton/store/relay/history.ts';
import { readRemediations } from '@baton/store/relay/remediations.ts';
import type { TeamActor } from '../actor.ts';
import { doerOf } from '../relay/relay-context.ts';

/** Whether the actor deployed a fix in any round of any of its remediations: such a one cannot answer for the evidence on it. */
export async function hasDeployedFix(
  db: Database | DatabaseTransaction,
  actor: TeamActor,
  fix: string,
): Promise<boolean> {
  const remediations = await readRemediations(db, { fixIds: [fix] });
  const histories = await readHistories(
    db,
    remediations.map(({ remediation_id }) => remediation_id),
  );
  const doer = await doerOf(db, actor);
  return [...histories.values()].some((history) => hasDeployed(doer, stateOf(history).deployers));
}

import type { CycleDeployments } from '@baton/domain/cycles/retrospective.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readDeploymentOutcomes, readWentBack } from '@baton/store/cycles/cycle-deployments.ts';
import { currentRules } from '../rules/current-rules.ts';

/** What came of the deployments that ended in a cycle, and what did not stay installed, by cause. */
export async function deploymentsOfCycle(
  db: Database,
  window: { readonly from: string; readonly to: string },
): Promise<CycleDeployments> {
  const outcomes = await readDeploymentOutcomes(db, window);
  const rules = await currentRules(db);
  const sum = (rows: typeof outcomes) => rows.reduce((commands, row) => commands + row.commands, 0);
  const succeeded = outcomes.filter(({ outcome }) => outcome === 'succeeded');
  return {
    ended: sum(outcomes),
    succeeded: sum(succeeded),
    failed: outcomes.filter(({ outcome }) => outcome !== 'succeeded'),
    wentBack: (await readWentBack(db, window)).map((row) => ({ ...row, label: rules.rule(row.cause).label })),
  };
}

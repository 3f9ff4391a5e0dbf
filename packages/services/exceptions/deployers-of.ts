import type { Principal } from '@baton/domain/charter/separation-of-duties.ts';
import type { ExceptionTarget } from '@baton/domain/exceptions/held-exception.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readTargetFixes } from '@baton/store/exceptions/excepted-devices.ts';
import { readHistories } from '@baton/store/relay/history.ts';
import { readRemediations } from '@baton/store/relay/remediations.ts';

/** Everyone who deployed what an exception is about, in any round of any of its fixes: they cannot sign for InfoSec. */
export async function deployersOf(
  db: Database | DatabaseTransaction,
  target: ExceptionTarget,
): Promise<ReadonlySet<Principal>> {
  const fixIds = await readTargetFixes(db, target);
  const remediations = await readRemediations(db, { fixIds });
  const histories = await readHistories(
    db,
    remediations.map(({ remediation_id }) => remediation_id),
  );
  return new Set([...histories.values()].flatMap((history) => [...stateOf(history).deployers]));
}

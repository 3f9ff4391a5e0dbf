import type { Condition } from '@baton/domain/reconciliation/contract-of-evidence.ts';
import type { SideEvidence } from '@baton/domain/reconciliation/explain-cell.ts';

/**
 * The contract's conditions as a page shows them. "In use" holds for the verdict where nothing speaks against it; where IT's
 * side told nothing at all of boots, reboots or processes, the page must not tick it: null, not told. The verdict stays.
 */
export function shownConditions(conditions: readonly Condition[], it: Pick<SideEvidence, 'rows'>): Condition[] {
  const told = it.rows.find((row) => row.label === 'In use')?.value !== 'not told';
  return conditions.map((condition) =>
    condition.id === 'in-use' && condition.met === true && !told ? { ...condition, met: null } : condition,
  );
}

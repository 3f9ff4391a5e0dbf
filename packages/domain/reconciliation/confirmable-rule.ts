import { isOwnCause } from './cause-id.ts';
import type { CauseRule } from './causes/cause-rule.ts';
import type { Cell } from './cell.ts';
import type { RuleSet } from './rules/rule-set.ts';

/**
 * The rule whose positive proof says that the scanner is wrong about a cell, and which waits for InfoSec's confirmation; null
 * where there is none. It must be the first of Baton's that fits: a scan that is older than the fix, or that could not log in,
 * was not wrong. A customer's own rule proves nothing and does not stand in the way.
 */
export function confirmableRule(cell: Pick<Cell, 'cause' | 'also'>, rules: RuleSet): CauseRule | null {
  // Without a cause the rest are remarks on a cell that nobody disputes.
  const first = cell.cause === null ? null : [cell.cause, ...cell.also].find((id) => id !== null && !isOwnCause(id));
  if (first == null) return null;
  const rule = rules.rule(first);
  return rule.positiveProof ? rule : null;
}

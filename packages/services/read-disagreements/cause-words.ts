import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';

/** What a cause is called where work on it is told. */
export function causeLabel(cause: CauseId, rules: RuleSet): string;
export function causeLabel(cause: CauseId | null, rules: RuleSet): string | null;
export function causeLabel(cause: CauseId | null, rules: RuleSet): string | null {
  return cause === null ? null : rules.rule(cause).label;
}

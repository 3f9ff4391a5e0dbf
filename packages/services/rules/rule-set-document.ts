import { ruleSetDocument } from '@baton/contract/rule-set.ts';
import { checkRuleSet } from '@baton/domain/reconciliation/rules/check-rule-set.ts';
import type { RuleSetDocument } from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { applyChangedRules } from '../reconcile-devices/apply-changed-rules.ts';
import { ServiceError } from '../service-error.ts';
import type { SignedDocument } from '../signatures/signed-document.ts';
import { RULE_SET } from './current-rules.ts';

/** The rule set as a document that both leads sign. When it comes into force, every device is judged again. */
export function signedRuleSet(db: Database): SignedDocument {
  return {
    ...RULE_SET,
    name: 'the rule set',
    check: (content) => refuseWrongRules(ruleSetDocument.parse(content)),
    cameIntoForce: (trx) => applyChangedRules(db, trx),
  };
}

/** Refuses what the form alone cannot tell, with the exact place of the first error and some of the others. */
export function refuseWrongRules(document: RuleSetDocument): void {
  const [first, ...more] = checkRuleSet(document);
  if (first === undefined) return;
  const others = more.slice(0, 4).map(({ where, what }) => `${where}: ${what}`);
  throw new ServiceError('invalid', `${first.what}.`, {
    where: `body.document.${first.where}`,
    ...(others.length === 0 ? {} : { hint: `Also wrong: ${others.join('; ')}.` }),
  });
}

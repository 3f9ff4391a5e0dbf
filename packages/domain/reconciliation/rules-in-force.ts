import { CAUSE_RULES } from './causes/registry.ts';
import type { RuleSet } from './rules/rule-set.ts';

/** Counts up with every change of how cells are made and judged that no rule of a cause counts by itself: identity, folding, facts, verdicts. */
const JUDGING_VERSION = 4;

/** Everything that decides verdicts, in one line: where it differs from what cells were judged with, they are judged again. */
export function rulesInForce({ version, tried }: Pick<RuleSet, 'version' | 'tried'>): string {
  return [
    `judging ${JUDGING_VERSION}`,
    `rule set ${version}`,
    ...tried.map((rule) => `${rule.id} ${rule.version}`),
    // A rule that is off still words the cells that bear its name, and may be asked whether a confirmation holds.
    ...CAUSE_RULES.filter(({ id }) => !tried.some((rule) => rule.id === id)).map(({ id }) => `${id} off`),
  ].join(', ');
}

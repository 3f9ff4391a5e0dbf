import type { OwnCauseId } from '../cause-id.ts';
import { LONGEST_LABEL } from './check-rule-set.ts';
import type { OwnRule } from './own-rule.ts';

/** A check with how often it was answered, and how often it was confirmed wrong. */
export interface CheckScore {
  readonly tool: string;
  readonly check: string;
  readonly wrong: number;
  readonly answered: number;
}

const LEAST_WRONG = 5;
const LEAST_PERCENT = 80;

/** Whether a check was wrong often enough that a rule about it is proposed: five times at least, and four times in five. */
export function isProposed({ wrong, answered }: Pick<CheckScore, 'wrong' | 'answered'>): boolean {
  return wrong >= LEAST_WRONG && wrong * 100 >= LEAST_PERCENT * answered;
}

/** The id of the rule that is proposed about a check; the same check always gives the same. */
export function proposedId({ tool, check }: Pick<CheckScore, 'tool' | 'check'>): OwnCauseId {
  const slug = `${tool}-${check}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `own-${slug.replaceAll(/^-+|-+$/g, '').slice(0, 40)}`;
}

/**
 * The rule that a check's record speaks for: where it reports what IT says is installed, it has been wrong before. It names who
 * looks, and proves nothing: each cell still waits for evidence, or for InfoSec's answer.
 */
export function proposeOwnRule(score: CheckScore): OwnRule {
  const { tool, check, wrong, answered } = score;
  const label = `Check ${check} was wrong here`;
  return {
    id: proposedId(score),
    version: 1,
    label: label.length <= LONGEST_LABEL ? label : 'A check that was wrong here',
    summary: `${tool} ${check} was confirmed wrong ${wrong} of ${answered} times here`,
    explanation: `Check {infosec.check} asks for {infosec.asksFor} on {device}; InfoSec confirmed it wrong ${wrong} of ${answered} times here.`,
    nextAction: 'Look at the check',
    owner: 'infosec',
    when: {
      all: [
        { fact: 'infosec.tool', is: tool },
        { fact: 'infosec.check', is: check },
        { fact: 'it.says', is: 'installed' },
      ],
    },
  };
}

import type { Owner } from '../../evidence/team.ts';
import type { OwnCauseId } from '../cause-id.ts';
import type { CauseRule } from '../causes/cause-rule.ts';
import { fillPlaceholders } from './fill-placeholders.ts';
import { holds, type OwnCondition } from './own-condition.ts';

/** A customer's own rule, as data. It names a cause; it can never prove a cell, nor say that the scanner is wrong. */
export interface OwnRule {
  /** "own-lab-network" */
  readonly id: OwnCauseId;
  /** Counts up by itself when what it asks, says or whom it names is changed. */
  readonly version: number;
  /** The cause in words, shorter than 28 characters, as charts and heads write it. */
  readonly label: string;
  /** Half a sentence that completes the label, plain, no blame. */
  readonly summary: string;
  /** One sentence for both teams; `{device}`, `{fix}` and any fact in braces are filled in. */
  readonly explanation: string;
  /** Two or three words, a verb first. */
  readonly nextAction: string;
  /** Who moves next. */
  readonly owner: Exclude<Owner, 'none'>;
  readonly when: OwnCondition;
}

/** An own rule in the form in which judging tries it beside Baton's. */
export function toCauseRule(own: OwnRule): CauseRule {
  return {
    id: own.id,
    version: own.version,
    owner: own.owner,
    positiveProof: false,
    confidence: 'likely',
    label: own.label,
    summary: own.summary,
    nextAction: own.nextAction,
    fits: (facts) => holds(own.when, facts),
    explain: (facts) => fillPlaceholders(own.explanation, facts),
    next: ({ fix, device }) => `${own.nextAction}: ${fix.id} on ${device.name}.`,
  };
}

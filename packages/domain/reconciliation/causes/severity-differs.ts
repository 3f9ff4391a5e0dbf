import { severityOfVendorWord, severitySteps } from '../../severity/tier.ts';
import type { CellFacts } from '../facts.ts';
import type { CauseRule } from './cause-rule.ts';

/** The same cell, urgent to one side and not to the other, by their own scales. A remark on an open cell: the policy decides. */
export const severityDiffers: CauseRule = {
  id: 'severity-differs',
  version: 1,
  owner: 'both',
  on: ['open'],
  positiveProof: false,
  confidence: 'proof',
  label: 'Severity differs',
  summary: 'the two sides’ own scales call it differently urgent',
  nextAction: 'Apply the policy',
  fits: (facts) => {
    const { it, infosec } = wordsOf(facts);
    const steps = severitySteps(severityOfVendorWord(it), severityOfVendorWord(infosec));
    return steps !== null && steps > 1;
  },
  explain: (facts) => {
    const { it, infosec } = wordsOf(facts);
    return `IT’s tool calls ${facts.fix.id} “${it}”, the scan “${infosec}”: the policy decides which counts.`;
  },
  next: ({ fix }) => `Let the policy decide how urgent ${fix.id} is.`,
};

function wordsOf({ it, infosec }: CellFacts): { readonly it: string | null; readonly infosec: string | null } {
  return { it: it?.claim?.severity ?? null, infosec: infosec?.finding?.resolved.claim.severity ?? null };
}

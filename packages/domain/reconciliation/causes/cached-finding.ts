import { instantOf } from '../../evidence/moment.ts';
import type { CellFacts } from '../facts.ts';
import type { CauseRule } from './cause-rule.ts';
import { scanner, when } from './wording.ts';

const HOUR_MS = 3_600_000;

/** InfoSec's side repeats an old observation without looking again: last observed < report date. */
export const cachedFinding: CauseRule = {
  id: 'cached-finding',
  version: 1,
  owner: 'infosec',
  positiveProof: false,
  confidence: 'proof',
  label: 'Old finding repeated',
  summary: 'the report repeats what was seen earlier, without looking again',
  nextAction: 'Scan again',
  fits: (facts) => {
    const observed = observedAt(facts);
    const look = facts.infosec?.lastLook;
    if (observed === null || !look || observed > look.at - HOUR_MS) return false;
    const installed = facts.it?.installedAt;
    return !installed || observed < installed.latest;
  },
  explain: (facts) =>
    `The report of ${when(facts.infosec?.lastLook?.at ?? null)} repeats what ${scanner(facts.infosec?.lastLook)} saw on ${when(observedAt(facts))}.`,
  next: ({ device }) => `Have ${device.name} really looked at again.`,
};

function observedAt({ infosec }: CellFacts): number | null {
  return instantOf(infosec?.finding?.resolved.claim.observedAt ?? null);
}

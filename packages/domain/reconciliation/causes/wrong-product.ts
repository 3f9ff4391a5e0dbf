import { platformOfDistribution, platformOfFamily } from '../check-families.ts';
import type { CellFacts } from '../facts.ts';
import type { CauseRule } from './cause-rule.ts';

/**
 * The check's platform is not the device's: a check of Ubuntu's packages on Debian, of Windows on Linux. Proof is IT's own fresh
 * word on the system, every check that asks for the fix, and that the scanner itself did not see another system there.
 */
export const wrongProduct: CauseRule = {
  id: 'wrong-product',
  version: 1,
  owner: 'infosec',
  positiveProof: true,
  confidence: 'proof',
  label: 'Check of another system',
  summary: 'the check is for a system that the device does not run',
  nextAction: 'Confirm the wrong product',
  fits: (facts) => {
    const { it, infosec, fix } = facts;
    if (!it || it.stale || infosec?.says !== 'reported') return false;
    const told = platformOfDistribution(it.record.state.distribution);
    if (told === null) return false;
    return fix.infosec.every(({ resolved, record }) => {
      const seen = platformOfDistribution(record.distribution);
      const checked = platformOfFamily(resolved.claim.check?.family ?? null);
      return checked !== null && checked !== told && (seen === null || seen === told);
    });
  },
  explain: (facts) =>
    `Check ${check(facts)?.id} is one of “${check(facts)?.family}”; ${facts.device.name} runs ${facts.it?.record.state.distribution}.`,
  next: (facts) =>
    `Confirm that check ${check(facts)?.id} does not apply to ${facts.it?.record.state.distribution}, or show what it saw on ${facts.device.name}.`,
};

function check({ infosec }: CellFacts) {
  return infosec?.finding?.resolved.claim.check;
}

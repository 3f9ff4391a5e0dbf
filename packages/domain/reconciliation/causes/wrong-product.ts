import { releasesOfKb } from '../../advisories/kb-releases.ts';
import { platformOfDistribution, platformOfFamily } from '../check-families.ts';
import type { CellFacts } from '../facts.ts';
import type { Finding } from '../required-fix.ts';
import type { CauseRule } from './cause-rule.ts';

/**
 * The check's platform is not the device's: a check of Ubuntu's packages on Debian, of Windows on Linux, of a KB for another
 * release of Windows. Proof is IT's own fresh word on the system, every check that asks for the fix, and that the scanner itself
 * did not see another system there.
 */
export const wrongProduct: CauseRule = {
  id: 'wrong-product',
  version: 2,
  owner: 'infosec',
  positiveProof: true,
  confidence: 'proof',
  label: 'Check of another system',
  summary: 'the check is for a system that the device does not run',
  nextAction: 'Confirm the wrong product',
  fits: (facts) => {
    const { it, infosec, fix } = facts;
    if (!it || it.stale || infosec?.says !== 'reported') return false;
    return fix.infosec.every((finding) => isOfOtherPlatform(facts, finding) || isOfOtherRelease(facts, finding));
  },
  explain: (facts) => {
    const runs = `${facts.device.name} runs ${facts.it?.record.state.distribution}`;
    if (facts.fix.infosec.some((finding) => isOfOtherPlatform(facts, finding)))
      return `Check ${check(facts)?.id} is one of “${check(facts)?.family}”; ${runs}.`;
    return `${facts.infosec?.finding?.resolved.name} is for ${askedReleases(facts).join(', ')}; ${runs}.`;
  },
  next: (facts) =>
    `Confirm that check ${check(facts)?.id} does not apply to ${facts.it?.record.state.distribution}, or show what it saw on ${facts.device.name}.`,
};

function isOfOtherPlatform({ it }: CellFacts, { resolved, record }: Finding): boolean {
  const checked = platformOfFamily(resolved.claim.check?.family ?? null);
  if (checked === null) return false;
  const told = platformOfDistribution(it?.record.state.distribution ?? null);
  const seen = platformOfDistribution(record.distribution);
  return told !== null && checked !== told && (seen === null || seen === told);
}

/** Every KB that the check names is known, and for releases of Windows other than IT's, where the scanner saw no other one. */
function isOfOtherRelease({ it, knowledge }: CellFacts, { resolved, record }: Finding): boolean {
  const told = it?.record.state.distribution ?? null;
  const { kbs } = resolved.claim.names;
  if (told?.startsWith('windows:') !== true || kbs.length === 0) return false;
  if (record.distribution !== null && !maybeOne(record.distribution, told)) return false;
  return kbs.every((kb) => {
    const known = knowledge.kb(kb);
    const releases = known === null ? [] : releasesOfKb(known);
    return releases.length > 0 && !releases.some((release) => maybeOne(release, told));
  });
}

/** Words on a system are not always whole: "windows:10" may be 22H2, and Server 2022 its edition of 23H2. */
function maybeOne(left: string, right: string): boolean {
  return left === right || left.startsWith(`${right}-`) || right.startsWith(`${left}-`);
}

function askedReleases({ infosec, knowledge }: CellFacts): readonly string[] {
  const known = knowledge.kb(infosec?.finding?.resolved.name ?? '');
  return known === null ? [] : [...new Set(releasesOfKb(known))];
}

function check({ infosec }: CellFacts) {
  return infosec?.finding?.resolved.claim.check;
}

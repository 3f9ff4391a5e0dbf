import { hasFix } from '../../advisories/compare-fix-versions.ts';
import type { CellFacts } from '../facts.ts';
import type { CauseRule } from './cause-rule.ts';
import { mayBePackaged } from './found-copy.ts';

/** InfoSec compares the upstream version; the distribution fixed it in its own: installed ≥ the distribution's fixed version. */
export const backportedFix: CauseRule = {
  id: 'backported-fix',
  version: 2,
  owner: 'infosec',
  positiveProof: true,
  confidence: 'proof',
  label: 'Backported fix',
  summary: 'the scan compares the upstream version, the distribution fixed it in its own',
  nextAction: 'Confirm the backport',
  fits: (facts) => {
    const { it, infosec, fix, distribution } = facts;
    if (fix.kind !== 'package' || it?.says !== 'installed' || infosec?.says !== 'reported') return false;
    if (!infosec.finding?.resolved.byUpstreamVersion || it.stale) return false;
    // Another copy is no backport: only proof may say that the scanner is wrong.
    if (!mayBePackaged(infosec.finding.resolved.claim, it.version)) return false;
    return hasFix(it.version, distributionVersion(facts), distribution) === true;
  },
  explain: (facts) =>
    `${facts.device.name} has ${facts.fix.name} ${facts.it?.version}; ${facts.distribution} fixed it in ${distributionVersion(facts)}, below the upstream number that the scan asks for.`,
  next: (facts) => `Confirm that ${facts.fix.name} ${distributionVersion(facts)} has the fix, or name what it lacks.`,
};

/** The distribution's own fixed version: looked up for the finding's CVEs, else what IT's tool asks for in the distribution's form. */
function distributionVersion({ infosec, it, fix }: CellFacts): string | null {
  return infosec?.finding?.resolved.version ?? it?.claim?.requiredVersion ?? fix.version;
}

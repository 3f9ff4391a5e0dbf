import { releasesOfKb } from '../../advisories/kb-releases.ts';
import type { KnownKb } from '../../advisories/knowledge.ts';
import type { CellFacts } from '../facts.ts';
import type { CauseRule } from './cause-rule.ts';
import { foundOldVersion } from './found-copy.ts';

/**
 * One check covers several KBs: IT has the one of this cell, not all of them, and the finding does not say which it misses. Or many
 * checks look for one fix: one reports it, and another that ran beside it does not.
 */
export const oneToManyCheck: CauseRule = {
  id: 'one-to-many-check',
  version: 2,
  owner: 'infosec',
  positiveProof: false,
  confidence: 'likely',
  label: 'Check and fix do not match',
  summary: 'one check covers several fixes, or several checks of one fix differ',
  nextAction: 'Name the missing fix',
  fits: (facts) => {
    const { it, infosec, fix } = facts;
    if (it?.says !== 'installed' || it.versionHasFix === false) return false;
    if (infosec?.says !== 'reported' || infosec.asksForOlder || foundOldVersion(facts)) return false;
    return (fix.kind === 'kb' && otherKbs(facts).length > 0) || checksDiffer(facts);
  },
  explain: (facts) =>
    checksDiffer(facts)
      ? `Check ${reporting(facts)} reports ${facts.fix.id} on ${facts.device.name}; ${facts.infosec?.silentChecks.join(', ')}, which looks for the same fix and ran beside it, does not.`
      : `One finding covers ${facts.fix.id} and ${otherKbs(facts).join(', ')}; IT’s tool says that ${facts.fix.id} is installed and does not say so of the rest.`,
  next: (facts) =>
    checksDiffer(facts)
      ? `Say which of the checks ${[reporting(facts), ...(facts.infosec?.silentChecks ?? [])].join(', ')} is right about ${facts.device.name}.`
      : `Say which of ${[facts.fix.id, ...otherKbs(facts)].join(', ')} is missing on ${facts.device.name}.`,
};

/** Only where the visit logged in: a check that cannot look is silent too. */
function checksDiffer(facts: CellFacts): boolean {
  const { infosec } = facts;
  if (otherKbs(facts).length > 0 || infosec?.lastLook?.authenticated !== true) return false;
  return infosec.finding?.record === infosec.lastLook.record && infosec.silentChecks.length > 0;
}

function reporting({ infosec }: CellFacts): string {
  return infosec?.finding?.resolved.claim.check?.id ?? 'of the scan';
}

/** KBs of the same finding that this fix does not replace, that may be of this device's release, and that IT does not say are in. */
function otherKbs({ infosec, fix, device, distribution, knowledge }: CellFacts): readonly string[] {
  const asked = infosec?.finding?.resolved.claim.names.kbs ?? [];
  if (asked.length < 2) return [];
  const inPlace = new Set(
    device.it.flatMap(({ claims }) => claims.flatMap(({ says, names }) => (says === 'installed' ? names.kbs : []))),
  );
  return asked.filter((kb) => {
    if (kb === fix.id || fix.folded.includes(kb) || inPlace.has(kb)) return false;
    const known = knowledge.kb(kb);
    // References of a check hold a KB for every release of Windows: one that is not known may be another release's.
    if (!known || known.supersededBy.includes(fix.id)) return false;
    return isOfRelease(known, distribution);
  });
}

/** Of this release of Windows, or of none (Office). */
function isOfRelease(known: KnownKb, distribution: string | null): boolean {
  const releases = releasesOfKb(known);
  return releases.length === 0 || releases.some((release) => release === distribution);
}

import { buildHasKb } from '../build-has-kb.ts';
import type { CellFacts } from '../facts.ts';
import type { CauseRule } from './cause-rule.ts';

/** InfoSec asks for a KB that a later installed one replaces: by the supersedence path, or OS build ≥ fixed build (build first). */
export const supersededFix: CauseRule = {
  id: 'superseded-fix',
  version: 2,
  owner: 'infosec',
  positiveProof: true,
  confidence: 'proof',
  label: 'Superseded fix asked for',
  summary: 'the scan asks for a KB that a later installed one replaces',
  nextAction: 'Confirm supersedence',
  fits: (facts) => {
    const { it, infosec, fix } = facts;
    if (fix.kind !== 'kb' || it?.says !== 'installed' || infosec?.says !== 'reported') return false;
    // What the scan asks for is replaced, whether or not a reboot is pending: that keeps the cell from being proven by itself.
    if (it.versionHasFix === false || it.stale) return false;
    return infosec.asksForOlder || buildIsPast(facts);
  },
  explain: (facts) => {
    const asked = askedFor(facts);
    return asked === facts.fix.id
      ? `The scan asks for ${asked}; build ${facts.it?.record.state.osBuild} on ${facts.device.name} is at or past the one that brings it.`
      : `The scan asks for ${asked}; ${facts.fix.id}, installed on ${facts.device.name}, replaces it.`;
  },
  next: (facts) => `Confirm that ${facts.fix.id} replaces ${askedFor(facts)}, or show what is still missing.`,
};

/** IT has no claim on this KB of its own, but the OS build shows that a later one is in. */
function buildIsPast({ it, infosec, fix, knowledge }: CellFacts): boolean {
  const ownClaim = it?.claim?.names.kbs.includes(fix.id) === true;
  const told = infosec?.finding?.resolved.claim.requiredVersion ?? null;
  return !ownClaim && buildHasKb(it?.record.state.osBuild ?? null, null, fix.id, knowledge, told) === true;
}

function askedFor({ infosec, fix }: CellFacts): string {
  return infosec?.finding?.resolved.name ?? fix.id;
}

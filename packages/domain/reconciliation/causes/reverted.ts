import { seenAt } from '../device-case.ts';
import type { CellFacts } from '../facts.ts';
import { rebootIsPending } from '../in-use.ts';
import { readsLower, readsSameCopy } from '../read-versions.ts';
import type { CauseRule } from './cause-rule.ts';
import { scanner, when } from './wording.ts';

/**
 * The version went down: IT saw the fixed one, and a later look that logged in read a lower one of the same copy; or IT's own tool had
 * the fix in place and, by its newest word, no longer has.
 */
export const reverted: CauseRule = {
  id: 'reverted',
  version: 2,
  owner: 'it',
  positiveProof: false,
  confidence: 'strong',
  label: 'Version went down',
  summary: 'the fixed version was seen, and a lower one after it',
  nextAction: 'Find what took it back',
  fits: (facts) => {
    const { it, infosec } = facts;
    if (wentOut(facts)) return true;
    const finding = infosec?.finding;
    if (it?.says !== 'installed' || it.versionHasFix !== true || !finding || rebootIsPending(facts)) return false;
    if (it.lastSeen === null || seenAt(finding.record) <= it.lastSeen || finding.record !== infosec.lastLook?.record)
      return false;
    const { claim, byUpstreamVersion } = finding.resolved;
    if (infosec.lastLook.authenticated !== true || claim.check?.local !== true || byUpstreamVersion) return false;
    return readsLower(facts) && readsSameCopy(facts);
  },
  explain: (facts) => (wentOut(facts) ? explainOut(facts) : explainLower(facts)),
  next: ({ fix, device }) =>
    `Look on ${device.name} for a rollback, a restored image or a snapshot, then install ${fix.id} again.`,
};

/** IT's own words: in place, then not, and no more than that. */
function wentOut({ it }: CellFacts): boolean {
  const flap = it?.flap ?? null;
  return flap?.changes === 1 && flap.isOut === true && (it?.says === 'missing' || it?.says === 'failed');
}

function explainOut({ it, fix, device }: CellFacts): string {
  const now = it?.version == null ? '' : `, and reads ${it.version} now`;
  return `IT’s tool had ${fix.id} in place on ${device.name}${now}; its word changed on ${when(Date.parse(it?.flap?.lastAt ?? ''))}.`;
}

function explainLower({ it, infosec, device }: CellFacts): string {
  return `IT’s tool saw ${it?.version} on ${device.name} on ${when(it?.lastSeen ?? null)}; ${scanner(infosec?.lastLook)} read ${infosec?.finding?.resolved.claim.installedVersion} on ${when(infosec?.lastLook?.at ?? null)}, after it.`;
}

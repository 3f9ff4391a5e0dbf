import { hasFix } from '../../advisories/compare-fix-versions.ts';
import { instantOf } from '../../evidence/moment.ts';
import { pathOf } from '../deciding-claim.ts';
import { seenAt } from '../device-case.ts';
import type { CellFacts } from '../facts.ts';
import { KERNEL, rebootIsPending } from '../in-use.ts';
import { readsLower, readsSameCopy } from '../read-versions.ts';
import type { ItClaim } from '../required-fix.ts';
import type { CauseRule } from './cause-rule.ts';
import { scanner, when } from './wording.ts';

/**
 * The version went down: IT saw the fixed one, and a later look that logged in read a lower one of the same copy; or IT's own tool had
 * the fix in place and, by its newest word, no longer has; or one of IT's tools read the fixed version, and another one later a lower.
 */
export const reverted: CauseRule = {
  id: 'reverted',
  version: 3,
  owner: 'it',
  positiveProof: false,
  confidence: 'strong',
  label: 'Version went down',
  summary: 'the fixed version was seen, and a lower one after it',
  nextAction: 'Find what took it back',
  fits: (facts) => {
    const { it, infosec } = facts;
    if (wentOut(facts) || sawItBefore(facts) !== null) return true;
    const finding = infosec?.finding;
    if (it?.says !== 'installed' || it.versionHasFix !== true || !finding || rebootIsPending(facts)) return false;
    if (it.lastSeen === null || seenAt(finding.record) <= it.lastSeen || finding.record !== infosec.lastLook?.record)
      return false;
    const { claim, byUpstreamVersion } = finding.resolved;
    if (infosec.lastLook.authenticated !== true || claim.check?.local !== true || byUpstreamVersion) return false;
    return readsLower(facts) && readsSameCopy(facts);
  },
  explain: (facts) => {
    const before = sawItBefore(facts);
    if (wentOut(facts)) return explainOut(facts);
    return before === null ? explainLower(facts) : explainOtherTool(facts, before);
  },
  next: ({ fix, device }) =>
    `Look on ${device.name} for a rollback, a restored image or a snapshot, then install ${fix.id} again.`,
};

/** IT's own words: in place, then not, and no more than that. */
function wentOut({ it }: CellFacts): boolean {
  const flap = it?.flap ?? null;
  return flap?.changes === 1 && flap.isOut === true && (it?.says === 'missing' || it?.says === 'failed');
}

/** What another of IT's tools read earlier of what IT's newest word shows below the fix: the fixed version of the same copy. */
function sawItBefore({ it, fix, distribution }: CellFacts): ItClaim | null {
  if (it?.says !== 'missing' || it.versionHasFix !== false || it.claim === null || KERNEL.test(fix.name)) return null;
  const now = instantOf(it.record.state.lastSeen);
  const path = it.claim.path;
  if (now === null) return null;
  for (const one of fix.it) {
    const { claim, product } = one.resolved;
    const then = instantOf(one.record.state.lastSeen);
    if (one.record === it.record || product !== fix.product || claim.says !== 'installed') continue;
    if (then === null || then >= now || !maySamePath(claim.path, path)) continue;
    if (hasFix(claim.installedVersion, fix.version, distribution) === true) return one;
  }
  return null;
}

function maySamePath(one: string | null, other: string | null): boolean {
  return one === null || other === null || pathOf(one) === pathOf(other);
}

function explainOtherTool({ it, device }: CellFacts, { resolved, record }: ItClaim): string {
  return `${record.source} saw ${resolved.claim.installedVersion} on ${device.name} on ${when(instantOf(record.state.lastSeen))}; ${it?.record.source} read ${it?.version} on ${when(instantOf(it?.record.state.lastSeen ?? null))}, after it.`;
}

function explainOut({ it, fix, device }: CellFacts): string {
  const now = it?.version == null ? '' : `, and reads ${it.version} now`;
  return `IT’s tool had ${fix.id} in place on ${device.name}${now}; its word changed on ${when(Date.parse(it?.flap?.lastAt ?? ''))}.`;
}

function explainLower({ it, infosec, device }: CellFacts): string {
  return `IT’s tool saw ${it?.version} on ${device.name} on ${when(it?.lastSeen ?? null)}; ${scanner(infosec?.lastLook)} read ${infosec?.finding?.resolved.claim.installedVersion} on ${when(infosec?.lastLook?.at ?? null)}, after it.`;
}

import { hasFix } from '../../advisories/compare-fix-versions.ts';
import { isPatchedTo, parseWindowsBuild } from '../../versions/windows-build/windows-build.ts';
import { seenAt } from '../device-case.ts';
import type { CellFacts } from '../facts.ts';
import { KERNEL, rebootIsPending } from '../in-use.ts';
import type { CauseRule } from './cause-rule.ts';
import { foundOldVersion } from './found-copy.ts';
import { scanner, when } from './wording.ts';

/** The version went down: IT saw the fixed one, and a later look that logged in read a lower one of the same copy. */
export const reverted: CauseRule = {
  id: 'reverted',
  version: 1,
  owner: 'it',
  positiveProof: false,
  confidence: 'strong',
  label: 'Version went down',
  summary: 'the fixed version was seen, and a lower one after it',
  nextAction: 'Find what took it back',
  fits: (facts) => {
    const { it, infosec } = facts;
    const finding = infosec?.finding;
    if (it?.says !== 'installed' || it.versionHasFix !== true || !finding || rebootIsPending(facts)) return false;
    if (it.lastSeen === null || seenAt(finding.record) <= it.lastSeen || finding.record !== infosec.lastLook?.record)
      return false;
    const { claim, byUpstreamVersion } = finding.resolved;
    if (infosec.lastLook.authenticated !== true || claim.check?.local !== true || byUpstreamVersion) return false;
    return isLower(facts, claim.installedVersion) && isSameCopy(facts);
  },
  explain: ({ it, infosec, device }) =>
    `IT’s tool saw ${it?.version} on ${device.name} on ${when(it?.lastSeen ?? null)}; ${scanner(infosec?.lastLook)} read ${infosec?.finding?.resolved.claim.installedVersion} on ${when(infosec?.lastLook?.at ?? null)}, after it.`,
  next: ({ fix, device }) =>
    `Look on ${device.name} for a rollback, a restored image or a snapshot, then install ${fix.id} again.`,
};

/** Lower than what IT saw. Of a KB the OS builds are compared: there is one a device. */
function isLower(facts: CellFacts, found: string | null): boolean {
  const version = facts.it?.version ?? null;
  if (facts.fix.kind !== 'kb') return foundOldVersion(facts) && hasFix(found, version, facts.distribution) === false;
  const before = version === null ? null : parseWindowsBuild(version);
  const after = found === null ? null : parseWindowsBuild(found);
  return !!before && !!after && isPatchedTo(after, before) === false;
}

/** Kernels and applications may stand beside older ones of themselves: there the path has to say that it is the same copy. */
function isSameCopy({ it, infosec, fix }: CellFacts): boolean {
  if (fix.kind === 'kb') return true;
  if (fix.kind === 'package') return !KERNEL.test(fix.name);
  const path = infosec?.finding?.resolved.claim.path?.toLowerCase() ?? null;
  return path !== null && it?.claim?.path?.toLowerCase() === path;
}

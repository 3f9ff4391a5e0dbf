import { hasFix } from '../advisories/compare-fix-versions.ts';
import { instantOf } from '../evidence/moment.ts';
import { isPatchedTo, parseWindowsBuild } from '../versions/windows-build/windows-build.ts';
import { platformOfDistribution, platformOfFamily } from './check-families.ts';
import { seenAt } from './device-case.ts';
import type { CellFacts } from './facts.ts';
import { KERNEL } from './in-use.ts';

/** The scanner read a lower version than IT's tool. Of a KB the OS builds are compared: there is one a device. */
export function readsLower({ it, infosec, fix, distribution }: CellFacts): boolean {
  const claim = infosec?.finding?.resolved.claim;
  const version = it?.version ?? null;
  if (!claim) return false;
  if (fix.kind !== 'kb') {
    const isOld = hasFix(claim.installedVersion, claim.requiredVersion, distribution) === false;
    return isOld && hasFix(claim.installedVersion, version, distribution) === false;
  }
  const own = version === null ? null : parseWindowsBuild(version);
  const found = claim.installedVersion === null ? null : parseWindowsBuild(claim.installedVersion);
  return !!own && !!found && isPatchedTo(found, own) === false;
}

/** Kernels and applications may stand beside older ones of themselves: there the path has to say that it is the same copy. */
export function readsSameCopy({ it, infosec, fix }: CellFacts): boolean {
  if (fix.kind === 'kb') return true;
  if (fix.kind === 'package') return !KERNEL.test(fix.name);
  const path = infosec?.finding?.resolved.claim.path?.toLowerCase() ?? null;
  return path !== null && it?.claim?.path?.toLowerCase() === path;
}

/**
 * The scan read the old version of what IT's tool, later, read the fixed version of: it was installed in between, though nobody tells
 * when.
 */
export function wentInSince(facts: CellFacts): boolean {
  const { it, infosec, fix } = facts;
  const finding = infosec?.finding;
  // Where IT does not name the KB itself, its build says that a later one is in, which replaces it.
  if (fix.kind === 'kb' && !it?.claim?.names.kbs.includes(fix.id)) return false;
  if (it?.says !== 'installed' || it.installedAt !== null || it.versionHasFix !== true || !finding) return false;
  const seen = instantOf(it.record.state.lastSeen);
  if (seen === null || seenAt(finding.record) >= seen || finding.record !== infosec.lastLook?.record) return false;
  if (finding.resolved.byUpstreamVersion || finding.resolved.claim.check?.local !== true) return false;
  return !isOfOtherSystem(facts) && readsLower(facts) && readsSameCopy(facts);
}

/** What a check of another distribution reads as old is old by that one's numbers. */
function isOfOtherSystem({ infosec, distribution }: CellFacts): boolean {
  const checked = platformOfFamily(infosec?.finding?.resolved.claim.check?.family ?? null);
  const own = platformOfDistribution(distribution);
  return checked !== null && own !== null && checked !== own;
}

import { compareFixVersions, hasFix } from '../advisories/compare-fix-versions.ts';
import { instantOf, momentOf } from '../evidence/moment.ts';
import type { Claim } from '../evidence/report.ts';
import type { ItRecord } from './device-case.ts';
import { RPM_KERNEL, releaseInName } from './in-use.ts';
import type { ItClaim, RequiredFix } from './required-fix.ts';

/**
 * Among several of IT's claims on a fix: on the needed one itself before those on older ones, then the newest record; in one record, or
 * in two of one time, what the rows come to together, in whatever order they stand.
 */
export function decidingClaim(fix: RequiredFix, distribution: string | null): ItClaim | null {
  let best: ItClaim | null = null;
  for (const candidate of fix.it) if (best === null || outranks(candidate, best, fix, distribution)) best = candidate;
  return best === null || fix.it.length < A_LOG || fix.kind === 'package' ? best : (lastOfLog(best, fix) ?? best);
}

/** From so many rows on one fix an export is a log of what happened to it; two are a tool's two views (evidence/flaps.ts). */
const A_LOG = 3;

/**
 * The last row of a log of which not all rows tell a time: the rows stand in the order in which it happened, or the other way round
 * where the times that are told fall. Null where this is no log, or where the times tell it.
 */
function lastOfLog(best: ItClaim, fix: RequiredFix): ItClaim | null {
  const rows = fix.it.filter(
    (one) =>
      one.record === best.record &&
      isExact(one, fix) &&
      hasOpinion(one.resolved.claim) &&
      isSameCopy(one.resolved.claim, best.resolved.claim),
  );
  const times = rows.flatMap(
    ({ resolved: { claim } }) => momentOf(claim.installedAt ?? claim.observedAt)?.earliest ?? [],
  );
  if (rows.length < A_LOG || times.length < 2 || times.length === rows.length) return null;
  return (times[0] ?? 0) > (times.at(-1) ?? 0) ? (rows[0] ?? null) : (rows.at(-1) ?? null);
}

export function isExact({ resolved }: ItClaim, fix: RequiredFix): boolean {
  return resolved.product === fix.product;
}

function outranks(candidate: ItClaim, best: ItClaim, fix: RequiredFix, distribution: string | null): boolean {
  const exact = Number(isExact(candidate, fix)) - Number(isExact(best, fix));
  if (exact !== 0) return exact > 0;
  const newer = candidate.record === best.record ? null : isHeardLater(candidate.record, best.record);
  if (newer !== null) return newer;
  return fix.kind === 'package'
    ? packageOutranks(candidate, best, fix, distribution)
    : rowOutranks(candidate.resolved.claim, best.resolved.claim, distribution);
}

/**
 * Whether one of IT's tools saw the device after the other did; null where that cannot be told, as of two lists of one day: then they
 * are weighed like rows of one list, whatever their order.
 */
function isHeardLater({ state: a }: ItRecord, { state: b }: ItRecord): boolean | null {
  const [own, other] = [momentOf(a.lastSeen), momentOf(b.lastSeen)];
  if (own === null || other === null) return own === other ? null : own !== null;
  if (own.earliest > other.latest) return true;
  return own.latest < other.earliest ? false : null;
}

/** Several binaries of one source: the oldest decides, or one that is missing. */
function packageOutranks(candidate: ItClaim, best: ItClaim, fix: RequiredFix, distribution: string | null): boolean {
  const order = orderOf(candidate.resolved.claim, best.resolved.claim, distribution);
  // Several of one rpm kernel lie side by side by design, whatever the tool says of the older ones: the newest decides.
  if (isSameKernel(candidate, best) && order !== null && order !== 0) return order === 1;
  if (candidate.resolved.claim.says !== best.resolved.claim.says) return best.resolved.claim.says === 'installed';
  // Old kernels stay beside the new one by design: of kernels the newest decides, and none of what is built beside them.
  const isKernel = fix.name === 'linux' || fix.name === 'kernel';
  const image = Number(isImage(candidate)) - Number(isImage(best));
  if (isKernel && image !== 0) return image > 0;
  return order === (isKernel ? 1 : -1);
}

/**
 * Several rows on one update or program. A row with an opinion counts before one without; of two that differ the later, and where no
 * time or another copy tells them apart, the one that speaks against the fix: a proof must not rest on the order of rows.
 */
function rowOutranks(candidate: Claim, best: Claim, distribution: string | null): boolean {
  const opinion = Number(hasOpinion(candidate)) - Number(hasOpinion(best));
  if (opinion !== 0) return opinion > 0;
  if (!hasOpinion(best)) return false;
  const later = isLater(candidate, best);
  if ((candidate.says === 'installed') !== (best.says === 'installed'))
    return isSameCopy(candidate, best) && later !== null ? later : candidate.says !== 'installed';
  const order = orderOf(candidate, best, distribution);
  if (order !== null && order !== 0) return order === (best.says === 'installed' ? 1 : -1);
  return later === true;
}

function hasOpinion({ says }: Claim): boolean {
  return says === 'installed' || says === 'missing' || says === 'failed';
}

/** Rows of a log are of one copy; rows of an inventory that read two versions or two paths are of two. */
function isSameCopy(a: Claim, b: Claim): boolean {
  if (a.path !== null && b.path !== null && a.path.toLowerCase() !== b.path.toLowerCase()) return false;
  return a.installedVersion === null || b.installedVersion === null || a.installedVersion === b.installedVersion;
}

/** Whether the one happened after the other; null where the rows do not tell, or tell the same time. */
function isLater(a: Claim, b: Claim): boolean | null {
  const [own, other] = [momentOf(a.installedAt ?? a.observedAt), momentOf(b.installedAt ?? b.observedAt)];
  if (own === null || other === null) return null;
  if (own.earliest > other.latest) return true;
  return own.latest < other.earliest ? false : null;
}

function orderOf(a: Claim, b: Claim, distribution: string | null): -1 | 0 | 1 | null {
  if (a.installedVersion === null || b.installedVersion === null) return null;
  return compareFixVersions(a.installedVersion, b.installedVersion, distribution);
}

/**
 * Another copy of the program that IT's own inventories list beside the one that has the fix, and that has not. What another of IT's
 * sources lists counts where both tell a path, and it listed that after the fix went in. Null where there is none.
 */
export function oldCopyOf(deciding: ItClaim, fix: RequiredFix, distribution: string | null): Claim | null {
  if (fix.kind !== 'application' || deciding.resolved.claim.says !== 'installed' || fix.it.length < 2) return null;
  for (const { resolved, record } of fix.it) {
    const { claim, product } = resolved;
    if (product !== fix.product || claim === deciding.resolved.claim) continue;
    if (record !== deciding.record && !isOtherCopySince(claim, record, deciding)) continue;
    if (claim.says === 'installed' && hasFix(claim.installedVersion, fix.version, distribution) === false) return claim;
  }
  return null;
}

function isOtherCopySince(claim: Claim, { state }: ItRecord, deciding: ItClaim): boolean {
  const own = deciding.resolved.claim;
  const [seen, installed] = [instantOf(claim.observedAt ?? state.lastSeen), momentOf(own.installedAt)];
  if (claim.path === null || own.path === null || seen === null || installed === null) return false;
  return seen > installed.latest && pathOf(claim.path) !== pathOf(own.path);
}

/** One path as tools write it: with either slash, a slash at its end or none. */
export function pathOf(path: string): string {
  return path.toLowerCase().replaceAll('\\', '/').replace(/\/+$/, '');
}

/** Two versions of one kernel package, which rpm installs beside each other: "kernel-core" twice. */
function isSameKernel({ resolved: a }: ItClaim, { resolved: b }: ItClaim): boolean {
  const name = a.claim.names.package;
  return name !== null && name === b.claim.names.package && RPM_KERNEL.test(name);
}

/** A kernel itself, which bears its release in its name on Debian and Ubuntu: not "linux-libc-dev". */
function isImage({ resolved }: ItClaim): boolean {
  return releaseInName(resolved.claim.names.package) !== null;
}

import { hasFix } from '../advisories/compare-fix-versions.ts';
import { sourceOf, sourceOfName } from '../advisories/installed-sources.ts';
import type { Knowledge } from '../advisories/knowledge.ts';
import { FLAPS_KEPT_MS, type Flap, flapKeysOf } from '../evidence/flaps.ts';
import { instantOf, momentOf } from '../evidence/moment.ts';
import type { Claim } from '../evidence/report.ts';
import { exceptionOf } from '../exceptions/held-exception.ts';
import { noticesIn } from '../identifiers/notice.ts';
import { buildHasKb } from './build-has-kb.ts';
import type { ItSays } from './cell.ts';
import { decidingClaim, isExact, oldCopyOf } from './deciding-claim.ts';
import { type DeviceCase, type ItRecord, isFinished, type LookRecord, seenAt } from './device-case.ts';
import { type DeviceWide, deviceWide } from './device-wide.ts';
import type { CellFacts, InfosecFacts, ItFacts, LookFacts } from './facts.ts';
import type { ReconcileContext } from './reconcile-context.ts';
import type { Finding, ItClaim, RequiredFix } from './required-fix.ts';
import { standingFindings } from './standing-findings.ts';

/** Lays both sides' evidence on one cell beside each other. */
export function gatherFacts(
  device: DeviceCase,
  fix: RequiredFix,
  context: ReconcileContext,
  wide: DeviceWide = deviceWide(device, context.now),
): CellFacts {
  const { distribution } = wide;
  const it = device.it.length === 0 ? null : itFacts(device, fix, context, wide);
  return {
    now: context.now,
    device,
    distribution,
    fix,
    knowledge: context.knowledge,
    it,
    infosec: device.looks.length === 0 ? null : infosecFacts(device, fix, context, wide),
    held: [],
    exception: exceptionOf(device.exceptions, fix, context.now),
  };
}

function itFacts(
  device: DeviceCase,
  fix: RequiredFix,
  context: ReconcileContext,
  { distribution, lastSeen, stale, lastBoot, rebootPending, runningKernel }: DeviceWide,
): ItFacts {
  const deciding = decidingClaim(fix, distribution);
  const record = deciding?.record ?? (device.it[0] as ItRecord);
  const claim = deciding?.resolved.claim ?? fix.matched;
  const version = claim?.installedVersion ?? (fix.kind === 'kb' ? record.state.osBuild : null);
  const own = deciding === null || isExact(deciding, fix);
  const versionHasFix = versionVerdict(fix, claim, own, record, distribution, context.knowledge);
  return {
    says: wordOf(claim, deciding, fix, versionHasFix, distribution),
    claim,
    record,
    version,
    versionHasFix,
    installedAt: momentOf(claim?.installedAt ?? null),
    lastSeen,
    stale,
    lastBoot,
    rebootPending,
    runningKernel,
    mappedBy: mappedBy(device.it, fix, distribution, context.knowledge),
    inBaseline: fix.it.some((one) => isExact(one, fix)) || fix.matched !== null || context.itBaseline.has(fix.product),
    oldCopy: deciding === null ? null : oldCopyOf(deciding, fix, distribution),
    flap: flapOf(device, fix, distribution, context),
  };
}

/** The history of IT's words on this fix. Lists name binary packages and no versions asked for; a fix is of the source. */
function flapOf(
  { flaps }: DeviceCase,
  fix: RequiredFix,
  distribution: string | null,
  { now, knowledge }: ReconcileContext,
): Flap | null {
  if (flaps.length === 0) return null;
  const own = new Set(fix.it.flatMap(({ resolved }) => flapKeysOf(resolved.claim)));
  const isOwn = ({ key }: Flap): boolean =>
    own.has(key) ||
    key === fix.product ||
    (key.startsWith('pkg:') &&
      !key.includes('@') &&
      `pkg:${sourceOfName(key.slice(4), distribution, knowledge)}` === fix.product);
  let most: Flap | null = null;
  for (const flap of flaps)
    if (flap.changes > (most?.changes ?? 0) && now - Date.parse(flap.lastAt) < FLAPS_KEPT_MS && isOwn(flap))
      most = flap;
  return most;
}

/** Whether the version that IT's own evidence shows has the fix. For a KB the OS build counts, because catalogues have holes. */
function versionVerdict(
  fix: RequiredFix,
  claim: Claim | null,
  /** False where the claim is about an older KB: its required version is that one's. */
  own: boolean,
  record: ItRecord,
  distribution: string | null,
  knowledge: Knowledge,
): boolean | null {
  if (fix.kind === 'kb')
    return buildHasKb(
      claim?.installedVersion ?? record.state.osBuild,
      own ? (claim?.requiredVersion ?? null) : null,
      fix.id,
      knowledge,
      toldBuild(fix),
    );
  return hasFix(claim?.installedVersion ?? null, fix.version, distribution);
}

/** The build that a scan asks for with the KB: "Should be : 10.0.19041.5011". */
function toldBuild({ infosec, product }: RequiredFix): string | null {
  return infosec.find(({ resolved }) => resolved.product === product)?.resolved.claim.requiredVersion ?? null;
}

/**
 * IT's word on the fix that is needed now. Its claim stands as it is, except where it was about an older version and its own
 * evidence shows that the needed one is not in place; where it has no claim, its version or build speaks.
 */
function wordOf(
  claim: Claim | null,
  deciding: ItClaim | null,
  fix: RequiredFix,
  versionHasFix: boolean | null,
  distribution: string | null,
): ItSays {
  if (claim === null) return versionHasFix === true ? 'installed' : 'silent';
  if (claim.approved === false && claim.says !== 'installed') return 'silent';
  // A list says that the product is there, which is no word on a fix that does not exist.
  if (fix.vendorStatus !== null && claim.says === 'installed' && claim.raw === '') return 'silent';
  if (deciding && fix.kind === 'kb' && !isExact(deciding, fix)) return versionHasFix === true ? 'installed' : 'silent';
  const ownTarget = hasFix(claim.installedVersion, claim.requiredVersion ?? claim.installedVersion, distribution);
  if (claim.says === 'installed' && fix.kind !== 'kb' && versionHasFix === false && ownTarget === true)
    return 'missing';
  return claim.says;
}

const NOTHING: readonly string[] = [];

/** Processes that map files which this fix replaced; a process maps files of a binary package, a fix is of its source or a notice. */
function mappedBy(
  records: readonly ItRecord[],
  fix: RequiredFix,
  distribution: string | null,
  knowledge: Knowledge,
): readonly string[] {
  if (fix.kind === 'check')
    return records.flatMap(({ state }) =>
      state.restartNeeded
        .filter(({ package: owner }) => noticesIn(owner)[0] === fix.name)
        .flatMap((one) => one.processes),
    );
  if (fix.kind !== 'package') return NOTHING;
  const sourceOfOwner = (owner: string, { state }: ItRecord): string => {
    const installed = state.packages.find((pkg) => pkg.name === owner);
    if (installed && distribution) return sourceOf(installed, distribution, knowledge);
    return sourceOfName(owner, distribution, knowledge);
  };
  return records.flatMap((record) =>
    record.state.restartNeeded
      .filter(({ package: owner }) => owner === fix.name || sourceOfOwner(owner, record) === fix.name)
      .flatMap(({ processes }) => processes),
  );
}

function infosecFacts(
  device: DeviceCase,
  fix: RequiredFix,
  context: ReconcileContext,
  { distribution, reached }: DeviceWide,
): InfosecFacts {
  const standing = standingFindings(fix, device.looks, context, distribution);
  const looks = reached.map((record) => lookFacts(record, fix, standing, context, distribution));
  const finding = newestFinding(standing, fix);
  const reportedAt = finding ? seenAt(finding.record) : Number.NEGATIVE_INFINITY;
  const clearLook = lastClear(looks, fix);
  const reported = finding !== null && !(clearLook && clearLook.at > reportedAt);
  return {
    says: looks.length === 0 ? 'absent' : reported ? 'reported' : 'not_reported',
    finding: reported ? finding : null,
    asksForOlder: reported && finding !== null && fix.kind === 'kb' && finding.resolved.product !== fix.product,
    lastLook: looks.at(-1) ?? null,
    clearLook: reported ? null : clearLook,
    newest: device.looks.at(-1) ?? null,
    silentChecks: reported && finding !== null ? context.checks.silentOf(finding.record, fix) : NOTHING,
  };
}

/** The newest report counts; in one visit, one that asks for the needed fix itself before one that asks for an older. */
function newestFinding(findings: readonly Finding[], fix: RequiredFix): Finding | null {
  let best: Finding | null = null;
  for (const candidate of findings) {
    const at = seenAt(candidate.record);
    const bestAt = best ? seenAt(best.record) : Number.NEGATIVE_INFINITY;
    if (
      at > bestAt ||
      (at === bestAt && candidate.resolved.product === fix.product && best?.resolved.product !== fix.product)
    )
      best = candidate;
  }
  return best;
}

/**
 * What one visit says of one fix: when, whether it logged in, and whether it could have seen it.
 *
 * @param standing the findings that stand: one about an older fix that is over shows no look at this one
 */
export function lookFacts(
  record: LookRecord,
  fix: RequiredFix,
  standing: readonly Finding[],
  context: Pick<ReconcileContext, 'checks'>,
  distribution: string | null,
): LookFacts {
  // What InfoSec confirmed as a mistake was looked for all the same.
  const looked = isAnyOf(record, standing) || isAnyOf(record, fix.confirmedWrong);
  const at = seenAt(record);
  // A scanner that does not date its checks cannot have newer ones than its visit.
  const feed = instantOf(record.scope.feedDate) ?? at;
  const since = instantOf(fix.known?.published ?? null) ?? context.checks.checkedSince(fix);
  return {
    record,
    at,
    authenticated:
      record.look.authenticated ?? (record.findings.some((claim) => claim.check?.local === true) ? true : null),
    inScope: looked || (isFinished(record) && context.checks.inScope(record, fix, distribution)),
    feedTooOld: !looked && since !== null && feed < since,
    knowableSince: since,
  };
}

function lastClear(looks: readonly LookFacts[], fix: RequiredFix): LookFacts | null {
  for (let at = looks.length - 1; at >= 0; at -= 1) {
    const look = looks[at];
    if (look !== undefined && isClear(look, fix)) return look;
  }
  return null;
}

/** Whether a visit reported one of these. Asked for every cell: a loop makes nothing, where a function in `some` makes two objects. */
function isAnyOf(record: LookRecord, findings: readonly Finding[]): boolean {
  for (const finding of findings) if (finding.record === record) return true;
  return false;
}

/** A visit that would have reported the fault had it been there: logged in, with the check in scope, by a feed that knows it. */
function isClear(look: LookFacts, fix: RequiredFix): boolean {
  return !isAnyOf(look.record, fix.infosec) && look.authenticated === true && look.inScope && !look.feedTooOld;
}

import { compareFixVersions } from '../advisories/compare-fix-versions.ts';
import type { Knowledge } from '../advisories/knowledge.ts';
import { kbOfProduct, productKey } from '../advisories/product-key.ts';
import { type ResolveContext, type ResolvedClaim, resolveClaim } from '../advisories/resolve-claim.ts';
import type { Claim } from '../evidence/report.ts';
import { platformOfDistribution, platformOfFamily } from './check-families.ts';
import type { DeviceCase, ItRecord } from './device-case.ts';
import type { KbFolding } from './kb-folding.ts';
import { packageClaims } from './package-claims.ts';
import type { ItClaim, RequiredFix } from './required-fix.ts';
import { apart, type Gathered, joinUnfixed, plainProduct, vendorStatusOf } from './unfixed-findings.ts';

/**
 * Every fix that a device needs now: what IT's tools name, what InfoSec's report, and what matching IT's own inventory against
 * advisories says applies; superseded ones folded into the one that replaces them, never lost.
 */
export function collectFixes(device: DeviceCase, knowledge: Knowledge, folding: KbFolding): readonly RequiredFix[] {
  const distribution = distributionOf(device);
  const gathered = new Map<string, Gathered>();
  const itProducts = new Map<string, ResolvedClaim>();
  const itCves = new Map<string, string>();
  const context: ResolveContext = { distribution, knowledge, itProducts, itCves };
  gatherIt(device.it, context, gathered, itProducts, itCves);
  for (const claim of packageClaims(device.it, distribution, knowledge)) {
    const entry = entryOf(gathered, productKey('pkg', claim.source));
    entry.matched = claim.claim;
    entry.matchedVersion = claim.claim.requiredVersion;
    if (!itProducts.has(entry.product)) itProducts.set(entry.product, matchedProduct(claim.source, claim.claim));
  }
  gatherInfosec(device, context, gathered);
  joinUnfixed(gathered, distribution);
  return fold(gathered, distribution, knowledge, folding);
}

/** The distribution, by IT's word first: it is the one that logs in every day. */
export function distributionOf(device: Pick<DeviceCase, 'it' | 'looks'>): string | null {
  for (const record of device.it) if (record.state.distribution) return record.state.distribution;
  for (const record of device.looks) if (record.distribution) return record.distribution;
  return null;
}

function gatherIt(
  records: readonly ItRecord[],
  context: ResolveContext,
  gathered: Map<string, Gathered>,
  itProducts: Map<string, ResolvedClaim>,
  itCves: Map<string, string>,
): void {
  for (const record of records) {
    for (const claim of record.claims) {
      for (const resolved of resolveClaim(claim, context)) {
        const own = apart(resolved);
        const entry = entryOf(gathered, own.product);
        entry.it = joined(entry.it, { resolved: own, record });
        if (!itProducts.has(resolved.product)) itProducts.set(resolved.product, resolved);
        for (const cve of claim.names.cves) itCves.set(cve, resolved.product);
      }
    }
  }
}

function gatherInfosec(device: DeviceCase, context: ResolveContext, gathered: Map<string, Gathered>): void {
  for (const record of device.looks) {
    for (const claim of record.findings) {
      for (const resolved of resolveClaim(claim, context)) {
        // A package finding without a fixed version that nobody else names is no cell, unless it says why there is no fix.
        const nameless =
          resolved.kind === 'package' &&
          resolved.version === null &&
          claim.vendorStatus === null &&
          !context.itProducts.has(resolved.product);
        if (nameless) continue;
        const own = apart(resolved);
        const entry = entryOf(gathered, own.product);
        entry.infosec = joined(entry.infosec, { resolved: own, record });
      }
    }
  }
}

/** Mostly each side says one thing of a fix: a list of one is made as such, because one that grows takes room for sixteen. */
function joined<T>(list: T[], one: T): T[] {
  if (list.length === 0) return [one];
  list.push(one);
  return list;
}

function entryOf(gathered: Map<string, Gathered>, product: string): Gathered {
  let entry = gathered.get(product);
  if (!entry) {
    entry = { product, it: [], infosec: [], matched: null, matchedVersion: null };
    gathered.set(product, entry);
  }
  return entry;
}

function matchedProduct(source: string, claim: Claim): ResolvedClaim {
  return {
    claim,
    product: productKey('pkg', source),
    kind: 'package',
    name: source,
    version: claim.requiredVersion,
    byUpstreamVersion: false,
  };
}

function fold(
  gathered: Map<string, Gathered>,
  distribution: string | null,
  knowledge: Knowledge,
  folding: KbFolding,
): readonly RequiredFix[] {
  const kbs: string[] = [];
  for (const entry of gathered.values()) {
    const kb = kbOfProduct(entry.product);
    if (kb !== null && isApplicableKb(entry)) kbs.push(kb);
  }
  const into = folding.targets(kbs, gatheredSupersedence(gathered));
  const required: RequiredFix[] = [];
  for (const entry of gathered.values()) {
    const kb = into.size === 0 ? null : kbOfProduct(entry.product);
    if (kb !== null && into.has(kb)) continue;
    const older = kb === null ? NONE_OLDER : olderThan(kb, into, gathered);
    const told = withOlder(entry, older);
    if (told.it.length > 0 && told.infosec.length === 0 && onlyNotApplicable(told.it)) continue;
    if (older.length === 0 && asksForNothing(entry)) continue;
    required.push(toRequired(entry, told, older, distribution, knowledge));
  }
  return required;
}

const NONE_OLDER: readonly Gathered[] = [];

/** What both sides said of a fix and of the older ones that fold into it. Most fold nothing: then nothing is copied. */
function withOlder(entry: Gathered, older: readonly Gathered[]): Pick<RequiredFix, 'it' | 'infosec'> {
  if (older.length === 0) return entry;
  return {
    it: [...entry.it, ...older.flatMap((other) => other.it)],
    infosec: [...entry.infosec, ...older.flatMap((other) => other.infosec)],
  };
}

/** A KB that replaces others here, or is replaced: not one that IT names only to say that it does not apply. */
function isApplicableKb({ it, infosec }: Gathered): boolean {
  return infosec.length > 0 || !onlyNotApplicable(it);
}

/**
 * A list of installed software says what is there and asks for nothing: without a word of status, a required version or anybody who
 * asks for one it is no fix. What it says counts as soon as somebody does.
 */
function asksForNothing({ it, infosec, matched }: Gathered): boolean {
  if (infosec.length > 0 || matched !== null || it.length === 0) return false;
  return it.every(
    ({ resolved: { claim, kind } }) => kind !== 'kb' && claim.raw === '' && claim.requiredVersion === null,
  );
}

/** A fix that only IT names, and only to say that it does not apply, is not required. */
function onlyNotApplicable(claims: readonly ItClaim[]): boolean {
  return claims.every(({ resolved }) => resolved.claim.says === 'not_applicable');
}

const NOTHING: readonly string[] = [];
const NONE_WRONG: RequiredFix['confirmedWrong'] = [];

function gatheredSupersedence(gathered: ReadonlyMap<string, Gathered>): (kb: string) => readonly string[] {
  return (kb) => {
    const claims = gathered.get(productKey('kb', kb))?.it;
    if (!claims?.some(({ resolved }) => resolved.claim.names.supersededBy.length > 0)) return NOTHING;
    return claims.flatMap(({ resolved }) => resolved.claim.names.supersededBy);
  };
}

function olderThan(
  kb: string,
  into: ReadonlyMap<string, string>,
  gathered: ReadonlyMap<string, Gathered>,
): readonly Gathered[] {
  const older: Gathered[] = [];
  for (const [from, to] of into) {
    const entry = to === kb ? gathered.get(productKey('kb', from)) : undefined;
    if (entry) older.push(entry);
  }
  return older;
}

function toRequired(
  entry: Gathered,
  { it, infosec }: Pick<RequiredFix, 'it' | 'infosec'>,
  older: readonly Gathered[],
  distribution: string | null,
  knowledge: Knowledge,
): RequiredFix {
  const first = entry.it[0]?.resolved ?? entry.infosec[0]?.resolved;
  const kind = first?.kind ?? 'package';
  const name = first?.name ?? entry.product.slice(entry.product.indexOf(':') + 1);
  const vendorStatus = vendorStatusOf(entry);
  const version = kind === 'kb' || vendorStatus !== null ? null : newestVersion(entry, distribution);
  const id = kind === 'kb' ? name : idOf(entry, kind, name, version);
  const known = vendorStatus === null ? knowledge.fix(id) : null;
  return {
    id,
    product: entry.product,
    kind,
    name,
    version: version ?? known?.version ?? null,
    known,
    it,
    infosec,
    confirmedWrong: NONE_WRONG,
    matched: entry.matched,
    folded: foldedInto(entry, kind, name, version, older),
    vendorStatus,
  };
}

function foldedInto(
  entry: Gathered,
  kind: RequiredFix['kind'],
  name: string,
  version: string | null,
  older: readonly Gathered[],
): readonly string[] {
  if (kind !== 'kb') return olderVersions(entry, name, version);
  return older.length === 0 ? NOTHING : older.map((other) => kbOfProduct(other.product) ?? other.product);
}

function idOf(entry: Gathered, kind: RequiredFix['kind'], name: string, version: string | null): string {
  if (kind === 'check') return plainProduct(entry.product).slice('check:'.length);
  return version === null ? name : `${name} ${version}`;
}

/** The newest version that anybody asks for; where nobody asks for one, the version that IT says is installed. */
function newestVersion(entry: Gathered, distribution: string | null): string | null {
  let newest: string | null = entry.matchedVersion;
  const claims = [
    ...entry.it.map((claim) => claim.resolved),
    ...entry.infosec.map((finding) => finding.resolved).filter(({ claim }) => isForSystem(claim, distribution)),
  ];
  for (const { version, byUpstreamVersion } of claims) {
    if (
      version === null ||
      (byUpstreamVersion && newest !== null && compareFixVersions(version, newest, distribution) === null)
    )
      continue;
    if (newest === null || compareFixVersions(version, newest, distribution) === 1) newest = version;
  }
  return (
    newest ?? entry.it.find(({ resolved }) => resolved.claim.installedVersion)?.resolved.claim.installedVersion ?? null
  );
}

/** What a check of another system asks for ("3.0.14-1ubuntu3" on Debian) is no version that the device needs. */
function isForSystem({ check }: Claim, distribution: string | null): boolean {
  const checked = platformOfFamily(check?.family ?? null);
  if (checked === null) return true;
  const own = platformOfDistribution(distribution);
  return own === null || checked === own;
}

function olderVersions(entry: Gathered, name: string, version: string | null): readonly string[] {
  const asked = new Set(
    entry.infosec.map(({ resolved }) => resolved.version).filter((other) => other !== null && other !== version),
  );
  return [...asked].map((other) => `${name} ${other}`);
}

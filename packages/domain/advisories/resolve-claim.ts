import type { Claim, FixNames } from '../evidence/report.ts';
import { noticesIn } from '../identifiers/notice.ts';
import { sourceOfName } from './installed-sources.ts';
import type { Knowledge } from './knowledge.ts';
import { productKey } from './product-key.ts';
import { productName } from './product-name.ts';
import { inJavaVersions, releaseLine } from './release-line.ts';
import { upstreamPackages } from './upstream-packages.ts';

/** A claim brought to a fix: which product it is about, and which version or KB of it the tool asks for. */
export interface ResolvedClaim {
  readonly claim: Claim;
  /** Key within one device under which fixes replace one another: "pkg:openssl", "app:chrome", "kb:KB5044273", "check:nessus:51192". */
  readonly product: string;
  readonly kind: 'kb' | 'package' | 'application' | 'check';
  /** Name of the product as it is shown: "openssl", "Google Chrome", "KB5044273". */
  readonly name: string;
  /** Version that has the fix, in the product's own form; null where the tool did not say in that form. */
  readonly version: string | null;
  /** The tool asked by the upstream's version although a distribution packages the product: its own fixed version was looked up. */
  readonly byUpstreamVersion: boolean;
}

/** What is known of the device while its claims are resolved. */
export interface ResolveContext {
  readonly distribution: string | null;
  readonly knowledge: Knowledge;
  /** Products that IT's side names on this device, so that a scanner's names find their counterpart. */
  readonly itProducts: ReadonlyMap<string, ResolvedClaim>;
  /** CVE → product of an IT claim on this device that names it. */
  readonly itCves: ReadonlyMap<string, string>;
}

/**
 * Brings a claim to the fixes that it is about: by KB, by package, by application, by CVE through the distribution's own fixed
 * versions, and where nothing of that is named, by the check itself.
 */
export function resolveClaim(claim: Claim, context: ResolveContext): readonly ResolvedClaim[] {
  const { names } = claim;
  if (names.kbs.length > 0) return byKbs(claim, context);
  if (names.package && isWindowsProgram(claim, context)) return [byApplication(claim, names.package, context)];
  const notice = byNotice(claim, context);
  if (notice) return [notice];
  if (names.package) return [byPackage(claim, names.package, context)];
  const byCves = names.cves.length > 0 ? byDistributionFix(claim, context) : [];
  if (byCves.length > 0) return byCves;
  if (names.application) return [byApplication(claim, names.application, context)];
  return [byCounterpart(claim, context) ?? byCheck(claim)];
}

/** A finding that lists several KBs which IT names on this device reports each of them: which one it misses, it does not say. */
function byKbs(claim: Claim, context: ResolveContext): readonly ResolvedClaim[] {
  const first = byKb(claim, context);
  if (claim.check === null || claim.names.kbs.length < 2) return [first];
  // The version that it reads is of one file: it says nothing of the other updates.
  const bare = { ...claim, installedVersion: null, requiredVersion: null };
  const others = claim.names.kbs.flatMap((kb) => {
    const own = context.itProducts.get(productKey('kb', kb));
    if (kb === first.name || own === undefined || own.claim.says === 'not_applicable') return [];
    return [{ ...first, claim: bare, product: own.product, name: kb, version: null }];
  });
  return [first, ...others];
}

function byKb(claim: Claim, context: ResolveContext): ResolvedClaim {
  const kbs = claim.names.kbs;
  // One check may name the KBs of several releases: the one that IT names on this device is meant.
  const kb =
    (kbs.length > 1 ? kbs.find((candidate) => context.itProducts.has(productKey('kb', candidate))) : undefined) ??
    kbs[0] ??
    '';
  return {
    claim,
    product: productKey('kb', kb),
    kind: 'kb',
    name: kb,
    version: claim.requiredVersion,
    byUpstreamVersion: false,
  };
}

/** Tools for Windows call what they deploy a package, too. A version with a revision behind it is a distribution's all the same. */
function isWindowsProgram({ installedVersion, requiredVersion }: Claim, { distribution }: ResolveContext): boolean {
  if (!distribution?.startsWith('windows')) return false;
  return !/-\d|[~+]/.test(`${installedVersion ?? ''} ${requiredVersion ?? ''}`);
}

/**
 * A distribution's notice: IT's tool lists notices instead of packages ("RHSA-2024:7204"), and a check of packages names the notice
 * that it is for. Where IT names the package too, it is the package.
 */
function byNotice(claim: Claim, context: ResolveContext): ResolvedClaim | null {
  const { package: binary } = claim.names;
  const notice = noticeOf(claim.names);
  if (notice === null) return null;
  const product = `check:${notice}`;
  const isOwn = claim.check === null && binary === null;
  if (!isOwn) {
    const source = binary === null ? null : sourceOfName(binary, context.distribution, context.knowledge);
    const isNamed = source !== null && context.itProducts.has(productKey('pkg', source));
    if (claim.check === null || isNamed || !context.itProducts.has(product)) return null;
  }
  return { claim, product, kind: 'check', name: notice, version: null, byUpstreamVersion: false };
}

const NOTICES = new WeakMap<FixNames, string | null>();

/** The notice that a title names first; read once for what devices say alike, which is one object. */
function noticeOf(names: FixNames): string | null {
  if (names.title === null) return null;
  const known = NOTICES.get(names);
  if (known !== undefined) return known;
  const notice = noticesIn(names.title)[0] ?? null;
  NOTICES.set(names, notice);
  return notice;
}

function byPackage(claim: Claim, binary: string, context: ResolveContext): ResolvedClaim {
  const source = sourceOfName(binary, context.distribution, context.knowledge);
  const product = productKey('pkg', source);
  let version = claim.requiredVersion;
  let byUpstreamVersion = false;
  if (claim.names.cves.length > 0 && (version === null || isUpstreamForm(version, context))) {
    byUpstreamVersion = version !== null;
    version = newestDistributionFix(claim, source, context) ?? (byUpstreamVersion ? null : version);
  }
  return { claim, product, kind: 'package', name: source, version, byUpstreamVersion };
}

/** A finding that names CVEs only, on a device whose distribution has fixed them in its own versions. */
function byDistributionFix(claim: Claim, context: ResolveContext): readonly ResolvedClaim[] {
  if (!context.distribution) return [];
  const sources = new Set<string>();
  for (const cve of claim.names.cves) {
    for (const fix of context.knowledge.distributionFixes(context.distribution, cve)) sources.add(fix.source);
  }
  const known = [...sources].filter((source) => context.itProducts.has(productKey('pkg', source)));
  return (known.length > 0 ? known : [...sources].slice(0, 1)).map((source) => ({
    claim,
    product: productKey('pkg', source),
    kind: 'package' as const,
    name: source,
    version: newestDistributionFix(claim, source, context),
    byUpstreamVersion: true,
  }));
}

function byApplication(told: Claim, application: string, context: ResolveContext): ResolvedClaim {
  const bare = releaseLine(productName(application), told);
  const claim = bare.startsWith('java ') ? inJavaVersions(told) : told;
  const packaged =
    packagesOf(bare, context)
      .map((name) => context.itProducts.get(productKey('pkg', name)))
      .find((own) => own !== undefined) ?? packagedByCve(claim, context);
  if (packaged && context.distribution && !context.distribution.startsWith('windows')) {
    return {
      claim,
      product: packaged.product,
      kind: 'package',
      name: packaged.name,
      version: null,
      byUpstreamVersion: true,
    };
  }
  const own = context.itProducts.get(productKey('app', bare));
  return {
    claim,
    product: productKey('app', bare),
    kind: 'application',
    name: own?.name ?? application,
    version: claim.requiredVersion ?? (claim.says === 'installed' ? claim.installedVersion : null),
    byUpstreamVersion: false,
  };
}

/** The package of which IT's tool says that its fix removes a CVE of the finding, as the distribution's notice has it. */
function packagedByCve({ names, check }: Claim, { itCves, itProducts }: ResolveContext): ResolvedClaim | undefined {
  if (check === null) return undefined;
  for (const cve of names.cves) {
    const own = itProducts.get(itCves.get(cve) ?? '');
    if (own?.kind === 'package') return own;
  }
  return undefined;
}

function packagesOf(upstream: string, { distribution, knowledge }: ResolveContext): readonly string[] {
  return [sourceOfName(upstream, distribution, knowledge), ...upstreamPackages(upstream)];
}

/** A check that names CVEs which an IT claim on the same device names too, or which a KB removes that IT names there. */
function byCounterpart(claim: Claim, context: ResolveContext): ResolvedClaim | null {
  for (const cve of claim.names.cves) {
    const product = context.itCves.get(cve);
    const own = product ? context.itProducts.get(product) : undefined;
    if (own) return { ...own, claim, version: null, byUpstreamVersion: own.kind === 'package' };
  }
  const removedBy = claim.names.cves.length === 0 ? undefined : kbsByCve(context);
  for (const cve of claim.names.cves) {
    const own = removedBy?.get(cve);
    if (own) return { ...own, claim, version: null };
  }
  return null;
}

interface KbsByCve {
  /** IT's products when it was made: later ones make it anew. */
  readonly products: number;
  readonly byCve: ReadonlyMap<string, ResolvedClaim>;
}

const KBS_BY_CVE = new WeakMap<ResolveContext['itProducts'], KbsByCve>();

/** Which KB that IT names on the device removes a CVE, as knowledge has it: made once a device, where a finding asks for it. */
function kbsByCve({ itProducts, knowledge }: ResolveContext): ReadonlyMap<string, ResolvedClaim> {
  const known = KBS_BY_CVE.get(itProducts);
  if (known?.products === itProducts.size) return known.byCve;
  const byCve = new Map<string, ResolvedClaim>();
  for (const own of itProducts.values()) {
    if (own.kind !== 'kb') continue;
    for (const cve of knowledge.kb(own.name)?.cves ?? []) if (!byCve.has(cve)) byCve.set(cve, own);
  }
  KBS_BY_CVE.set(itProducts, { products: itProducts.size, byCve });
  return byCve;
}

function byCheck(claim: Claim): ResolvedClaim {
  const id = claim.check ? `${claim.check.tool.toLowerCase()}:${claim.check.id}` : (claim.names.title ?? 'unnamed');
  return {
    claim,
    product: `check:${id}`,
    kind: 'check',
    name: claim.check?.name ?? id,
    version: null,
    byUpstreamVersion: false,
  };
}

function newestDistributionFix(claim: Claim, source: string, context: ResolveContext): string | null {
  if (!context.distribution) return null;
  const wanted = new Set(claim.names.cves);
  let newest: string | null = null;
  // Fixes come oldest first, so the last one that removes a wanted CVE removes them all.
  for (const fix of context.knowledge.packageFixes(context.distribution, source)) {
    if (fix.cves.some((cve) => wanted.has(cve))) newest = fix.fixedVersion;
  }
  return newest;
}

/** An upstream version has no distribution revision: "3.0.14" against "3.0.14-1~deb12u2" or "3.0.7-28.el9_4". */
function isUpstreamForm(version: string, context: ResolveContext): boolean {
  return context.distribution !== null && !context.distribution.startsWith('windows') && !version.includes('-');
}

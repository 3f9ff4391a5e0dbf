import { hasFix } from '../advisories/compare-fix-versions.ts';
import type { ResolvedClaim } from '../advisories/resolve-claim.ts';
import type { Claim, VendorStatus } from '../evidence/report.ts';
import type { Finding, ItClaim } from './required-fix.ts';

/** What both sides say of one product on one device, as it is gathered. */
export interface Gathered {
  readonly product: string;
  it: ItClaim[];
  infosec: Finding[];
  matched: Claim | null;
  matchedVersion: string | null;
}

/** Set apart from the product's real fix: what has no fix is not removed by the one for something else. */
const UNFIXED = ' (no fix)';

/** A claim that says outright why there is no fix, and names none. A KB is one itself. */
export function apart(resolved: ResolvedClaim): ResolvedClaim {
  const isUnfixed = resolved.claim.vendorStatus !== null && resolved.kind !== 'kb' && resolved.version === null;
  return isUnfixed ? { ...resolved, product: `${resolved.product}${UNFIXED}` } : resolved;
}

/**
 * Where nobody asks for a version of the product, what else is said of it is about the same cell. What has reached its end of life
 * has no fix whatever is in place, so that a version that was asked for and found changes nothing; a later one that IT plans is
 * what the finding asks for.
 */
export function joinUnfixed(gathered: Map<string, Gathered>, distribution: string | null): void {
  for (const entry of [...gathered.values()]) {
    if (!entry.product.endsWith(UNFIXED)) continue;
    const product = plainProduct(entry.product);
    const plain = gathered.get(product);
    if (!plain || plain.matched !== null) continue;
    const found = vendorStatusOf(entry) === 'end-of-life' ? versionsFound(entry) : [];
    const isAt = (asked: string, reached: boolean) =>
      found.some((version) => hasFix(version, asked, distribution) === reached);
    if (askedByIt(plain).some((asked) => isAt(asked, false))) {
      plain.infosec.push(
        ...entry.infosec.map((finding) => ({ ...finding, resolved: { ...finding.resolved, product } })),
      );
      gathered.delete(entry.product);
      continue;
    }
    if (!versionsAsked(plain).every((asked) => isAt(asked, true))) continue;
    entry.it.push(...plain.it);
    entry.infosec.push(...plain.infosec);
    gathered.delete(product);
  }
}

function askedByIt({ it }: Gathered): readonly string[] {
  return it.flatMap(({ resolved }) => resolved.claim.requiredVersion ?? []);
}

function versionsAsked(entry: Gathered): readonly string[] {
  return [...askedByIt(entry), ...entry.infosec.flatMap(({ resolved }) => resolved.version ?? [])];
}

function versionsFound({ infosec }: Gathered): readonly string[] {
  return infosec.flatMap(({ resolved }) => resolved.claim.installedVersion ?? []);
}

/** The gravest word wins, so that the order of reports does not matter. */
const FROM_GRAVEST: readonly VendorStatus[] = ['end-of-life', 'will-not-fix', 'no-fix-yet'];

/** Why there is no fix for what was gathered; null where there is one. */
export function vendorStatusOf({ product, it, infosec }: Gathered): VendorStatus | null {
  if (!product.endsWith(UNFIXED)) return null;
  const told = new Set([...it, ...infosec].map(({ resolved }) => resolved.claim.vendorStatus));
  return FROM_GRAVEST.find((status) => told.has(status)) ?? null;
}

/** The key of what was gathered, without the mark that it has no fix. */
export function plainProduct(product: string): string {
  return product.endsWith(UNFIXED) ? product.slice(0, -UNFIXED.length) : product;
}

import { hasFix } from '../advisories/compare-fix-versions.ts';
import { binariesBySource, versionThatCounts } from '../advisories/installed-sources.ts';
import type { Knowledge, PackageFix } from '../advisories/knowledge.ts';
import { EMPTY_CLAIM, NO_FIX_NAMES } from '../evidence/empty-report.ts';
import type { Claim, ObservedPackage } from '../evidence/report.ts';
import type { ItRecord } from './device-case.ts';

export interface PackageClaim {
  /** Source package. */
  readonly source: string;
  readonly claim: Claim;
}

/**
 * What an inventory that lists its packages says of each fix that the distribution has issued for them: matching against
 * advisories. The newest fix of a source is the one that is needed; older ones are folded into it.
 */
export function packageClaims(
  records: readonly ItRecord[],
  distribution: string | null,
  knowledge: Knowledge,
): readonly PackageClaim[] {
  if (!distribution || distribution.startsWith('windows')) return [];
  const found: PackageClaim[] = [];
  for (const record of records) {
    const packages = record.state.packages.length > 0 ? record.state.packages : listedPackages(record.claims);
    if (packages.length === 0) continue;
    for (const [source, binaries] of binariesBySource(packages, distribution, knowledge)) {
      const fixes = knowledge.packageFixes(distribution, source).filter((fix) => fix.cves.length > 0);
      const claim = fixes.length === 0 ? null : claimOf(source, binaries, fixes, distribution);
      if (claim) found.push({ source, claim });
    }
  }
  return found;
}

/** The packages of an export that lists what is installed and asks for nothing: an inventory, too. */
function listedPackages(claims: readonly Claim[]): readonly ObservedPackage[] {
  return claims.flatMap(({ says, raw, names, installedVersion, requiredVersion, installedAt }) =>
    says === 'installed' &&
    raw === '' &&
    names.package !== null &&
    installedVersion !== null &&
    requiredVersion === null
      ? [{ name: names.package, version: installedVersion, source: null, sourceVersion: null, installedAt }]
      : [],
  );
}

function claimOf(
  source: string,
  binaries: readonly ObservedPackage[],
  fixes: readonly PackageFix[],
  distribution: string,
): Claim | null {
  const newest = fixes.at(-1);
  const version = versionThatCounts(binaries, distribution);
  const fixed = newest ? hasFix(version, newest.fixedVersion, distribution) : null;
  if (!newest || fixed === null) return null;
  const above = fixes.filter((fix) => hasFix(version, fix.fixedVersion, distribution) === false);
  return {
    ...EMPTY_CLAIM,
    says: fixed ? 'installed' : 'missing',
    raw: fixed ? 'installed version has the fix' : 'installed version is older than the fix',
    names: { ...NO_FIX_NAMES, package: source, cves: [...new Set(above.flatMap((fix) => fix.cves))] },
    installedVersion: version,
    requiredVersion: newest.fixedVersion,
    installedAt: fixed ? lastInstall(binaries) : null,
    place: { line: null, excerpt: binaries.map((binary) => `${binary.name} ${binary.version}`).join('\n') },
  };
}

/** All binaries are replaced in one run; the last of them ends it. */
function lastInstall(binaries: readonly ObservedPackage[]): string | null {
  return binaries.reduce<string | null>((last, { installedAt = null }) => {
    if (last === null || installedAt === null) return last ?? installedAt;
    return installedAt > last ? installedAt : last;
  }, null);
}

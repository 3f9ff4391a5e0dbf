import { hasFix } from '../advisories/compare-fix-versions.ts';
import type { Knowledge } from '../advisories/knowledge.ts';
import type { Claim, ObservedPackage } from '../evidence/report.ts';
import type { ItRecord } from './device-case.ts';

export interface PackageClaim {
  /** Source package. */
  readonly source: string;
  readonly claim: Claim;
}

/**
 * What an inventory that lists its packages says of each fix that the distribution has issued for them. Debian fixes source
 * packages, so the source version is compared; several binaries of one source count by the oldest of them.
 */
export function packageClaims(
  records: readonly ItRecord[],
  distribution: string | null,
  knowledge: Knowledge,
): readonly PackageClaim[] {
  if (!distribution) return [];
  const found: PackageClaim[] = [];
  for (const record of records) {
    if (record.state.packages.length === 0) continue;
    for (const [source, installed] of oldestBySource(record.state.packages, distribution)) {
      const fixes = knowledge.packageFixes(distribution, source).filter((fix) => fix.cves.length > 0);
      const newest = fixes.at(-1);
      if (!newest) continue;
      const fixed = hasFix(installed.version, newest.fixedVersion, distribution);
      if (fixed === null) continue;
      found.push({
        source,
        claim: claimOf(installed, newest.fixedVersion, fixed, missingCves(installed, fixes, distribution)),
      });
    }
  }
  return found;
}

interface Installed {
  readonly binaries: readonly string[];
  readonly version: string;
  readonly installedAt: string | null;
}

function oldestBySource(packages: readonly ObservedPackage[], distribution: string): ReadonlyMap<string, Installed> {
  const bySource = new Map<string, Installed>();
  for (const pkg of packages) {
    const { source, version } = sourceOf(pkg);
    const known = bySource.get(source);
    if (source === KERNEL && !KERNEL_IMAGE.test(pkg.name)) continue;
    // Old kernels stay beside the new one by design, so the newest decides; of everything else the oldest.
    const takes =
      known === undefined ||
      (source === KERNEL
        ? hasFix(known.version, version, distribution)
        : hasFix(version, known.version, distribution)) === false;
    bySource.set(source, {
      binaries: [...(known?.binaries ?? []), pkg.name],
      version: takes ? version : known.version,
      // All binaries are replaced in one run; the last of them ends it.
      installedAt: later(known?.installedAt ?? null, pkg.installedAt ?? null),
    });
  }
  return bySource;
}

const KERNEL = 'linux';
const KERNEL_IMAGE = /^linux-image-(unsigned-)?\d/;

/** Signed kernels are built again from a source of their own, "linux-signed-amd64 6.1.124+1", for the fix "linux 6.1.124-1". */
export function sourceOf(pkg: ObservedPackage): { readonly source: string; readonly version: string } {
  const source = pkg.source ?? pkg.name;
  const version = pkg.sourceVersion ?? pkg.version;
  if (!/^linux-signed-/.test(source)) return { source, version };
  return { source: KERNEL, version: version.replace(/\+(\d+)$/, '-$1') };
}

function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

function missingCves(
  installed: Installed,
  fixes: readonly { readonly fixedVersion: string; readonly cves: readonly string[] }[],
  distribution: string,
): readonly string[] {
  return [
    ...new Set(
      fixes
        .filter((fix) => hasFix(installed.version, fix.fixedVersion, distribution) === false)
        .flatMap((fix) => fix.cves),
    ),
  ];
}

function claimOf(installed: Installed, fixedVersion: string, fixed: boolean, cves: readonly string[]): Claim {
  return {
    says: fixed ? 'installed' : 'missing',
    raw: fixed ? 'installed version has the fix' : 'installed version is older than the fix',
    names: { kbs: [], package: installed.binaries[0] ?? null, application: null, cves, supersededBy: [], title: null },
    installedVersion: installed.version,
    requiredVersion: fixedVersion,
    installedAt: fixed ? installed.installedAt : null,
    observedAt: null,
    path: null,
    exitCode: null,
    approved: null,
    check: null,
    severity: null,
    cvss: [],
    port: null,
    place: {
      line: null,
      excerpt: installed.binaries.map((binary) => `${binary} (source version ${installed.version})`).join('\n'),
    },
  };
}

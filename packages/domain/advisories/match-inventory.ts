import type { ObservedPackage, ObservedState } from '../evidence/report.ts';
import { compareVersions } from '../versions/compare.ts';
import { schemeOfDistribution } from '../versions/guess-scheme.ts';
import { isPatchedTo, parseWindowsBuild } from '../versions/windows-build/windows-build.ts';
import { fixOfKb, fixOfPackage, packageFixId } from './fix-names.ts';
import { binariesBySource, versionThatCounts } from './installed-sources.ts';
import type { Fix, Knowledge } from './knowledge.ts';

/** What matching needs to know of a device; the state in any report has it. */
export type Matchable = Pick<ObservedState, 'distribution' | 'osBuild' | 'packages'>;

/** A fix that a device needs now, older ones folded into it, and how that was found. */
export interface Match {
  readonly fix: Fix;
  /** Every CVE that the device is open to and that this fix, with those folded into it, removes. */
  readonly cves: readonly string[];
  /** Version of the source package, or the OS build, that is there now. */
  readonly installedVersion: string;
  readonly evidence: MatchEvidence;
}

export interface MatchEvidence {
  /** Which rule matched, with its version: the verdict can be had again as it was. */
  readonly rule: 'source-package-below-fixed@1' | 'security-update-offered@1' | 'os-build-below-fixed@1';
  /** Binary packages of that source on the device, "libssl3 3.0.13-1~deb12u1"; for Windows the build. */
  readonly found: readonly string[];
  /** Fixes above the installed version, oldest first, with the CVEs that each removes. The last one is the fix itself. */
  readonly above: readonly { readonly fix: string; readonly cves: readonly string[] }[];
}

export interface MatchOptions {
  /** Match security updates whose CVEs are not known, too. A scanner that asks by CVE will never speak of them. */
  readonly withoutKnownCves?: boolean;
}

/**
 * Which fixes a device needs, by its own inventory and the distribution's own fixed versions.
 *
 * Packages are matched by SOURCE package and source version (DOMAIN: "backported-fix"; Debian's tracker speaks of sources): a
 * device is open to the CVEs of every fix above its installed version, and the newest of them is the one that it needs.
 * Nothing is concluded where a version cannot be read.
 */
export function matchInventory(state: Matchable, knowledge: Knowledge, options: MatchOptions = {}): readonly Match[] {
  const { distribution } = state;
  if (distribution === null) return [];
  if (distribution.startsWith('windows:')) return matchOsBuild(distribution, state.osBuild, knowledge);
  return [...binariesBySource(state.packages, distribution, knowledge)].flatMap(([source, binaries]) => {
    const match = matchSource(source, binaries, distribution, knowledge, options);
    return match === null ? [] : [match];
  });
}

function matchSource(
  source: string,
  binaries: readonly ObservedPackage[],
  distribution: string,
  knowledge: Knowledge,
  options: MatchOptions,
): Match | null {
  const fixes = knowledge.packageFixes(distribution, source);
  const offered = options.withoutKnownCves ? knowledge.newestOf(distribution, source) : null;
  // Most sources of a device have neither: without this its 430 sources take five times as long.
  if (fixes.length === 0 && !offered?.security) return null;
  const scheme = schemeOfDistribution(distribution) ?? 'dpkg';
  const installedVersion = versionThatCounts(binaries, distribution);
  const found = binaries.map(({ name, version }) => `${name} ${version}`);
  const isAbove = (version: string): boolean => compareVersions(scheme, version, installedVersion) === 1;
  const above = fixes.filter((fix) => fix.cves.length > 0 && isAbove(fix.fixedVersion));
  const newest = above.at(-1);
  if (newest !== undefined) {
    const cves = [...new Set(above.flatMap((fix) => fix.cves))];
    const fix = fixOfPackage({ ...newest, distribution, source, version: newest.fixedVersion, cves });
    const steps = above.map((step) => ({ fix: packageFixId(source, step.fixedVersion), cves: step.cves }));
    return { fix, cves, installedVersion, evidence: { rule: 'source-package-below-fixed@1', found, above: steps } };
  }
  if (!offered?.security || !isAbove(offered.version)) return null;
  const { version } = offered;
  const fix = fixOfPackage({ distribution, source, version, published: null, urgency: null, cves: [] });
  const evidence = { rule: 'security-update-offered@1', found, above: [{ fix: fix.id, cves: [] }] } as const;
  return { fix, cves: [], installedVersion, evidence };
}

/** The newest KB of the device's release whose build is above the device's own, the older ones folded into it. */
function matchOsBuild(distribution: string, osBuild: string | null, knowledge: Knowledge): readonly Match[] {
  const installed = osBuild === null ? null : parseWindowsBuild(osBuild);
  if (installed === null || osBuild === null) return [];
  const above = knowledge.kbsOfRelease(distribution).filter(({ build }) => {
    const fixed = parseWindowsBuild(build);
    return fixed !== null && isPatchedTo(installed, fixed) === false;
  });
  const inOrder = above.toSorted((a, b) => compareVersions('windows-build', a.build, b.build) ?? 0);
  const newest = inOrder.at(-1);
  const known = newest === undefined ? null : knowledge.kb(newest.kb);
  if (newest === undefined || known === null) return [];
  const steps = inOrder.map(({ kb }) => ({ fix: kb, cves: knowledge.kb(kb)?.cves ?? [] }));
  const cves = [...new Set(steps.flatMap((step) => step.cves))];
  const fix: Fix = { ...fixOfKb(known), product: distribution, version: newest.build, cves };
  const evidence = { rule: 'os-build-below-fixed@1', found: [osBuild], above: steps } as const;
  return [{ fix, cves, installedVersion: osBuild, evidence }];
}

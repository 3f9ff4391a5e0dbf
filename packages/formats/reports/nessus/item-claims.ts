import type { Check, Claim, FixNames } from '@baton/domain/evidence/report.ts';
import { cvesIn } from '@baton/domain/identifiers/cve.ts';
import { remnantOf } from '../remnant.ts';
import { applicationOf } from './application-name.ts';
import { missingRegistryKey } from './missing-registry-key.ts';
import { namedKbs } from './named-kbs.ts';
import { isPatchFamily, type NessusItem } from './nessus-item.ts';
import { isAboutSystem, listedPackages, vendorStatusOfItem } from './unfixed-items.ts';
import { type VersionPair, versionPairs } from './version-pairs.ts';

const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
const EXCERPT_LENGTH = 2_000;

/**
 * Checks that sum up what other checks report, or list what is installed. They are not findings: 66334 "Patch Report",
 * 38153 "Summary of Missing Patches", 57033 feasibility, 93962 and 13855 what is installed.
 */
const ROLL_UPS: ReadonlySet<string> = new Set(['66334', '38153', '57033', '93962', '13855']);
/** Results of configuration audits carry severities of their own and are no fixes. */
const AUDIT_FAMILY = 'Policy Compliance';

/** Whether an item can be a finding at all, by what its opening tag says. */
export function mayBeFinding(pluginId: string, family: string, severity: number): boolean {
  if (ROLL_UPS.has(pluginId) || family === AUDIT_FAMILY) return false;
  return severity > 0 || isPatchFamily(family);
}

/**
 * What an item claims: one claim a package, else one a copy that it found, else one. An item that names nothing that a patch could
 * fix (no CVE, KB, package or version: a self-signed certificate) is no finding of ours; nor is an informational one of a patch
 * family, unless it shows that something is below what it should be.
 */
export function itemClaims(item: NessusItem, check: Check): readonly Claim[] {
  const pairs = versionPairs(item.output);
  const kbs = namedKbs(item);
  const base = claimBase(item, check);
  const copies = pairs.filter((pair) => pair.required !== null);
  if (item.severity === 0 && !copies.some((pair) => pair.installed !== null)) return [];
  if (kbs.length === 0 && base.vendorStatus !== null) return unfixedClaims(item, base, pairs);
  if (kbs.length > 0) return [claimOf(base, pairs[0] ?? null, { ...base.names, kbs })];
  const packages = pairs.filter((pair) => pair.package !== null);
  if (packages.length > 0) return packages.map((pair) => claimOf(base, pair, { ...base.names, package: pair.package }));
  if (runsOldKernel(item)) return [claimOf(base, null, { ...base.names, package: 'linux' })];
  const application = applicationOf(item.pluginName);
  if (copies.length > 0) return copies.map((pair) => claimOf(base, pair, { ...base.names, application }));
  return base.names.cves.length > 0 ? [claimOf(base, pairs[0] ?? null, base.names)] : [];
}

/** What has no fix: a claim a package, else one a copy of the product, else one of the check itself. It asks for no version. */
function unfixedClaims(item: NessusItem, base: Claim, pairs: readonly VersionPair[]): readonly Claim[] {
  const bare = pairs.map((pair) => ({ ...pair, required: null }));
  const packages = bare.filter((pair) => pair.package !== null);
  if (packages.length > 0) return packages.map((pair) => claimOf(base, pair, { ...base.names, package: pair.package }));
  if (base.vendorStatus !== 'end-of-life') {
    const listed = listedPackages(item.output);
    if (listed.length > 0)
      return listed.map(({ name, version }) => ({
        ...claimOf(base, null, { ...base.names, package: name }),
        installedVersion: version,
      }));
  }
  const application =
    base.vendorStatus === 'end-of-life' && !isAboutSystem(item) ? applicationOf(item.pluginName) : null;
  const names = { ...base.names, application };
  return bare.length > 0 ? bare.map((pair) => claimOf(base, pair, names)) : [claimOf(base, null, names)];
}

/** "Channel : Monthly Enterprise Channel", as the checks of Office print it. */
const CHANNEL = /^[ \t]*(?:update )?channel[ \t]*:[ \t]*(\S[^\r\n]{0,200})/im;

function channelOf({ output }: NessusItem): string | null {
  return CHANNEL.exec(output.slice(0, 20_000))?.[1]?.trim() ?? null;
}

/** Ubuntu: "Running Kernel level of 5.15.0-112-generic does not meet the minimum fixed level of 5.15.0-116-generic" */
function runsOldKernel(item: NessusItem): boolean {
  return /Running Kernel level of \S+ does not meet the minimum fixed level/i.test(item.output);
}

function claimOf(base: Claim, pair: VersionPair | null, names: FixNames): Claim {
  return {
    ...base,
    names,
    installedVersion: pair?.installed ?? null,
    requiredVersion: pair?.required ?? null,
    path: pair ? pair.path : base.path,
  };
}

function claimBase(item: NessusItem, check: Check): Claim {
  const severity = SEVERITIES[item.severity] ?? null;
  return {
    says: 'missing',
    raw: `severity ${severity ?? item.severity}`,
    names: {
      kbs: [],
      package: null,
      application: null,
      cves: item.cves.length === 0 ? [] : cvesIn(item.cves.join(' ')),
      supersededBy: [],
      title: check.name,
    },
    installedVersion: null,
    requiredVersion: null,
    installedAt: null,
    observedAt: null,
    path: missingRegistryKey(item.output),
    exitCode: null,
    approved: null,
    vendorStatus: vendorStatusOfItem(item),
    channel: /\b(?:office|microsoft 365)\b/i.test(item.pluginName) ? channelOf(item) : null,
    remnant: remnantOf(item.output),
    check,
    severity,
    cvss: item.cvss,
    port: item.port,
    place: { line: item.line, excerpt: excerptOf(item) },
  };
}

/** The opening tag and what the check said of this host. Description and solution are the same everywhere, and not evidence. */
function excerptOf(item: NessusItem): string {
  const said = item.output.trim() || item.synopsis;
  return `${item.tag}\n${said}`.slice(0, EXCERPT_LENGTH);
}

import { EMPTY_STATE } from '@baton/domain/evidence/empty-state.ts';
import type { Claim, DeviceReport, Look } from '@baton/domain/evidence/report.ts';
import type { CheckDictionary } from '../nessus/check-dictionary.ts';
import { hostNames } from '../nessus/host-names.ts';
import { itemClaims, mayBeFinding } from '../nessus/item-claims.ts';
import { itemWith, type NessusItem, takeElement } from '../nessus/nessus-item.ts';
import { distributionOf } from '../operating-system.ts';
import { readTime } from '../read-time.ts';

/** The cell under a heading (lower case); '' where there is none. */
export type TenableCells = (heading: string) => string;

export interface TenableFinding {
  readonly cells: TenableCells;
  readonly line: number;
  /** The export has a row a CVE: those of all its rows. */
  readonly cves: readonly string[];
}

export interface FindingContext {
  readonly zone: string;
  readonly checks: CheckDictionary;
}

const DAY_MS = 86_400_000;
const SEVERITIES = ['none', 'low', 'medium', 'high', 'critical'];
/** What Tenable keeps of findings that its scans found gone. */
const GONE = /^fixed$/i;

/** What one finding says: of its device when it was looked at last, and of the fix when that was last really seen. */
export function readFinding(finding: TenableFinding, context: FindingContext): DeviceReport {
  const { cells, line } = finding;
  const seen = timeOf(cells('last found'), context.zone);
  const visit = lookOf(cells, seen, context.zone);
  const system = cells('os') || null;
  return {
    names: hostNames(cells('host'), properties(cells), []),
    state: {
      ...EMPTY_STATE,
      operatingSystem: system,
      distribution: system === null ? null : distributionOf(system),
      lastSeen: visit.look.to,
    },
    claims: claimsOf(finding, context, isBefore(seen, visit.look.from) ? seen : null),
    place: { line, excerpt: hostExcerpt(cells) },
    ...visit,
  };
}

function properties(cells: TenableCells): ReadonlyMap<string, string> {
  return new Map([
    ['host-ip', cells('ip address')],
    ['host-fqdn', cells('fqdn')],
    ['netbios-name', cells('netbios')],
  ]);
}

/**
 * When Tenable last looked at the device, whatever it looked for: the dates that it keeps of the asset, the same on all its rows. A
 * finding that was seen more than a day after them is of a later visit, of which no more is told.
 */
function lookOf(cells: TenableCells, seen: string | null, zone: string): Pick<DeviceReport, 'visit'> & { look: Look } {
  const loggedIn = timeOf(cells('last authenticated results date'), zone);
  const loggedOut = timeOf(cells('last unauthenticated results date'), zone);
  const of = (at: string | null, authenticated: boolean | null, authentication: string | null): Look => ({
    from: at,
    to: at,
    authenticated,
    authentication,
    reached: true,
  });
  const known = newer(loggedIn, loggedOut);
  if (known === null || (seen !== null && Date.parse(seen) > Date.parse(known) + DAY_MS)) {
    const at = seen ?? timeOf(cells('host end'), zone);
    const visit = at === null ? {} : { visit: Math.floor(Date.parse(at) / 60_000) };
    return { look: of(at, null, null), ...visit };
  }
  const authenticated = loggedIn === loggedOut ? null : known === loggedIn;
  return { look: of(known, authenticated, `Last Authenticated Results Date: ${loggedIn ?? 'none'}`) };
}

function claimsOf(
  { cells, line, cves }: TenableFinding,
  { checks }: FindingContext,
  observedAt: string | null,
): readonly Claim[] {
  const severity = severityOf(cells);
  if (GONE.test(cells('vulnerability state')) || !mayBeFinding(cells('plugin id'), cells('plugin family'), severity))
    return [];
  const item = itemOf(cells, severity, line, cves);
  return itemClaims(item, checks.of(item)).map((claim) => ({ ...claim, observedAt }));
}

/** The row as the item of a scan that it once was: Tenable keeps the words of Nessus' checks as they are. */
function itemOf(cells: TenableCells, severity: number, line: number, cves: readonly string[]): NessusItem {
  const port = Number(cells('port'));
  const item = itemWith({
    pluginId: cells('plugin id'),
    pluginName: cells('name'),
    family: cells('plugin family'),
    severity,
    port: Number.isInteger(port) && port > 0 ? port : null,
    line,
    tag: findingExcerpt(cells),
  });
  item.cves.push(...cves);
  for (const [element, heading] of ELEMENTS) takeElement(item, element, cells(heading));
  return item;
}

/** Columns that are elements of a .nessus file by other names. */
const ELEMENTS = [
  ['plugin_output', 'plugin output'],
  ['cvss_vector', 'cvss vector'],
  ['cvss3_vector', 'cvss3 vector'],
  ['synopsis', 'synopsis'],
  ['solution', 'solution'],
  ['plugin_type', 'plugin type'],
  ['plugin_publication_date', 'plugin publication date'],
  ['plugin_modification_date', 'plugin modification date'],
  ['unsupported_by_vendor', 'unsupported by vendor'],
] as const;

function severityOf(cells: TenableCells): number {
  const number = cells('severity');
  return /^[0-4]$/.test(number) ? Number(number) : Math.max(0, SEVERITIES.indexOf(cells('risk').toLowerCase()));
}

function findingExcerpt(cells: TenableCells): string {
  return excerpt(cells, ['Plugin ID', 'Name', 'Vulnerability State', 'First Found', 'Last Found']);
}

function hostExcerpt(cells: TenableCells): string {
  const dates = ['Last Authenticated Results Date', 'Last Unauthenticated Results Date'];
  return excerpt(cells, ['Host', 'IP Address', 'FQDN', 'NetBios', 'OS', ...dates]).slice(0, 2_000);
}

function excerpt(cells: TenableCells, headings: readonly string[]): string {
  return headings
    .map((heading) => [heading, cells(heading.toLowerCase())] as const)
    .filter(([, value]) => value !== '')
    .map(([heading, value]) => `${heading}: ${value}`)
    .join('\n');
}

/** Tenable writes UTC; where a table program has rewritten the dates, they are in the import's zone. */
function timeOf(raw: string, zone: string): string | null {
  return readTime(raw, 'month-first', zone);
}

function newer(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return Date.parse(a) >= Date.parse(b) ? a : b;
}

function isBefore(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && Date.parse(a) < Date.parse(b);
}

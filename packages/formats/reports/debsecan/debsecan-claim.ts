import type { Claim } from '@baton/domain/evidence/report.ts';

/** What debsecan says of one vulnerability in one package. */
export interface DebsecanFinding {
  /** "CVE-2024-45490", or "TEMP-0841856-B18BAF" where no CVE exists. */
  readonly id: string;
  /** Binary package; null where the form does not name it. */
  readonly package: string | null;
  readonly installedVersion: string | null;
  /** Its own words: "fixed, remotely exploitable, high urgency". */
  readonly notes: string;
  readonly description: string | null;
  /** The report says outright that there is no update. */
  readonly withoutUpdate?: boolean;
  readonly line: number;
  readonly excerpt: string;
}

export const VULNERABILITY_ID = '(?:CVE-\\d{4}-\\d{4,19}|TEMP-\\d+-[0-9A-F]+)';
/** Debian policy 5.6.1, with the architecture that some tools add. */
export const PACKAGE_NAME = '[a-z0-9][a-z0-9+.-]+(?::[a-z0-9]+)?';

/** A finding as a claim. debsecan tells no fixed version that is sure to be of this suite, so none is taken. */
export function debsecanClaim(finding: DebsecanFinding): Claim {
  const { id, notes } = finding;
  const name = finding.package === null ? id : `${id} in ${finding.package}`;
  return {
    says: 'missing',
    raw: notes === '' ? 'listed' : notes,
    names: {
      kbs: [],
      package: finding.package,
      application: null,
      cves: id.startsWith('CVE') ? [id] : [],
      supersededBy: [],
      title: finding.description === null ? name : `${name}: ${finding.description}`,
    },
    installedVersion: finding.installedVersion,
    requiredVersion: null,
    installedAt: null,
    observedAt: null,
    path: null,
    exitCode: null,
    approved: null,
    vendorStatus: finding.withoutUpdate === true ? 'no-fix-yet' : null,
    channel: null,
    remnant: null,
    check: { tool: 'debsecan', id, name, family: null, published: null, modified: null, local: true },
    severity: /(low|medium|high) urgency/.exec(notes)?.[1] ?? null,
    cvss: [],
    port: null,
    place: { line: finding.line, excerpt: finding.excerpt.slice(0, 2_000) },
  };
}

import type { CvssScore, Epss, Kev, KnowledgeSource, Lifecycle, OfficeRelease, Ssvc } from './knowledge.ts';

/** The form of the offline bundle: raised when an older reader would misread a newer bundle. */
export const BUNDLE_FORMAT = 'baton-knowledge';
export const BUNDLE_FORMAT_VERSION = 2;
/** Name of the source whose date is the date of every EPSS score in the bundle. */
export const EPSS_SOURCE = 'EPSS';

/** First row of a bundle: what it is, and how many rows of each kind must follow, so that a cut one is noticed. */
export interface BundleHeader {
  readonly row: 'header';
  readonly format: typeof BUNDLE_FORMAT;
  readonly formatVersion: number;
  /** ISO date of the newest source. */
  readonly date: string;
  readonly sources: readonly (KnowledgeSource & { readonly records: number })[];
  readonly counts: BundleCounts;
}

export interface BundleCounts {
  readonly source: number;
  readonly packageFix: number;
  readonly kb: number;
  readonly vulnerability: number;
  /** Absent in bundles of format 1. */
  readonly lifecycle?: number | undefined;
  readonly officeRelease?: number | undefined;
}

/** Every other row of a bundle. */
export type BundleRow = SourceRow | PackageFixRow | KbRow | VulnerabilityRow | LifecycleRow | OfficeReleaseRow;

/** A source package of a distribution: its newest version and the binary packages that it builds. */
export interface SourceRow {
  readonly row: 'source';
  readonly distribution: string;
  readonly source: string;
  readonly newest: string;
  readonly security: boolean;
  /** Names of the binary packages; absent where the only one is named like the source. */
  readonly binaries?: readonly string[] | undefined;
}

/** One version of a source package that removes CVEs. */
export interface PackageFixRow {
  readonly row: 'package-fix';
  readonly distribution: string;
  readonly source: string;
  readonly version: string;
  readonly published: string | null;
  readonly urgency: string | null;
  readonly cves: readonly string[];
}

/** One KB. `supersedes` is one step, as the catalogue says it, without the KB itself. */
export interface KbRow {
  readonly row: 'kb';
  readonly kb: string;
  readonly supersedes: readonly string[];
  readonly builds: readonly { readonly product: string; readonly build: string }[];
  readonly cves: readonly string[];
  readonly products: readonly string[];
  readonly published: string | null;
  readonly severity: string | null;
}

/** What is known of one CVE. */
export interface VulnerabilityRow {
  readonly row: 'vulnerability';
  readonly cve: string;
  readonly kev?: Kev | undefined;
  readonly epss?: Pick<Epss, 'score' | 'percentile'> | undefined;
  readonly ssvc?: Ssvc | undefined;
  readonly cvss?: readonly CvssScore[] | undefined;
}

/** When the releases of one product get no more fixes. */
export interface LifecycleRow extends Lifecycle {
  readonly row: 'lifecycle';
}

/** A build of Microsoft 365 Apps that came out on a day of security updates. */
export interface OfficeReleaseRow extends OfficeRelease {
  readonly row: 'office-release';
}

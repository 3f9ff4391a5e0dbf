/**
 * What is known of vulnerabilities and their fixes, as questions and answers. Where it comes from (the offline bundle in
 * memory, or PostgreSQL) is of no matter to the rules; they ask here.
 */
export interface Knowledge {
  /** ISO date of the newest source: how fresh all of this is. */
  readonly date: string;
  readonly sources: readonly KnowledgeSource[];
  /** A fix by its id: "KB5044273", "openssl 3.0.14-1~deb12u2". Null where it is not known. */
  fix(id: string): Fix | null;
  /**
   * The path of KBs by which the catalogue says that `by` replaces `kb`, both ends included: evidence for a person. Null
   * where no path is known, which proves nothing: catalogues have holes. Cycles in the catalogue are survived.
   */
  supersededBy(kb: string, by: string): readonly string[] | null;
  /** What is known of one KB ("KB5044273"). */
  kb(kb: string): KnownKb | null;
  /** The KBs with a known OS build for a release of Windows ("windows:10-22H2"). */
  kbsOfRelease(release: string): readonly { readonly kb: string; readonly build: string }[];
  /** The distribution's own fixed versions for a CVE. Empty where the distribution is not known to have fixed it. */
  distributionFixes(distribution: string, cve: string): readonly DistributionFix[];
  /** The fixes of a source package, oldest first, each with the CVEs that it removes. */
  packageFixes(distribution: string, source: string): readonly PackageFix[];
  /** The source package of a binary package; null where the binary is not known. */
  sourceOf(distribution: string, binary: string): string | null;
  /** The newest version of a source package that the distribution offers; null where not known. */
  newestOf(distribution: string, source: string): OfferedSource | null;
  /** What is known of a CVE; null where nothing is. */
  vulnerability(cve: string): Vulnerability | null;
  /** Lifecycle of a product by one of its bare names ("python", "sql server"), or of an operating system ("debian", "windows"). */
  lifecycle(name: string): Lifecycle | null;
  /** Builds of Microsoft 365 Apps, oldest first. */
  readonly officeReleases: readonly OfficeRelease[];
}

/** Where knowledge came from, for display and for law: each source has its own licence. */
export interface KnowledgeSource {
  readonly name: string;
  readonly licence: string;
  /** ISO date of the snapshot. */
  readonly date: string;
  readonly url: string;
}

export type FixKind = 'kb' | 'package' | 'application' | 'check';

/** What removes vulnerabilities. */
export interface Fix {
  /** "KB5044273", "openssl 3.0.14-1~deb12u2" */
  readonly id: string;
  /** Key within which fixes are ordered and fold into one another: "deb:12:openssl", "windows:10-22H2"; "kb:5044273" where not known. */
  readonly product: string;
  readonly kind: FixKind;
  readonly title: string;
  /** Fixed version or OS build; null where not known. */
  readonly version: string | null;
  readonly cves: readonly string[];
  /** ISO date; null where not known. */
  readonly published: string | null;
  /** The vendor's own word, lower case: "critical", "important", "high"; null where it gave none. */
  readonly severity: string | null;
}

export interface KnownKb {
  /** "KB5044273" */
  readonly kb: string;
  readonly title: string;
  /** One step, as the catalogue says it; "KB…". */
  readonly supersedes: readonly string[];
  readonly supersededBy: readonly string[];
  /** OS builds that have this KB, one a release: {product: "windows:10-22H2", build: "10.0.19045.5011"}. */
  readonly builds: readonly { readonly product: string; readonly build: string }[];
  readonly cves: readonly string[];
  /** Product names as the vendor writes them. */
  readonly products: readonly string[];
  /** ISO date. The catalogue dates CVEs, not KBs: this is the date that most of the KB's CVEs have. */
  readonly published: string | null;
  /** Highest severity the vendor gave, lower case. */
  readonly severity: string | null;
}

export interface DistributionFix {
  readonly source: string;
  readonly fixedVersion: string;
  /** ISO date-time of the changelog entry. */
  readonly published: string | null;
}

/** What the distribution's archive holds of a source package. */
export interface OfferedSource {
  readonly version: string;
  /** True where that version came as a security update, whether or not its CVEs are known. */
  readonly security: boolean;
}

export interface PackageFix {
  readonly fixedVersion: string;
  readonly cves: readonly string[];
  readonly published: string | null;
  /** The distribution's word: "low", "medium", "high", "emergency"; null where it gave none. */
  readonly urgency: string | null;
}

export interface Vulnerability {
  /** "CVE-2024-43572" */
  readonly cve: string;
  readonly kev: Kev | null;
  readonly epss: Epss | null;
  readonly ssvc: Ssvc | null;
  /** Scores with the version of CVSS named; several versions of one CVE may stand side by side. */
  readonly cvss: readonly CvssScore[];
}

/** An entry of CISA's catalogue of known exploited vulnerabilities. */
export interface Kev {
  readonly dateAdded: string;
  readonly dueDate: string | null;
  readonly ransomware: boolean;
}

/** FIRST's estimate that the CVE is exploited within 30 days. Both numbers between 0 and 1. */
export interface Epss {
  readonly score: number;
  readonly percentile: number;
  /** ISO date of the model run. */
  readonly date: string;
  /** "v2025.03.14"; null where the file does not say. */
  readonly model: string | null;
}

/** CISA's decision points (SSVC coordinator). */
export interface Ssvc {
  readonly exploitation: 'none' | 'poc' | 'active' | null;
  readonly automatable: boolean | null;
  readonly technicalImpact: 'partial' | 'total' | null;
}

export type CvssVersion = '2.0' | '3.0' | '3.1' | '4.0';

export interface CvssScore {
  readonly version: CvssVersion;
  readonly score: number;
  /** The vector as published; null where only a score was. */
  readonly vector: string | null;
}

/** Until when each release of a product gets fixes. */
export interface Lifecycle {
  /** "python", "debian", "windows" */
  readonly product: string;
  /** For people: "Python", "Microsoft SQL Server". */
  readonly title: string;
  /** Bare names under which tools list it (productName). */
  readonly names: readonly string[];
  readonly releases: readonly LifecycleRelease[];
}

export interface LifecycleRelease {
  /** Beginning of the versions that belong to it: "3.8" of "3.8.20"; of an operating system its release: "12", "10-22H2". */
  readonly release: string;
  /** ISO date of the last day with fixes for everybody; null where none is set. */
  readonly endsOn: string | null;
}

export const OFFICE_CHANNELS = [
  'current',
  'monthly-enterprise',
  'semi-annual-enterprise',
  'semi-annual-enterprise-preview',
] as const;
export type OfficeChannel = (typeof OFFICE_CHANNELS)[number];

/** What Microsoft released to one channel of Microsoft 365 Apps on one day. */
export interface OfficeRelease {
  readonly channel: OfficeChannel;
  /** "2408" */
  readonly version: string;
  /** "17928.20216"; the device shows it as 16.0.17928.20216. */
  readonly build: string;
  /** ISO date. */
  readonly released: string;
}

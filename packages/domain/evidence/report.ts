import type { DeviceNames } from '../identity/device-names.ts';
import type { AttributeKind } from '../scope/attribute-kind.ts';

/**
 * The words in which every reader answers, whatever the format: one delivery of a source is a stream of these parts.
 * The parts of one device may come in several pieces (a CSV has a row a fix); whoever consumes them joins the pieces.
 */
export type ReportPart =
  | { readonly part: 'scope'; readonly scope: ReportScope }
  | { readonly part: 'device'; readonly device: DeviceReport }
  | { readonly part: 'problem'; readonly problem: Problem };

/** A row or an item that could not be read. The rest of the file still counts. */
export interface Problem {
  /** Line in the file, from 1; null where the format has no lines. */
  readonly line: number | null;
  /** What was wrong and what was done about it, in one sentence. */
  readonly what: string;
  /** Which column, tag or field. */
  readonly where: string | null;
}

/** What one report looked at: the frame in which silence means something. */
export interface ReportScope {
  /** The tool by its own name: "Nessus", "debsecan", "patch tool". */
  readonly tool: string;
  /** The tool's own name of policy, template or view. */
  readonly policy: string | null;
  /** Which checks ran. `all`: the tool's whole set; `ids`: only these check numbers; `unknown`: the report does not say. */
  readonly checks: { readonly kind: 'all' | 'unknown' } | { readonly kind: 'ids'; readonly ids: readonly string[] };
  /** Families of checks that were switched off as a whole, by the tool's own names. */
  readonly familiesOff: readonly string[];
  /** Families of which only some checks were on, where the report lists them one by one; absent where it lists none. */
  readonly partFamilies?: readonly PartFamily[];
  /** Names or addresses or ranges that the scan was asked to look at; empty where the report does not say. */
  readonly targets: readonly string[];
  /** ISO date-time of the feed or check set. */
  readonly feedDate: string | null;
  /** Ports as the tool writes them: "1-65535", "default"; null where not said. */
  readonly ports: string | null;
  /** Whether the tool was told to report superseded patches too. */
  readonly showsSuperseded: boolean | null;
}

/** A family of checks that was on in part: only those listed as on, or, where none is, all but those listed as off. */
export interface PartFamily {
  readonly family: string;
  readonly on: readonly string[];
  readonly off: readonly string[];
  /** KB → the check listed as on that names it: it looks for this fix, whether or not it ever reported it. */
  readonly kbs: Readonly<Record<string, string>>;
}

/** What one report says of one device (or a piece of it). */
export interface DeviceReport {
  readonly names: DeviceNames;
  readonly state: ObservedState;
  /** How a scanner looked; null in reports of a patch tool. */
  readonly look: Look | null;
  readonly claims: readonly Claim[];
  readonly place: Place;
  /** Which of several visits to one device in one report: all pieces of a visit have its number. Absent where a report has one. */
  readonly visit?: number;
}

/** A scanner's visit to a device. All times ISO-8601 with Z. */
export interface Look {
  readonly from: string | null;
  readonly to: string | null;
  /** Whether it could log in; null where the report does not say. */
  readonly authenticated: boolean | null;
  /** What the tool said about logging in, in its own words, short: "Credentialed checks : no". */
  readonly authentication: string | null;
  /** False where the tool found the host dead or unreachable: then it has not looked. */
  readonly reached: boolean;
}

/** What the source says of the device itself. Absent facts are null: unknown, never "no". */
export interface ObservedState {
  readonly operatingSystem: string | null;
  /** "debian:12", "ubuntu:22.04", "rhel:9", "windows:10-22H2", "windows:server-2022"; null where not told. */
  readonly distribution: string | null;
  /** OS build as "19045.5011"; null where not told. */
  readonly osBuild: string | null;
  readonly lastSeen: string | null;
  readonly lastBoot: string | null;
  readonly rebootPending: boolean | null;
  readonly runningKernel: string | null;
  /** Releases of installed kernels, newest last where the tool orders them. */
  readonly installedKernels: readonly string[];
  /** Packages whose replaced files are still mapped by running processes. */
  readonly restartNeeded: readonly { readonly package: string; readonly processes: readonly string[] }[];
  /** Installed software, where the report lists it. */
  readonly packages: readonly ObservedPackage[];
  /** Site, groups, tags and the like, where the report has columns for them: no value is told too. No part of judging. */
  readonly attributes?: readonly ToldAttribute[];
}

export interface ToldAttribute {
  readonly kind: AttributeKind;
  readonly values: readonly string[];
}

export interface ObservedPackage {
  readonly name: string;
  readonly version: string;
  readonly source: string | null;
  readonly sourceVersion: string | null;
  /** When this version was installed, where the source tells it. */
  readonly installedAt?: string | null;
}

/** What one source says of one device and one fix. A scanner's finding says `missing`. */
export type Says = 'installed' | 'missing' | 'not_applicable' | 'failed' | 'unknown';

/** Why there is nothing to deploy: the vendor will not fix, has not yet, or fixes the product no more. */
export type VendorStatus = 'will-not-fix' | 'no-fix-yet' | 'end-of-life';

export type Remnant = 'files-only' | 'entry-only';

export interface Claim {
  readonly says: Says;
  /** The tool's own word: "Installed", "Compliant", "exit code 0"; empty where a list only says what is installed. */
  readonly raw: string;
  readonly names: FixNames;
  /** Version found on the device, as written. */
  readonly installedVersion: string | null;
  /** Version that the tool asks for, as written. */
  readonly requiredVersion: string | null;
  /** When the fix was installed, by this source. */
  readonly installedAt: string | null;
  /** When this was last really observed, where it differs from the report's own time: of a log of deployments, when it happened. */
  readonly observedAt: string | null;
  /** File path or registry key of the copy that was looked at. */
  readonly path: string | null;
  /** Exit code of the installer, where told. */
  readonly exitCode: number | null;
  /** False where IT's tool says that the fix is declined or not approved; null where not told. */
  readonly approved: boolean | null;
  /** What the source says outright of the vendor's intent to fix; null where it says nothing. Never concluded from a missing version. */
  readonly vendorStatus: VendorStatus | null;
  /** Update channel of the software as the source writes it: "Monthly Enterprise Channel"; null where not told. */
  readonly channel: string | null;
  /** Set where the source says outright that of an installation only one half is there: files without uninstall entry, or the entry alone. */
  readonly remnant: Remnant | null;
  readonly check: Check | null;
  readonly severity: string | null;
  readonly cvss: readonly string[];
  readonly port: number | null;
  readonly place: Place;
}

/** How the tool names the fix. Resolving the names to one fix is done against knowledge, by the rules in advisories. */
export interface FixNames {
  /** "KB5044273" */
  readonly kbs: readonly string[];
  /** Distribution package, by its own (binary or source) name. */
  readonly package: string | null;
  /** Application by its name: "Google Chrome". */
  readonly application: string | null;
  /** "CVE-2024-43572" */
  readonly cves: readonly string[];
  /** Fixes that this row itself says replace it. */
  readonly supersededBy: readonly string[];
  /** The tool's title of the update or finding. */
  readonly title: string | null;
}

/** A scanner's check: a Nessus plugin, a QID, an OID. */
export interface Check {
  readonly tool: string;
  readonly id: string;
  readonly name: string;
  readonly family: string | null;
  /** ISO dates of the check itself. */
  readonly published: string | null;
  readonly modified: string | null;
  /** True where the check reads versions from the device itself (local, authenticated), false where it asks over the network. */
  readonly local: boolean | null;
}

/** Where in the file it stands, so that a verdict is one click from what the tool really said. */
export interface Place {
  readonly line: number | null;
  /** The raw text, cut at 2,000 characters. */
  readonly excerpt: string | null;
}

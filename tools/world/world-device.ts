import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { WorldFix } from './world-fix.ts';

export type OsFamily = 'windows' | 'debian' | 'rhel';

/** The scans of the world that are one .nessus file with a scope of its own. */
export type NessusScan = 'weekly' | 'old-feed' | 'no-patch-families' | 'few-checks' | 'follow-up';
/** `cloud`: a list of all that was ever found and is not known to be gone, with the day on which each was seen last. */
export type ScanName = NessusScan | 'cloud';
/**
 * What the scanner says of a fix on a device: by its patch check, by the upstream's version, of the fix before it, of a registry value
 * that the fix needs, of several KBs at once, or by a check of another distribution's packages.
 */
export type Reported =
  | 'no'
  | 'by-patch-check'
  | 'by-banner'
  | 'earlier-fix'
  | 'by-registry-check'
  | 'by-joint-check'
  | 'by-other-platform';
export type ItWord = 'installed' | 'missing' | 'failed' | 'unknown' | 'not-applicable' | 'not-approved' | 'silent';

/** One device of the world at the end of a turn, as it is and as both sides see it. Times are milliseconds since 1970. */
export interface WorldDevice {
  readonly index: number;
  readonly name: string;
  readonly domain: string;
  readonly ip: string;
  readonly mac: string;
  readonly serial: string;
  readonly uuid: string;
  readonly family: OsFamily;
  readonly osTitle: string;
  /** Name of what was injected; "plain" where nothing was. */
  readonly scenario: string;
  readonly it: ItView | null;
  /** Visits of the scanner in this turn, oldest first. */
  readonly visits: readonly Visit[];
  /** Visits of the turns before, oldest first. */
  readonly pastLooks: readonly PastLook[];
  /** IT lists all software of the device too; the application that the scanner finds is not in the list. */
  readonly softwareList: boolean;
  /** A look at another machine that has this device's address now; null where there is none. */
  readonly stranger: Visit | null;
  /** The device's findings come as a debsecan list instead of a visit. */
  readonly debsecan: boolean;
  /** The turn's checks and how new they were in each scan. Milliseconds since 1970. */
  readonly checked: readonly WorldFix[];
  readonly feeds: Readonly<Record<ScanName, number>>;
  readonly cells: readonly WorldCell[];
}

/** A visit of an earlier turn, with what it reported: product and fix. */
export interface PastLook {
  readonly visit: Visit;
  readonly feed: number;
  /** The fixes that its scanner had checks for. */
  readonly checked: readonly WorldFix[];
  readonly reported: ReadonlyMap<string, string>;
}

export interface ItView {
  readonly lastSeen: number;
  readonly lastBoot: number;
  readonly rebootPending: boolean;
  readonly build: string | null;
  readonly runningKernel: string | null;
  /** Another record with the same serial, under an older name; null where there is none. */
  readonly ghost: string | null;
}

export interface Visit {
  readonly scan: ScanName;
  readonly at: number;
  readonly authenticated: boolean;
  readonly reached: boolean;
  /** The visit found what the cells say is reported. */
  readonly sees: boolean;
  /** What is reported was seen then, and is repeated without a look; null where the visit itself saw it. Milliseconds since 1970. */
  readonly repeats: number | null;
  /** Whether the report says if it could log in. */
  readonly loginTold: boolean;
  /** The scanner knows the device by its address only; the serial number is what both sides share. */
  readonly byAddress: boolean;
}

export interface WorldCell {
  readonly fix: WorldFix;
  readonly it: {
    readonly word: ItWord;
    readonly installedAt: number | null;
    readonly version: string;
    /** Whether that version has the fix. */
    readonly hasFix: boolean;
    readonly path: string | null;
    readonly exitCode: number | null;
    /** How urgent IT's tool calls it, in the vendor's words. */
    readonly severity: string;
    /** IT's log has it in, out and in again. */
    readonly flaps: boolean;
    readonly restart: readonly string[];
    /** The older kernel's package, which the tool lists beside the new one; null where it does not. */
    readonly oldKernelPackage: string | null;
    /** Another binary package of the source that was left old; null where there is none. */
    readonly leftOld: string | null;
  };
  readonly reported: Reported;
  /** The scenario of the device is about this cell. */
  readonly isTarget: boolean;
  /** Another kernel runs than the fixed one. */
  readonly oldKernel: boolean;
  /** Other copies that the scanner found: path and version. */
  readonly copies: readonly { readonly path: string; readonly version: string }[];
  /** Whether the fix is really missing, or in place and not in use. */
  readonly openInTruth: boolean;
  readonly expected: Expected;
}

/** What a right judgement of a cell is, by the domain's rules. */
export interface Expected {
  readonly verdict: 'proven' | 'open' | 'not-proven';
  /** First cause by the domain's order; null for proven and open cells. */
  readonly cause: CauseId | null;
  readonly also: readonly CauseId[];
  /** Where the domain leaves several first causes thinkable; null stands for "none: proven or open". Empty where only `cause` is right. */
  readonly accept: readonly (CauseId | null)[];
}

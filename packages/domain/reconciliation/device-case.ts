import type { Flap } from '../evidence/flaps.ts';
import { instantOf } from '../evidence/moment.ts';
import type { Claim, Look, ObservedState, ReportScope } from '../evidence/report.ts';
import type { HeldException } from '../exceptions/held-exception.ts';
import type { OsFamily } from '../identity/device-names.ts';
import type { Confirmation } from './confirmation.ts';

/** Everything that is kept of one device and that a rule may read: both sides' evidence, no conclusions. */
export interface DeviceCase {
  readonly deviceId: string;
  readonly name: string;
  /** IT's records of it, one a source; empty where IT does not know the device. */
  readonly it: readonly ItRecord[];
  /** InfoSec's visits, oldest first; empty where InfoSec does not know the device. */
  readonly looks: readonly LookRecord[];
  /** Set where this record is a twin of another one in IT's own inventory and the other one is the living device. */
  readonly ghostOf: {
    readonly name: string;
    readonly sharedIdentifier: string;
    readonly knownToInfosec: boolean;
  } | null;
  /** Set where a scan was asked to look at this device by name or address, and its report has no host for it. */
  readonly targetedBy: string | null;
  /**
   * Where one side does not know the device: what the other side calls devices of the same short name, in order. Read for explaining
   * only.
   */
  readonly namesakes: readonly string[];
  /** Products that went in and out by the history of IT's words; judged by their newest word, explained by this. */
  readonly flaps: readonly Flap[];
  /** What our own deployments brought to this device; null where deployments of ours are not known. */
  readonly deployments: readonly BroughtPackage[] | null;
  /** What InfoSec's people answered about cells of this device, and have not taken back. */
  readonly confirmations: readonly Confirmation[];
  /** Exceptions that both teams signed and that have not ended, of this device. */
  readonly exceptions: readonly HeldException[];
}

/** A source package at the version that a deployment of ours brought. */
export interface BroughtPackage {
  readonly source: string;
  readonly version: string;
}

/** What one of IT's sources says, newest delivery. */
export interface ItRecord {
  readonly source: string;
  /** After how many milliseconds without a word the record is stale. */
  readonly staleAfterMs: number;
  readonly state: ObservedState;
  readonly claims: readonly Claim[];
  readonly file: EvidenceFile | null;
}

/** One visit of one of InfoSec's sources. */
export interface LookRecord {
  readonly source: string;
  readonly look: Look;
  readonly scope: ReportScope;
  /** The distribution that the scanner saw, "debian:12"; null where it does not say. */
  readonly distribution: string | null;
  /** What it read of the device's own state on the way. */
  readonly state: SeenState;
  /** The kind of system that it saw; null where nothing shows it. */
  readonly system: OsFamily | null;
  readonly findings: readonly Claim[];
  readonly file: EvidenceFile | null;
}

/** What only a scan that logged in can read. */
export type SeenState = Pick<ObservedState, 'lastBoot' | 'rebootPending' | 'runningKernel'>;

/** The delivery behind a piece of evidence. */
export interface EvidenceFile {
  readonly name: string;
  readonly sha256: string | null;
}

/** Whether the visit came to its end. One that tells when it began and no end was cut off: what it did not come to is not known to be good. */
export function isFinished({ look }: LookRecord): boolean {
  return look.from === null || look.to !== null;
}

/** When InfoSec saw the device in this visit, in milliseconds: its beginning, because only what was so then is sure. */
export function seenAt(record: LookRecord): number {
  return instantOf(record.look.from ?? record.look.to) ?? 0;
}

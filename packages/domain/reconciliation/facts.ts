import type { Knowledge } from '../advisories/knowledge.ts';
import type { Flap } from '../evidence/flaps.ts';
import type { Moment } from '../evidence/moment.ts';
import type { Claim } from '../evidence/report.ts';
import type { HeldException } from '../exceptions/held-exception.ts';
import type { InfosecSays, ItSays } from './cell.ts';
import type { DeviceCase, ItRecord, LookRecord } from './device-case.ts';
import type { HeldConfirmation } from './held-confirmation.ts';
import type { Finding, RequiredFix } from './required-fix.ts';

/** All that a rule may read of one cell. Times in milliseconds since 1970. Rules read facts and nothing else. */
export interface CellFacts {
  readonly now: number;
  readonly device: DeviceCase;
  readonly distribution: string | null;
  readonly fix: RequiredFix;
  readonly knowledge: Knowledge;
  readonly it: ItFacts | null;
  readonly infosec: InfosecFacts | null;
  /** InfoSec's answers that hold for this cell now: findings that were confirmed as wrong, and at the end one that was upheld. */
  readonly held: readonly HeldConfirmation[];
  /** The exception that sets this cell aside now; null where none does. On a proven cell it counts for nothing. */
  readonly exception: HeldException | null;
}

export interface ItFacts {
  readonly says: ItSays;
  /** The claim that decided; null where IT is silent. */
  readonly claim: Claim | null;
  readonly record: ItRecord;
  /** Version on the device by IT's evidence: of the claim, else the OS build for a KB. */
  readonly version: string | null;
  /** Whether that version has the fix; null where it cannot be told. */
  readonly versionHasFix: boolean | null;
  readonly installedAt: Moment | null;
  readonly lastSeen: number | null;
  readonly stale: boolean;
  readonly lastBoot: Moment | null;
  readonly rebootPending: boolean | null;
  readonly runningKernel: string | null;
  /** Processes that still map files which this fix replaced. */
  readonly mappedBy: readonly string[];
  /** Whether IT's tools name this fix anywhere in the fleet: else their baseline leaves it out. */
  readonly inBaseline: boolean;
  /** Another copy that IT's own inventory lists, without the fix; null where there is none. */
  readonly oldCopy: Claim | null;
  /** IT's own words on the product went in and out, or out once; null where they did not, or long ago. */
  readonly flap: Flap | null;
}

export interface InfosecFacts {
  readonly says: InfosecSays;
  /** The finding that counts; null where nothing is reported. */
  readonly finding: Finding | null;
  /** The finding asks for older KBs only, which this fix replaces. */
  readonly asksForOlder: boolean;
  /** The newest visit that reached the device; null where none did. */
  readonly lastLook: LookFacts | null;
  /** The newest visit that could have seen the fault, and did not. */
  readonly clearLook: LookFacts | null;
  /** Newest visit of all, reached or not. */
  readonly newest: LookRecord | null;
  /** Checks that look for this fix too, ran in the visit of the finding, and did not report it. */
  readonly silentChecks: readonly string[];
}

export interface LookFacts {
  readonly record: LookRecord;
  readonly at: number;
  /** Null where the report does not say. */
  readonly authenticated: boolean | null;
  readonly inScope: boolean;
  /** The feed that the scanner used is older than the fix: it could not know. */
  readonly feedTooOld: boolean;
  /** When the fix came out, else the first check for it, in milliseconds since 1970; null where neither is known. */
  readonly knowableSince: number | null;
}

import type { Fix } from '../advisories/knowledge.ts';
import type { ResolvedClaim } from '../advisories/resolve-claim.ts';
import type { Claim, VendorStatus } from '../evidence/report.ts';
import type { ItRecord, LookRecord } from './device-case.ts';

/** A finding of InfoSec's with the visit in which it stood. */
export interface Finding {
  readonly resolved: ResolvedClaim;
  readonly record: LookRecord;
}

/** A claim of IT's with the record in which it stood. */
export interface ItClaim {
  readonly resolved: ResolvedClaim;
  readonly record: ItRecord;
}

/** One fix that a device needs now, with what both sides said of it and of the older fixes that it replaces. */
export interface RequiredFix {
  /** "KB5044273", "openssl 3.0.14-1~deb12u2" */
  readonly id: string;
  readonly product: string;
  readonly kind: ResolvedClaim['kind'];
  readonly name: string;
  /** Version or OS build that has the fix; null where nobody says. */
  readonly version: string | null;
  readonly known: Fix | null;
  readonly it: readonly ItClaim[];
  readonly infosec: readonly Finding[];
  /** Findings that InfoSec confirmed as the scanner's mistake: they report nothing, but their visits did look at this fix. */
  readonly confirmedWrong: readonly Finding[];
  /** What IT's own inventory says by version, where it lists the software: matching against advisories. */
  readonly matched: Claim | null;
  readonly folded: readonly string[];
  /** Why there is nothing to deploy, in the words of those who report it; null where a fix is known or nobody says. */
  readonly vendorStatus: VendorStatus | null;
}

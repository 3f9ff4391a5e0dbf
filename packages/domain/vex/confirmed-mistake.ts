import type { CauseId } from '../reconciliation/cause-id.ts';

/** The product of a cell on which a scanner's mistake was confirmed. */
export interface ConfirmedProduct {
  readonly cves: readonly string[];
  /** "debian:12", "windows:10-22H2"; null where nobody has told it. */
  readonly system: string | null;
  readonly kind: 'kb' | 'package' | 'application' | 'check';
  /** "openssl", "Google Chrome", "KB5044273" */
  readonly name: string;
  /** Installed version or OS build, by IT. */
  readonly version: string | null;
  /** The platform that the check is for, "ubuntu"; null for checks of no one platform. */
  readonly checkedPlatform: string | null;
}

/** A confirmation that holds, as it goes out. */
export interface ConfirmedMistake {
  readonly cause: CauseId;
  readonly product: ConfirmedProduct;
  readonly deviceId: string;
  readonly device: string;
  readonly check: { readonly tool: string; readonly id: string };
  /** Who confirmed it. */
  readonly by: string;
  /** ISO-8601 with Z. */
  readonly at: string;
}

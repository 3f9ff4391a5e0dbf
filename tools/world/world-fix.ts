import type { VendorStatus } from '@baton/domain/evidence/report.ts';

/** A fix of the world, with the names that the tools of both sides give it. */
export interface WorldFix {
  /** What the scanner says of the vendor, where there is no fix. */
  readonly unfixed?: VendorStatus;
  /** The Click-to-Run Office that IT lists on devices which the scanner asks for this KB of the MSI edition. */
  readonly clickToRun?: { readonly software: string; readonly build: string };
  /** What Baton should call it: "KB5044273", "openssl 3.0.14-1~deb12u2". */
  readonly id: string;
  readonly kind: 'kb' | 'package' | 'kernel' | 'application';
  /** The product that it fixes: "openssl", "Google Chrome", "windows-10-22H2". */
  readonly product: string;
  /** As IT's tool writes it. */
  readonly title: string;
  /** Binary package as IT's tool names it; null for others. */
  readonly binary: string | null;
  /** Packages that the scanner's check lists; empty for others. */
  readonly scannerBinaries: readonly string[];
  /** Fixed version or build, and the one before. */
  readonly version: string;
  readonly oldVersion: string;
  /** Kernel releases as `uname -r` says them; null for others. */
  readonly kernel: { readonly fixed: string; readonly old: string } | null;
  /** ISO date. */
  readonly published: string;
  readonly cves: readonly string[];
  readonly severity: 'Critical' | 'High' | 'Medium';
  readonly check: WorldCheck;
  /** The KB that this one replaces, which a scanner may still ask for; null for others. */
  readonly earlier: WorldFix | null;
  /** Another KB that a joint check names beside this one; null for others. */
  readonly companion: string | null;
  /** A check that compares the upstream's version over the network; null where there is none. */
  readonly banner: BannerCheck | null;
  /** Where the application lies by default; null for others. */
  readonly path: string | null;
}

/** A plugin of the scanner. */
export interface WorldCheck {
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly type: 'local' | 'remote';
  /** As Nessus writes it: "2024/10/08". */
  readonly published: string;
}

export interface BannerCheck {
  readonly check: WorldCheck;
  readonly port: number;
  readonly banner: string;
  readonly reported: string;
  readonly fixed: string;
}

import type { AllowedHosts } from '../guarded-fetch/address-guard.ts';

/** What sending works with in this process. */
export interface SendContext {
  readonly allowPrivateHosts: AllowedHosts;
  /** Where people find this Baton, without a slash at the end. */
  readonly publicUrl: string;
  readonly timeZone: string;
  /** The leadership page as PDF; null where this process cannot print. */
  readonly printLeadership: (() => Promise<Buffer>) | null;
}

import type { RelyingParty } from '../passkeys/relying-party.ts';

/** Where a request came from, as the session list shows it. */
export interface Visitor {
  readonly address: string;
  readonly userAgent: string;
  /** As whom this server asks passkeys; null where browsers have none for its address. */
  readonly relyingParty: RelyingParty | null;
}

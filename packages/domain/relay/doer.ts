import type { Team } from '../evidence/team.ts';

/**
 * Who acts on a remediation. A key acts for its team, never more; `personId` is the person who made it, because what a
 * person's key did counts as done by that person where duties are separated.
 */
export type Doer =
  | { readonly kind: 'person'; readonly id: string; readonly team: Team; readonly role: 'lead' | 'member' | 'viewer' }
  | { readonly kind: 'key'; readonly id: string; readonly team: Team; readonly personId: string | null }
  | { readonly kind: 'device'; readonly id: string }
  | { readonly kind: 'system' };

export const SYSTEM: Doer = { kind: 'system' };

import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';

/**
 * One way in which real tools show a cause that tools/world does not write, and what is right by the domain's words. Judged at
 * 2024-10-14T10:40Z, a record of IT's being stale after 14 days.
 */
export interface StrangerCase {
  readonly title: string;
  /** Exports of IT's tools. */
  readonly it: readonly string[];
  /** They are all of one tool, oldest first. */
  readonly isOneTool?: true;
  /** Scans; a debsecan list with the device that it is of. */
  readonly scans: readonly (string | { readonly debsecan: string; readonly of: string })[];
  /** "device fix" → verdict, or the cause where there is one. Two devices of one name: both words. No other cells may come. */
  readonly right: Readonly<Record<string, Word | `${Word} and ${Word}`>>;
}

type Word = 'proven' | 'open' | CauseId;

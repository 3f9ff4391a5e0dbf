import type { CauseId } from './cause-id.ts';

/**
 * What a person of InfoSec answered to positive proof about one cell. `scanner-wrong`: the finding counts as not reported.
 * `check-right`: the finding is upheld, the cell keeps its cause. It holds for the evidence that it was given on, until it
 * expires.
 */
export interface Confirmation {
  readonly confirmationId: string;
  /** "KB5044273" */
  readonly fixId: string;
  readonly answer: 'scanner-wrong' | 'check-right';
  /** The cause whose positive proof was confirmed. */
  readonly cause: CauseId;
  /** The facts that decided, by `proofOf`: where they differ now, it holds no more. */
  readonly proof: string;
  /** Who gave it. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly expiresAt: number;
  /** In the giver's words; empty where nothing was said. */
  readonly note: string;
}

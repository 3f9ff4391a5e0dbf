import type { Confirmation } from './confirmation.ts';
import type { Finding } from './required-fix.ts';

/** A confirmation that holds for a cell now, with the finding that it is about. */
export interface HeldConfirmation {
  readonly confirmation: Confirmation;
  readonly finding: Finding;
}

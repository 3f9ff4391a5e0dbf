import type { Owner } from '../../evidence/team.ts';
import type { CauseId } from '../cause-id.ts';
import type { CellFacts } from '../facts.ts';

/** One cause why a cell is disputed or unproven: when it fits, what to tell people, who moves next. One file a rule. */
export interface CauseRule {
  readonly id: CauseId;
  /** Counts up with every change of `fits`; verdicts keep the version that judged them. */
  readonly version: number;
  readonly owner: Owner;
  /** Only positive proof may say that the scanner is wrong, and InfoSec confirms it. */
  readonly positiveProof: boolean;
  /** The cause in words, as charts and heads write it. */
  readonly label: string;
  /** Half a sentence that completes the label, plain, no blame. */
  readonly summary: string;
  /** Two or three words, a verb first. */
  readonly nextAction: string;
  readonly fits: (facts: CellFacts) => boolean;
  /** One sentence for both teams, with the times and versions that decided. */
  readonly explain: (facts: CellFacts) => string;
  /** The next step for this one cell, in a sentence. */
  readonly next: (facts: CellFacts) => string;
}

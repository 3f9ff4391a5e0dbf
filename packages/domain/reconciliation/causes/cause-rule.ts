import type { Owner } from '../../evidence/team.ts';
import type { CauseId } from '../cause-id.ts';
import type { CellFacts } from '../facts.ts';
import type { Verdict } from '../verdict.ts';

/**
 * How sure a rule is when it fits. `proof`: the evidence itself shows it (a time, a version, a login that failed). `strong`: the
 * evidence points to it, and another explanation would need two sources to be wrong. `likely`: the best explanation of what is
 * there, to be looked at before acting. `none`: nothing is known.
 */
export type Confidence = 'proof' | 'strong' | 'likely' | 'none';

/** Where a rule may be the cause: cells that need an explanation. */
export const NEEDS_CAUSE: readonly Verdict[] = ['disputed', 'unproven'];

/** One cause why a cell is disputed or unproven: when it fits, what to tell people, who moves next. One file a rule. */
export interface CauseRule {
  readonly id: CauseId;
  /** Counts up with every change of `fits`; verdicts keep the version that judged them. */
  readonly version: number;
  /** Who moves next on the cause as a whole: on bars and in queues. `both` where that differs from cell to cell. */
  readonly owner: Owner;
  /** Who moves next on one cell, where that depends on its facts; else it is `owner`. */
  readonly ownerOf?: (facts: CellFacts) => Owner;
  /** Verdicts on which the rule is tried; `NEEDS_CAUSE` unless told. On proven and open cells it is a remark, never the cause. */
  readonly on?: readonly Verdict[];
  /** Only positive proof may say that the scanner is wrong, and InfoSec confirms it. */
  readonly positiveProof: boolean;
  readonly confidence: Confidence;
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

import type { Knowledge } from '../advisories/knowledge.ts';
import type { CheckBook } from './check-book.ts';
import type { RuleSet } from './rules/rule-set.ts';

/** What is the same for every cell of a run. */
export interface ReconcileContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly knowledge: Knowledge;
  readonly checks: CheckBook;
  /** Products of fixes that IT's tools name anywhere: their baseline. */
  readonly itBaseline: ReadonlySet<string>;
  /** The rule set in force. */
  readonly rules: RuleSet;
}

import type { CvssVersion } from '../advisories/knowledge.ts';
import type { SsvcDecision } from '../severity/ssvc.ts';
import type { SeverityWord } from '../severity/tier.ts';
import type { BusinessCalendar } from './business-calendar.ts';

/** What a clock can start from. `detected`: a remediation was opened, or opened again. */
export const CLOCK_EVENTS = ['published', 'detected', 'prioritised', 'tested'] as const;
export type ClockEvent = (typeof CLOCK_EVENTS)[number];

/**
 * How long. Days are days of the customer's zone, so that a day across the change to summer time keeps its hour;
 * business days skip what the calendar closes; a month ends on the same day of
 * the next one, or on its last. `cycle`: to the end of the patch cycle that holds the start.
 * `none`: with the next upgrade, no deadline.
 */
export type TimeLimit =
  | { readonly unit: 'hours' | 'days' | 'business-days' | 'months'; readonly amount: number }
  | { readonly unit: 'cycle' | 'none' };

/** What a tier asks of a fix. Facts that are not known do not hold. */
export type Condition =
  | { readonly if: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly if: 'not'; readonly of: Condition }
  /** By the first of the named CVSS versions that has a score. */
  | { readonly if: 'severity'; readonly atLeast: SeverityWord; readonly by: readonly CvssVersion[] }
  /** By the word of the vendor or distribution, or of a scanner where those say none. */
  | { readonly if: 'vendor-severity'; readonly atLeast: SeverityWord }
  | { readonly if: 'severity-unknown' }
  | { readonly if: 'cvss'; readonly version: CvssVersion; readonly atLeast: number }
  | { readonly if: 'kev' }
  | { readonly if: 'epss'; readonly atLeast: number }
  | { readonly if: 'ssvc'; readonly decision: readonly SsvcDecision[] }
  | { readonly if: 'exploitation'; readonly is: 'none' | 'poc' | 'active' }
  | { readonly if: 'automatable' | 'total-impact' }
  | { readonly if: 'exposed' }
  | { readonly if: 'criticality'; readonly in: readonly ('low' | 'medium' | 'high')[] }
  | { readonly if: 'group'; readonly in: readonly string[] };

/** Events that a team brings about, and that it could therefore put off. */
export const BUDGETED_EVENTS = ['prioritised', 'tested'] as const;
export type BudgetedEvent = (typeof BUDGETED_EVENTS)[number];

/**
 * An inner time limit, so that a clock which starts at `until` cannot be held back by never getting there. The budgets of a
 * tier are a chain in the order of the relay: each begins with the event that the one before it ends with.
 */
export interface LegBudget {
  readonly until: BudgetedEvent;
  readonly from: Exclude<ClockEvent, 'tested'>;
  readonly time: TimeLimit;
}

/** Who is told when a deadline was not met, and how long after it: the steps of a chain. */
export interface EscalationStep {
  /** 0: at the breach. */
  readonly afterHours: number;
  /** `it-lead`, `infosec-lead`, or a person by e-mail address. */
  readonly to: readonly string[];
}

/** A time of no changes, signed with the policy: clocks stand still. Local times of the policy's zone, half-open. */
export interface Freeze {
  readonly from: string;
  readonly until: string;
  readonly reason: string;
  /** Tiers whose clocks run on: what is urgent enough to be patched in a freeze. */
  readonly except: readonly string[];
}

export interface Tier {
  readonly id: string;
  /** "critical" */
  readonly name: string;
  readonly when: Condition;
  readonly time: TimeLimit;
  readonly startsFrom: ClockEvent;
  readonly budgets: readonly LegBudget[];
  /** Evidence is collected before the patch, or both sides waive it (BOD 26-04: forensic triage). */
  readonly forensicTriage: boolean;
}

/** Tiers in order: the first whose condition holds sets the deadline. A policy ends in a tier that holds always. */
export interface Policy {
  readonly id: string;
  readonly name: string;
  /** Every deadline cites it. 0: as it ships; signed versions count from 1. */
  readonly version: number;
  /** IANA name. */
  readonly timeZone: string;
  readonly calendar: BusinessCalendar | null;
  readonly cycle: CycleRule;
  readonly freezes: readonly Freeze[];
  readonly escalation: readonly EscalationStep[];
  /** Where its rules come from: "PCI DSS 4.0.1, 6.3.3". */
  readonly citation: string;
  readonly tiers: readonly Tier[];
}

/** A cycle begins at midnight of the nth weekday of a month, shifted by days. */
export interface CycleRule {
  readonly nth: 1 | 2 | 3 | 4;
  /** ISO: Monday 1 to Sunday 7. */
  readonly weekday: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  readonly plusDays: number;
}

/** Holds always: the condition of a last tier. */
export const ALWAYS: Condition = { if: 'all', of: [] };

import type { CvssVersion } from '../advisories/knowledge.ts';
import type { SsvcDecision } from '../severity/ssvc.ts';
import type { SeverityWord } from '../severity/tier.ts';
import type { BusinessCalendar } from './business-calendar.ts';

/** What a clock can start from. `detected`: a remediation was opened, or opened again. */
export const CLOCK_EVENTS = ['published', 'detected', 'prioritised', 'tested'] as const;
export type ClockEvent = (typeof CLOCK_EVENTS)[number];

/**
 * How long. Days are days of the customer's zone, so that a day across the change to summer time keeps its hour;
 * business days skip what the calendar closes. `cycle`: to the end of the patch cycle that holds the start.
 * `none`: with the next upgrade, no deadline.
 */
export type TimeLimit =
  | { readonly unit: 'hours' | 'days' | 'business-days'; readonly amount: number }
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
  | { readonly if: 'automatable' | 'total-impact' | 'exposed' }
  | { readonly if: 'criticality'; readonly in: readonly ('low' | 'medium' | 'high')[] }
  | { readonly if: 'group'; readonly in: readonly string[] };

/** An inner time limit, so that a clock which starts at `until` cannot be held back by never getting there. */
export interface LegBudget {
  readonly until: 'tested';
  readonly from: Exclude<ClockEvent, 'tested'>;
  readonly time: TimeLimit;
}

export interface Tier {
  readonly id: string;
  /** "critical" */
  readonly name: string;
  readonly when: Condition;
  readonly time: TimeLimit;
  readonly startsFrom: ClockEvent;
  readonly budget: LegBudget | null;
}

/** Tiers in order: the first whose condition holds sets the deadline. A policy ends in a tier that holds always. */
export interface Policy {
  readonly id: string;
  readonly name: string;
  /** Every deadline cites it. */
  readonly version: number;
  /** IANA name. */
  readonly timeZone: string;
  readonly calendar: BusinessCalendar | null;
  readonly cycle: CycleRule;
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

import type { Ratio } from '../reconciliation/bridge.ts';

/**
 * What both leads can set a goal for. Each is a figure of both teams together: none can be reached by one team alone, and none
 * compares the two.
 */
export const GOAL_MEASURES = [
  'agreed',
  'verified-on-time',
  'seen-by-both',
  'unexplained',
  'kev-cells',
  'oldest-open-days',
] as const;
export type GoalMeasure = (typeof GOAL_MEASURES)[number];

/** A share in per cent, or a number. */
export type GoalFigure =
  | { readonly kind: 'share'; readonly share: Ratio }
  | { readonly kind: 'number'; readonly number: number };

export interface MeasureWords {
  readonly label: string;
  /** What a share is of, or what a number counts. */
  readonly unit: string;
  readonly kind: GoalFigure['kind'];
  /** `least`: the goal is reached from the target up; `most`: from the target down. */
  readonly reached: 'least' | 'most';
}

export const MEASURE_WORDS: Readonly<Record<GoalMeasure, MeasureWords>> = {
  agreed: { label: 'Agreed', unit: 'required cells', kind: 'share', reached: 'least' },
  'verified-on-time': { label: 'Verified on time, 90 days', unit: 'due', kind: 'share', reached: 'least' },
  'seen-by-both': { label: 'Devices both teams see', unit: 'devices', kind: 'share', reached: 'least' },
  unexplained: { label: 'Unexplained', unit: 'required cells', kind: 'share', reached: 'most' },
  'kev-cells': { label: 'Known exploited, still open', unit: 'cells', kind: 'number', reached: 'most' },
  'oldest-open-days': { label: 'Oldest open item', unit: 'days', kind: 'number', reached: 'most' },
};

export interface JointGoal {
  readonly measure: GoalMeasure;
  /** Per cent with at most one decimal, or a whole number. */
  readonly target: number;
}

/** What both leads sign: goals of both teams, to a day. */
export interface JointGoals {
  readonly title: string;
  /** ISO date: the last day. */
  readonly by: string;
  readonly goals: readonly JointGoal[];
}

/** What is not a sensible set of goals, in words; empty where it is one. */
export function goalProblems({ goals, by }: JointGoals, today: string): readonly string[] {
  const measures = goals.map(({ measure }) => measure);
  const twice = [...new Set(measures.filter((measure, at) => measures.indexOf(measure) !== at))];
  return [
    ...(by <= today ? [`the goals are to ${by}, which is not a day to come`] : []),
    ...twice.map((measure) => `${MEASURE_WORDS[measure].label} has two goals`),
    ...goals.flatMap(({ measure, target }) => {
      const { label, kind } = MEASURE_WORDS[measure];
      if (kind === 'share' && target > 100) return [`${label}: ${target} is more than 100 per cent`];
      if (kind === 'number' && !Number.isInteger(target)) return [`${label}: ${target} is no whole number`];
      return [];
    }),
  ];
}

/** Whether a goal is reached. Null where there is nothing to count yet. */
export function isReached({ measure, target }: JointGoal, figure: GoalFigure): boolean | null {
  return meetsTarget(target, MEASURE_WORDS[measure].reached, figure);
}

/**
 * Whether a figure meets its target. Shares are compared as fractions, in tenths of a per cent, never by what rounding shows:
 * 91.96 % is not 92. Null where there is nothing to count yet.
 */
export function meetsTarget(target: number, reached: MeasureWords['reached'], figure: GoalFigure): boolean | null {
  const least = reached === 'least';
  if (figure.kind === 'number') return least ? figure.number >= target : figure.number <= target;
  const { numerator, denominator } = figure.share;
  if (denominator === 0) return null;
  const [has, needs] = [numerator * 1000, Math.round(target * 10) * denominator];
  return least ? has >= needs : has <= needs;
}

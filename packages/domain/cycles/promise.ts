import { type GoalFigure, type MeasureWords, meetsTarget } from '../leadership/joint-goals.ts';
import type { CauseId } from '../reconciliation/cause-id.ts';
import type { Retrospective } from './retrospective.ts';

/** Numbers that an action can promise: each is a figure of the next retrospective, so that data judges it and nobody has to. */
export const PROMISE_MEASURES = [
  'agreed',
  'verified-on-time',
  'seen-by-both',
  'cause-cells',
  'kev-cells',
  'late-cells',
  'gap-devices',
  'breaches',
  'failed-deployments',
  'mean-age-days',
] as const;
export type PromiseMeasure = (typeof PROMISE_MEASURES)[number];

export const PROMISE_WORDS: Readonly<Record<PromiseMeasure, MeasureWords>> = {
  agreed: { label: 'Agreed', unit: 'required cells', kind: 'share', reached: 'least' },
  'verified-on-time': { label: 'Verified on time', unit: 'due', kind: 'share', reached: 'least' },
  'seen-by-both': { label: 'Devices both teams see', unit: 'devices', kind: 'share', reached: 'least' },
  'cause-cells': { label: 'Cells of a cause', unit: 'cells', kind: 'number', reached: 'most' },
  'kev-cells': { label: 'Known exploited, still open', unit: 'cells', kind: 'number', reached: 'most' },
  'late-cells': { label: 'Cells added late', unit: 'cells', kind: 'number', reached: 'most' },
  'gap-devices': { label: 'Devices left in the gap', unit: 'devices', kind: 'number', reached: 'most' },
  breaches: { label: 'Missed deadlines', unit: 'deadlines', kind: 'number', reached: 'most' },
  'failed-deployments': { label: 'Deployments that failed', unit: 'deployments', kind: 'number', reached: 'most' },
  'mean-age-days': { label: 'Mean age of what is open', unit: 'days', kind: 'number', reached: 'most' },
};

export interface ActionPromise {
  readonly measure: PromiseMeasure;
  /** Per cent with at most one decimal, or a whole number. */
  readonly target: number;
  /** Of `cause-cells`; null for every other measure. */
  readonly cause: CauseId | null;
}

/** What is not a sensible promise, in words; empty where it is one. */
export function promiseProblems({ measure, target, cause }: ActionPromise): readonly string[] {
  const { label, kind } = PROMISE_WORDS[measure];
  return [
    ...(kind === 'share' && target > 100 ? [`${label}: ${target} is more than 100 per cent`] : []),
    ...(kind === 'number' && !Number.isInteger(target) ? [`${label}: ${target} is no whole number`] : []),
    ...(measure === 'cause-cells' && cause === null ? ['name the cause whose cells are counted'] : []),
    ...(measure !== 'cause-cells' && cause !== null ? [`${label} is not of one cause`] : []),
  ];
}

const MINUTES_A_DAY = 1440;

/** The promised number as a retrospective has it. */
export function figureOf({ measure, cause }: ActionPromise, figures: Retrospective): GoalFigure {
  switch (measure) {
    case 'agreed':
      return { kind: 'share', share: figures.end.agreed };
    case 'verified-on-time':
      return { kind: 'share', share: figures.levels.attainment };
    case 'seen-by-both': {
      const { inBoth, total } = figures.end.devices;
      return { kind: 'share', share: { numerator: inBoth, denominator: total } };
    }
    case 'cause-cells':
      return number(figures.causes.find((one) => one.cause === cause)?.after ?? 0);
    case 'kev-cells':
      return number(figures.kevCells);
    case 'late-cells':
      return number(figures.late.cells);
    case 'gap-devices':
      return number(figures.gap.devices);
    case 'breaches':
      return number(figures.breaches.total);
    case 'failed-deployments':
      return number(figures.deployments.ended - figures.deployments.succeeded);
    case 'mean-age-days':
      // A day that has begun counts: 30.2 days are not "at most 30".
      return number(Math.ceil((figures.levels.ageOfOpen.minutes ?? 0) / MINUTES_A_DAY));
  }
}

/** Whether a promise was kept; null where there was nothing to count. */
export function isKept({ measure, target }: ActionPromise, figure: GoalFigure): boolean | null {
  return meetsTarget(target, PROMISE_WORDS[measure].reached, figure);
}

function number(count: number): GoalFigure {
  return { kind: 'number', number: count };
}

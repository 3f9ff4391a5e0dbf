import { describe, expect, test } from 'vitest';
import { CAUSE_IDS } from '../reconciliation/cause-id.ts';
import { type GoalFigure, goalProblems, isReached, type JointGoal } from './joint-goals.ts';
import { gapsOf, needsOf } from './missing-proof.ts';
import { trendPoints, trendStep } from './trend-points.ts';

const share = (numerator: number, denominator: number): GoalFigure => ({
  kind: 'share',
  share: { numerator, denominator },
});
const number = (count: number): GoalFigure => ({ kind: 'number', number: count });

describe('a joint goal', () => {
  test.each<[JointGoal, GoalFigure, boolean | null]>([
    [{ measure: 'agreed', target: 92 }, share(9200, 10_000), true],
    // 91.996 % would round to 92.0.
    [{ measure: 'agreed', target: 92 }, share(91_996, 100_000), false],
    [{ measure: 'agreed', target: 92.5 }, share(925, 1000), true],
    [{ measure: 'agreed', target: 92.3 }, share(922, 1000), false],
    [{ measure: 'unexplained', target: 0.5 }, share(5, 1000), true],
    [{ measure: 'unexplained', target: 0.5 }, share(6, 1000), false],
    [{ measure: 'verified-on-time', target: 90 }, share(0, 0), null],
    [{ measure: 'kev-cells', target: 0 }, number(0), true],
    [{ measure: 'kev-cells', target: 0 }, number(1), false],
    [{ measure: 'oldest-open-days', target: 30 }, number(30), true],
  ])('%j with %j is reached: %s', (goal, figure, reached) => {
    expect(isReached(goal, figure)).toBe(reached);
  });

  test('cannot be more than all, be set twice, or be to a day gone by', () => {
    const goals = [
      { measure: 'agreed', target: 101 },
      { measure: 'agreed', target: 90 },
      { measure: 'kev-cells', target: 0.5 },
    ] as const;
    expect(goalProblems({ title: 'x', by: '2026-11-26', goals }, '2026-11-26')).toEqual([
      'the goals are to 2026-11-26, which is not a day to come',
      'Agreed has two goals',
      'Agreed: 101 is more than 100 per cent',
      'Known exploited, still open: 0.5 is no whole number',
    ]);
    expect(goalProblems({ title: 'x', by: '2026-11-27', goals: [goals[1]] }, '2026-11-26')).toEqual([]);
  });
});

describe('the trend', () => {
  const daysOf = (from: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      day: Temporal.PlainDate.from(from).add({ days: index }).toString(),
    }));
  const shown = (from: string, count: number) => {
    const days = daysOf(from, count);
    return trendPoints(days, trendStep(days)).map(({ day }) => day);
  };

  test('is of days while it is young', () => {
    expect(shown('2026-11-24', 3)).toEqual(['2026-11-24', '2026-11-25', '2026-11-26']);
    expect(shown('2026-11-01', 20)).toHaveLength(13);
  });

  test('is of the ends of weeks, then of months, over the end of a year, and ends today', () => {
    expect(shown('2026-12-20', 30)).toEqual([
      '2026-12-20',
      '2026-12-27',
      '2027-01-03',
      '2027-01-10',
      '2027-01-17',
      '2027-01-18',
    ]);
    expect(shown('2023-11-10', 112)).toEqual(['2023-11-30', '2023-12-31', '2024-01-31', '2024-02-29']);
    expect(shown('2024-01-01', 400)).toHaveLength(13);
  });

  test('takes the last day that is known of a period that has holes', () => {
    const days = [{ day: '2026-01-03' }, { day: '2026-01-20' }, { day: '2026-03-02' }, { day: '2026-06-01' }];
    expect(trendPoints(days, trendStep(days)).map(({ day }) => day)).toEqual([
      '2026-01-20',
      '2026-03-02',
      '2026-06-01',
    ]);
    expect(trendPoints([], 'day')).toEqual([]);
  });
});

describe('what is missing', () => {
  const causes = CAUSE_IDS.map((cause, index) => ({ cause, cells: index + 1, devices: 1 }));

  test('is told whole: the kinds sum to all cells, unexplained last and shown though there are none', () => {
    const gaps = gapsOf(causes);
    expect(gaps.reduce((sum, { cells }) => sum + cells, 0)).toBe(causes.reduce((sum, { cells }) => sum + cells, 0));
    expect(gaps.at(-1)?.kind).toBe('unexplained');
    expect(gapsOf([{ cause: 'own-lab', cells: 3 }])).toEqual([
      { kind: 'other', cells: 3 },
      { kind: 'unexplained', cells: 0 },
    ]);
  });

  test('that money or people would mend comes with its devices, the most cells first, and never as a team’s', () => {
    const needs = needsOf(
      [
        { cause: 'not-in-infosec-scope', cells: 10, devices: 1 },
        { cause: 'unauthenticated-scan', cells: 20, devices: 1200 },
        { cause: 'pending-reboot', cells: 900, devices: 900 },
        { cause: 'end-of-life', cells: 0, devices: 0 },
      ],
      4,
    );
    expect(needs).toEqual([
      { title: 'A scan login for 1,200 devices', why: 'they are scanned without it', cells: 20 },
      { title: 'Scans for 1 device', why: 'InfoSec’s tools do not see them', cells: 10 },
    ]);
  });
});

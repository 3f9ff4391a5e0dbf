import { expect, test } from 'vitest';
import { formatShareInTenths, tenthsOf } from './formats.ts';
import { formatLegTime, goalBar, leadershipHeadline, leadershipMissing } from './leadership-words.ts';

const share = (numerator: number, denominator = 1000) => ({ numerator, denominator });
const verdicts = { open: 1496, disputed: 0, unproven: 6955 };
const numbers = (points: readonly [day: string, proven: number][], step: 'day' | 'week' | 'month' = 'month') => ({
  agreed: share(points.at(-1)?.[1] ?? 0),
  verdicts,
  trend: { step, points: points.map(([day, proven]) => ({ day, agreed: share(proven) })) },
});

test('the headline says where we are, where the last period ended, and how far that is from the first', () => {
  expect(
    leadershipHeadline(
      numbers([
        ['2023-11-30', 781],
        ['2024-09-30', 898],
        ['2024-10-14', 793],
      ]),
    ),
  ).toBe(
    'Both teams can prove 79.3 % of the patches that are needed. September ended at 89.8 %, 11.7 points above November.',
  );
  expect(
    leadershipHeadline(
      numbers(
        [
          ['2026-11-15', 900],
          ['2026-11-22', 880],
          ['2026-11-26', 880],
        ],
        'week',
      ),
    ),
  ).toContain('The week to 22\u00a0Nov ended at 88.0 %, 2.0 points below the week to 15\u00a0Nov.');
  expect(leadershipHeadline(numbers([['2026-11-26', 880]], 'day'))).toBe(
    'Both teams can prove 88.0 % of the patches that are needed.',
  );
  expect(leadershipHeadline({ ...numbers([['2026-11-26', 0]]), agreed: share(0, 0) })).toBe(
    'No patch is known to be needed yet.',
  );
});

test('what is missing is told the largest first, and a part that is not there is not told', () => {
  expect(leadershipMissing(numbers([['2024-10-14', 793]]))).toBe(
    'Of what is missing, for 6,955 cells one side has not looked, or not well enough; 1,496 cells are open, and both teams know.',
  );
  expect(
    leadershipMissing({ ...numbers([['2024-10-14', 1000]]), verdicts: { open: 0, disputed: 0, unproven: 0 } }),
  ).toContain('Nothing is missing');
});

test('one decimal hides neither the last open cell nor the first proven one', () => {
  expect(formatShareInTenths({ numerator: 38_520, denominator: 48_561 })).toBe('79.3 %');
  expect(tenthsOf({ numerator: 99_999, denominator: 100_000 })).toBe(99.9);
  expect(tenthsOf({ numerator: 1, denominator: 100_000 })).toBe(0.1);
  expect(tenthsOf({ numerator: 0, denominator: 0 })).toBeNull();
});

test('a goal’s bar and mark stand on one scale', () => {
  expect(goalBar({ target: 92, figure: { kind: 'share', share: share(898) } })).toEqual({ bar: 0.898, mark: 0.92 });
  expect(goalBar({ target: 30, figure: { kind: 'number', number: 40 } })).toEqual({ bar: 1, mark: 0.75 });
  expect(goalBar({ target: 0, figure: { kind: 'number', number: 0 } })).toEqual({ bar: 0, mark: 0 });
  expect([formatLegTime(4176), formatLegTime(300)]).toEqual(['2.9 d', '5.0 h']);
});

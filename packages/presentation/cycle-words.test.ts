import { describe, expect, test } from 'vitest';
import { changeLayout } from './change-layout.ts';
import {
  keptWords,
  periodWords,
  pointsBetween,
  promiseWords,
  scheduleWords,
  stepEffect,
  timeWords,
} from './cycle-words.ts';

describe('the words of cycles', () => {
  test('tell a period by its first and last day, the year once', () => {
    expect(periodWords({ firstDay: '2026-09-08', lastDay: '2026-10-12' })).toBe('8 Sep to 12 Oct 2026');
    expect(periodWords({ firstDay: '2026-12-08', lastDay: '2027-01-11' })).toBe('8 Dec 2026 to 11 Jan 2027');
  });

  test.each([
    [{ kind: 'weekday', nth: 2, weekday: 2, plusDays: 0 }, 'On the second Tuesday of the month, UTC'],
    [{ kind: 'weekday', nth: 2, weekday: 2, plusDays: 1 }, '1 day after the second Tuesday of the month, UTC'],
    [{ kind: 'weekday', nth: 1, weekday: 7, plusDays: -2 }, '2 days before the first Sunday of the month, UTC'],
    [{ kind: 'monthly', day: 31 }, 'On day 31 of the month, or its last, UTC'],
    [{ kind: 'quarterly', month: 3, day: 1 }, 'On day 1 of the third month of the quarter, UTC'],
    [{ kind: 'dates', starts: ['2026-09-08', '2026-10-13'] }, 'On own dates: 8 Sep 2026; 13 Oct 2026, UTC'],
  ] as const)('%j: %s', (rule, words) => {
    expect(scheduleWords({ rule, timeZone: 'UTC' })).toBe(words);
  });

  test('never tell a share without its integers, nor a change of what counts nothing', () => {
    expect(pointsBetween({ numerator: 1, denominator: 4 }, { numerator: 1, denominator: 2 })).toBe('+25.00');
    expect(pointsBetween({ numerator: 0, denominator: 0 }, { numerator: 1, denominator: 2 })).toBe('–');
    expect(stepEffect({ kind: 'gone', cells: 300, proven: 120 })).toBe('−300 required, 120 of them proven');
    expect(stepEffect({ kind: 'proof-lost', cells: 3, proven: 0 })).toBe('−3 proven');
    expect(timeWords({ minutes: null, of: 0 })).toBe('–');
    expect(timeWords({ minutes: 3120, of: 12 })).toBe('2 d 4 h, of 12');
    expect(promiseWords({ measure: 'agreed', target: 92 }, null)).toBe('Agreed at least 92.0 %');
    expect(promiseWords({ measure: 'cause-cells', target: 500 }, 'Scan older than the fix')).toBe(
      'Cells at most 500, by cause: Scan older than the fix',
    );
    expect(promiseWords({ measure: 'mean-age-days', target: 30 }, null)).toBe(
      'Mean age of what is open at most 30 days',
    );
    expect(keptWords(null)).toBe('nothing to count');
  });
});

describe('the picture of the change', () => {
  const share = (numerator: number) => ({ numerator, denominator: 1000 });
  const step = (from: number, to: number) =>
    ({ kind: 'proven', verdict: 'open', cells: 1, proven: 1, from: share(from), to: share(to) }) as const;

  test('begins at the ten below the lowest share, and each bar where the one before ended', () => {
    const { base, start, steps, end } = changeLayout(share(820), [step(820, 900), step(900, 860)], share(860));
    expect(base).toBe(80);
    expect([start.left, start.width, end.width].map((at) => at.toFixed(2))).toEqual(['0.00', '0.20', '0.60']);
    expect(steps.map(({ left, width, rises }) => [left.toFixed(2), width.toFixed(2), rises])).toEqual([
      ['0.20', '0.80', true],
      ['0.60', '0.40', false],
    ]);
  });

  test('leaves the lowest share a bar, and begins at nothing where it is none', () => {
    expect(changeLayout(share(800), [], share(900)).base).toBe(70);
    expect(changeLayout(share(0), [step(0, 50)], share(50))).toMatchObject({ base: 0, start: { width: 0 } });
  });
});

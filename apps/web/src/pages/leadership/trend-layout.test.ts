import { expect, test } from 'vitest';
import { layOutLeadershipTrend, TREND } from './trend-layout.ts';

const point = (day: string, numerator: number) => ({ day, agreed: { numerator, denominator: 1000 } });

test('all points and the goal stand within the chart, today apart from the past', () => {
  const { past, today, ticks, goalY, isCut } = layOutLeadershipTrend(
    [point('2024-08-31', 781), point('2024-09-30', 898), point('2024-10-14', 793)],
    92,
  );
  expect(past.map(({ value }) => value)).toEqual([78.1, 89.8]);
  expect(today?.value).toBe(79.3);
  expect(ticks.map(({ value }) => value)).toEqual([75, 80, 85, 90, 95]);
  expect(isCut).toBe(true);
  const heights = [...past, ...(today ? [today] : [])].map(({ y }) => y).concat(goalY ?? 0);
  expect(heights.every((y) => y >= TREND.top && y <= TREND.bottom)).toBe(true);
  expect(goalY).toBeLessThan(past[1]?.y ?? 0);
});

test('one day, no day, nothing proven and everything proven are placed as well', () => {
  expect(layOutLeadershipTrend([], null)).toMatchObject({ past: [], today: null, goalY: null, isCut: false });
  for (const proven of [0, 1000]) {
    const { today, past } = layOutLeadershipTrend([point('2024-10-14', proven)], 100);
    expect(past).toEqual([]);
    expect(today?.y).toBeGreaterThanOrEqual(TREND.top);
    expect(today?.y).toBeLessThanOrEqual(TREND.bottom);
  }
  const empty = { day: '2024-10-01', agreed: { numerator: 0, denominator: 0 } };
  expect(layOutLeadershipTrend([empty, point('2024-10-14', 500)], null).past).toEqual([]);
});

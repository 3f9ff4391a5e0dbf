import { expect, test } from 'vitest';
import { layOutLeadershipTrend, TREND } from './trend-layout.ts';

const point = (day: string, numerator: number) => ({ day, agreed: { numerator, denominator: 1000 } });

test('all points and the goal stand within the chart, today apart from the past', () => {
  const { past, today, ticks, goalY, isCut } = layOutLeadershipTrend(
    [point('2024-08-31', 781), point('2024-09-30', 898), point('2024-10-14', 793)],
    92,
    790,
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
  expect(layOutLeadershipTrend([], null, 790)).toMatchObject({ past: [], today: null, goalY: null, isCut: false });
  for (const proven of [0, 1000]) {
    const { today, past } = layOutLeadershipTrend([point('2024-10-14', proven)], 100, 790);
    expect(past).toEqual([]);
    expect(today?.y).toBeGreaterThanOrEqual(TREND.top);
    expect(today?.y).toBeLessThanOrEqual(TREND.bottom);
  }
  const empty = { day: '2024-10-01', agreed: { numerator: 0, denominator: 0 } };
  expect(layOutLeadershipTrend([empty, point('2024-10-14', 500)], null, 790).past).toEqual([]);
});

test('where points stand close not each is named, the last one always, and no two names overlap', () => {
  const months = Array.from({ length: 25 }, (_, at) => point(`2024-10-${at}`, 500 + at));
  for (const width of [330, 480, 790, 1200]) {
    const { past, right } = layOutLeadershipTrend(months, null, width);
    const told = past.filter(({ isTold }) => isTold);
    expect(told.at(-1)).toBe(past.at(-1));
    for (const [at, { x }] of told.entries()) expect(x - (told[at - 1]?.x ?? -100)).toBeGreaterThanOrEqual(46);
    expect(Math.max(...past.map(({ x }) => x))).toBeLessThan(right);
  }
  expect(layOutLeadershipTrend(months.slice(0, 4), null, 790).past.every(({ isTold }) => isTold)).toBe(true);
});

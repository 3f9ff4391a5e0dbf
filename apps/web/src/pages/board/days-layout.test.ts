import type { TrendDay } from '@baton/contract/board.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays } from '../../ui/month-grid.ts';
import { AGREED, CELL_LINES, CELLS, layOutDays } from './days-layout.ts';

const count = fc.integer({ min: 0, max: 3_000_000 });
const anyDay = fc
  .record({ proven: count, open: count, disputed: count, unproven: count, excepted: count })
  .map(({ proven, ...rest }): Omit<TrendDay, 'day'> => {
    const denominator = proven + rest.open + rest.disputed + rest.unproven + rest.excepted;
    return { ...rest, agreed: { numerator: proven, denominator }, unexplained: Math.floor(rest.disputed / 10) };
  });
const trend = fc
  .array(anyDay, { maxLength: 400 })
  .map((days) => days.map((each, index) => ({ ...each, day: addDays('2024-01-01', index) })));

const points = (line: string): number[][] =>
  line === '' ? [] : line.split(' ').map((each) => each.split(',').map(Number));

it('keeps every point of every line in its own half of the picture, and every day in the width', () => {
  fc.assert(
    fc.property(trend, fc.integer({ min: 500, max: 1600 }), (days, width) => {
      const layout = layOutDays(days, width);
      for (const [x = 0, y = 0] of points(layout.agreed)) {
        expect(x).toBeGreaterThan(0);
        expect(x).toBeLessThan(width);
        expect(y).toBeGreaterThanOrEqual(AGREED.top - 0.1);
        expect(y).toBeLessThanOrEqual(AGREED.bottom + 0.1);
      }
      for (const line of CELL_LINES)
        for (const [, y = 0] of points(layout.cells[line])) {
          expect(y).toBeGreaterThanOrEqual(CELLS.top - 0.1);
          expect(y).toBeLessThanOrEqual(CELLS.bottom + 0.1);
        }
      for (const ticks of [layout.agreedTicks, layout.cellTicks]) {
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(6);
        for (const { value } of ticks) expect(Number.isInteger(value)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

it('writes days so far apart that they do not meet', () => {
  const day = {
    open: 1,
    disputed: 1,
    unproven: 1,
    excepted: 0,
    unexplained: 0,
    agreed: { numerator: 1, denominator: 4 },
  };
  const days = Array.from({ length: 90 }, (_, index) => ({ ...day, day: addDays('2024-01-01', index) }));
  const { labels } = layOutDays(days, 1000);
  expect(labels.length).toBeGreaterThan(5);
  for (const [index, label] of labels.slice(1).entries())
    expect(label.x - (labels[index]?.x ?? 0)).toBeGreaterThanOrEqual(78);
});

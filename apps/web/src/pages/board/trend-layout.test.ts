import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layOutTrend } from './trend-layout.ts';

it('draws every day inside the picture, the newest at the end', () => {
  const shares = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 90 });
  fc.assert(
    fc.property(shares, (list) => {
      const days = list.map((numerator, index) => ({
        day: new Date(index * 86_400_000).toISOString().slice(0, 10),
        agreed: { numerator, denominator: 1000 },
      }));
      const { points, end } = layOutTrend(days, 292);
      for (const point of points.split(' ')) {
        const [x = Number.NaN, y = Number.NaN] = point.split(',').map(Number);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(292);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(46);
      }
      expect(end.label).toBe(((list.at(-1) ?? 0) / 10).toFixed(1));
    }),
  );
});

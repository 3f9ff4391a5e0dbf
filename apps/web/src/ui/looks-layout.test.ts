import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutLooks } from './looks-layout.ts';

describe('the line of time', () => {
  it('puts the looks in their order, now last, all inside', () => {
    const hours = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(hours, fc.integer({ min: 700, max: 1200 }), (list, width) => {
        const looks = list.map((hour) => ({
          at: new Date(hour * 3_600_000).toISOString(),
          team: 'it' as const,
          label: 'seen',
        }));
        const layout = layOutLooks(looks, new Date(10_001 * 3_600_000).toISOString(), width);
        const places = [...layout.looks.map((look) => look.x), layout.nowX];
        for (const [index, x] of places.entries()) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(width);
          if (index > 0) expect(x - (places[index - 1] ?? 0)).toBeGreaterThan(80);
        }
      }),
    );
  });

  it('stacks day and time where four times do not fit beside one another', () => {
    const looks = ['2024-06-12T02:15:00Z', '2024-06-12T03:28:00Z', '2024-06-13T20:07:00Z'].map((at) => ({
      at,
      team: 'it' as const,
      label: 'seen',
    }));
    expect(layOutLooks(looks, '2024-10-14T10:40:00Z', 360).stacked).toBe(true);
    expect(layOutLooks(looks, '2024-10-14T10:40:00Z', 800).stacked).toBe(false);
  });

  it('is empty where nobody has looked', () => {
    expect(layOutLooks([], '2024-10-14T10:40:00Z', 800).looks).toEqual([]);
  });
});

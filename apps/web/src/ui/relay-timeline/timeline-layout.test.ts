import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutScale, layOutTicks, type Visit } from './timeline-layout.ts';

const now = '2024-10-14T08:40:00Z';
const visits: Visit[] = [
  { leg: 'identify', team: 'infosec', enteredAt: '2024-10-09T05:18:00Z', leftAt: '2024-10-09T05:30:00Z' },
  { leg: 'prioritise', team: 'infosec', enteredAt: '2024-10-09T05:30:00Z', leftAt: '2024-10-09T07:53:00Z' },
  { leg: 'test', team: 'it', enteredAt: '2024-10-09T07:53:00Z', leftAt: '2024-10-13T20:20:00Z' },
  { leg: 'verify', team: 'infosec', enteredAt: '2024-10-13T20:20:00Z', leftAt: null },
];

describe('the legs to scale', () => {
  it('are one after the other and fill the width', () => {
    const segments = layOutScale(visits, now, 1094);
    expect(segments[0]?.x).toBe(0);
    const last = segments.at(-1);
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(1094, -0.3);
    expect(last?.seconds).toBe(12 * 3600 + 20 * 60);
  });

  it('stay inside the width and can always be seen, whatever the times', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 200, max: 1500 }), (lengths, width) => {
        let at = Date.parse('2024-01-01T00:00:00Z');
        const many = lengths.map((length, index): Visit => {
          const enteredAt = new Date(at).toISOString();
          at += length * 60_000;
          return {
            leg: 'test',
            team: 'it',
            enteredAt,
            leftAt: index === lengths.length - 1 ? null : new Date(at).toISOString(),
          };
        });
        for (const segment of layOutScale(many, new Date(at).toISOString(), width)) {
          expect(segment.width).toBeGreaterThanOrEqual(1.5);
          expect(segment.x).toBeGreaterThanOrEqual(0);
          expect(segment.x + segment.width).toBeLessThanOrEqual(width + 0.001);
        }
      }),
    );
  });
});

describe('the ticks under the scale', () => {
  it('are the midnights of the reader’s zone', () => {
    const ticks = layOutTicks(visits, now, 1094, 'Europe/Berlin');
    expect(ticks.map((tick) => tick.label)).toEqual(['Thu 10', 'Fri 11', 'Sat 12', 'Sun 13', 'Mon 14']);
  });

  it('are hours for a relay of one day, and weeks for one of months', () => {
    const day = layOutTicks(
      [{ leg: 'accept', team: 'it', enteredAt: '2024-10-14T01:10:00Z', leftAt: null }],
      now,
      800,
      'UTC',
    );
    expect(day[0]?.label).toBe('02:00');
    const months = layOutTicks(
      [{ leg: 'accept', team: 'it', enteredAt: '2024-06-01T00:00:00Z', leftAt: null }],
      now,
      800,
      'UTC',
    );
    expect(months.length).toBeLessThanOrEqual(13);
  });
});

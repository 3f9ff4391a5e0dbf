import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measure, type Round } from './measures.ts';
import { survivalOf } from './survival.ts';

const WINDOW = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };
const NOW = '2026-12-15T00:00:00Z';

function round(change: Partial<Round>): Round {
  return {
    tierId: 'critical',
    detectedAt: '2026-11-02T00:00:00Z',
    dueAt: '2026-11-10T00:00:00Z',
    endedAt: null,
    endedAs: null,
    deployedAt: null,
    foundAgain: false,
    ...change,
  };
}

const onTime = round({ endedAt: '2026-11-09T00:00:00Z', endedAs: 'proven', deployedAt: '2026-11-08T12:00:00Z' });
const late = round({ endedAt: '2026-11-12T00:00:00Z', endedAs: 'proven', foundAgain: true });

describe('the measures of a window', () => {
  it.each([
    ['verified on time', [onTime], 1, 1],
    ['verified by a person', [round({ endedAt: '2026-11-05T00:00:00Z', endedAs: 'verified' })], 1, 1],
    ['on the dot', [round({ endedAt: '2026-11-10T00:00:00Z', endedAs: 'proven' })], 1, 1],
    ['late', [onTime, late], 1, 2],
    ['open work that was due counts as not attained', [onTime, round({})], 1, 2],
    ['open work that is not due yet is not in it', [onTime, round({ dueAt: '2026-12-02T00:00:00Z' })], 1, 1],
    [
      'what no device needed any more before it was due is not in it',
      [round({ endedAt: '2026-11-05T00:00:00Z', endedAs: 'superseded' })],
      0,
      0,
    ],
    ['what was set aside after it was due is', [round({ endedAt: '2026-11-15T00:00:00Z', endedAs: 'rejected' })], 0, 1],
    [
      'what was proven after the window was open in it',
      [round({ endedAt: '2026-12-05T00:00:00Z', endedAs: 'proven' })],
      0,
      1,
    ],
    ['no deadline', [round({ dueAt: null })], 0, 0],
  ] as readonly [string, readonly Round[], number, number][])(
    'attainment: %s',
    (_name, rounds, numerator, denominator) => {
      expect(measure(rounds, WINDOW, NOW).attainment).toEqual({ numerator, denominator });
    },
  );

  it('tell the time to remediate with the age of what is open, and the time to verify', () => {
    const day = 24 * 60;
    expect(
      measure([onTime, late, round({}), round({ detectedAt: '2026-11-30T00:00:00Z', dueAt: null })], WINDOW, NOW),
    ).toMatchObject({
      timeToRemediate: { minutes: 8.5 * day, of: 2 },
      ageOfOpen: { minutes: 15 * day, of: 2 },
      timeToVerify: { minutes: day / 2, of: 1 },
      reopened: { numerator: 1, denominator: 2 },
      attainmentByTier: [{ tierId: 'critical', attainment: { numerator: 1, denominator: 3 } }],
    });
  });

  it('say that there is nothing to tell where there is nothing', () => {
    expect(measure([], WINDOW, NOW)).toMatchObject({
      attainment: { numerator: 0, denominator: 0 },
      timeToRemediate: { minutes: null, of: 0 },
      survival: { halfLifeMinutes: null, of: 0 },
    });
  });
});

describe('survival', () => {
  it('is the product-limit curve of the worked example: 6, 6, 6, 6+, 7, 9+, 10, 10+, 11+, 13, 16, 17+ …', () => {
    // Freireich et al. 1963, the 6-MP arm, as in every textbook: S(6) = 0.857, S(7) = 0.807, S(10) = 0.753, S(13) = 0.690.
    const told: readonly [number, boolean][] = [
      [6, true],
      [6, true],
      [6, true],
      [6, false],
      [7, true],
      [9, false],
      [10, true],
      [10, false],
      [11, false],
      [13, true],
      [16, true],
      [17, false],
      [19, false],
      [20, false],
      [22, true],
      [23, true],
      [25, false],
      [32, false],
      [32, false],
      [34, false],
      [35, false],
    ];
    const { steps, halfLifeMinutes } = survivalOf(told.map(([minutes, ended]) => ({ minutes, ended })));
    expect(steps.map(({ minutes, open }) => [minutes, Number(open.toFixed(3))])).toEqual([
      [6, 0.857],
      [7, 0.807],
      [10, 0.753],
      [13, 0.69],
      [16, 0.627],
      [22, 0.538],
      [23, 0.448],
    ]);
    expect(halfLifeMinutes).toBe(23);
  });

  it('knows no half-life while more than half is open, and takes old open work as a lengthening', () => {
    expect(
      survivalOf([
        { minutes: 5, ended: true },
        { minutes: 9, ended: false },
        { minutes: 9, ended: false },
      ]).halfLifeMinutes,
    ).toBeNull();
    expect(
      survivalOf([
        { minutes: 5, ended: true },
        { minutes: 9, ended: true },
      ]).halfLifeMinutes,
    ).toBe(5);
  });

  it('never rises, and does not depend on the order', () => {
    const lifetime = fc.record({ minutes: fc.integer({ min: 0, max: 50 }), ended: fc.boolean() });
    fc.assert(
      fc.property(fc.array(lifetime, { maxLength: 60 }), (lifetimes) => {
        const { steps } = survivalOf(lifetimes);
        const shares = steps.map(({ open }) => open);
        expect(shares).toEqual(shares.toSorted((a, b) => b - a));
        expect(survivalOf(lifetimes.toReversed())).toEqual(survivalOf(lifetimes));
      }),
    );
  });
});

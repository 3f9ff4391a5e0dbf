import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CycleSchedule, cycleHolding, dueCycles, type ScheduleRule, scheduleProblems } from './cycle-schedule.ts';

const secondTuesday = (plusDays = 0): ScheduleRule => ({ kind: 'weekday', nth: 2, weekday: 2, plusDays });
const monthly = (day: number): ScheduleRule => ({ kind: 'monthly', day });
const quarterly = (month: 1 | 2 | 3, day: number): ScheduleRule => ({ kind: 'quarterly', month, day });
const dates = (...starts: readonly string[]): ScheduleRule => ({ kind: 'dates', starts });

describe('the cycle that holds a moment', () => {
  test.each<[string, ScheduleRule, string, string, string]>([
    // Berlin goes to winter time on 25 October: the cycle is an hour longer.
    ['Europe/Berlin', secondTuesday(), '2026-11-01T12:00:00Z', '2026-10-12T22:00:00Z', '2026-11-09T23:00:00Z'],
    ['Europe/Berlin', secondTuesday(), '2026-10-12T21:59:59Z', '2026-09-07T22:00:00Z', '2026-10-12T22:00:00Z'],
    ['Europe/Berlin', secondTuesday(1), '2026-10-12T22:00:00Z', '2026-09-08T22:00:00Z', '2026-10-13T22:00:00Z'],
    // A shift over the end of the month, over the end of the year.
    ['UTC', secondTuesday(25), '2026-12-20T00:00:00Z', '2026-12-05T00:00:00Z', '2027-01-02T00:00:00Z'],
    ['America/New_York', secondTuesday(), '2026-12-31T23:30:00Z', '2026-12-08T05:00:00Z', '2027-01-12T05:00:00Z'],
    // The last day of a short month; the leap day of 2028.
    ['UTC', monthly(31), '2028-02-29T00:00:00Z', '2028-02-29T00:00:00Z', '2028-03-31T00:00:00Z'],
    ['UTC', monthly(31), '2027-02-28T12:00:00Z', '2027-02-28T00:00:00Z', '2027-03-31T00:00:00Z'],
    ['UTC', monthly(1), '2026-12-31T23:59:59Z', '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['Pacific/Auckland', monthly(1), '2026-12-31T12:00:00Z', '2026-12-31T11:00:00Z', '2027-01-31T11:00:00Z'],
    ['UTC', quarterly(1, 1), '2026-12-31T23:00:00Z', '2026-10-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['UTC', quarterly(2, 29), '2027-01-15T00:00:00Z', '2026-11-29T00:00:00Z', '2027-02-28T00:00:00Z'],
    ['UTC', quarterly(2, 29), '2028-02-29T00:00:00Z', '2028-02-29T00:00:00Z', '2028-05-29T00:00:00Z'],
    ['UTC', quarterly(3, 15), '2026-03-14T00:00:00Z', '2025-12-15T00:00:00Z', '2026-03-15T00:00:00Z'],
    // In Cairo the clock goes forward at midnight: the day begins at one.
    [
      'Africa/Cairo',
      dates('2026-04-24', '2026-05-01'),
      '2026-04-25T00:00:00Z',
      '2026-04-23T22:00:00Z',
      '2026-04-30T21:00:00Z',
    ],
  ])('%s, %j, %s', (timeZone, rule, at, start, end) => {
    expect(cycleHolding({ rule, timeZone }, at)).toEqual({ start, end });
  });

  test('is none before, between nothing, and after own dates', () => {
    const own = { rule: dates('2026-09-01', '2026-10-01'), timeZone: 'UTC' };
    expect(cycleHolding(own, '2026-08-31T23:59:59Z')).toBeNull();
    expect(cycleHolding(own, '2026-10-01T00:00:00Z')).toBeNull();
    expect(cycleHolding(own, '2026-09-30T23:59:59Z')).toEqual({
      start: '2026-09-01T00:00:00Z',
      end: '2026-10-01T00:00:00Z',
    });
  });

  test('holds it, by every rule, in every zone, at any time: the same for all of its moments', () => {
    const rule = fc.oneof(
      fc.record({
        kind: fc.constant('weekday' as const),
        nth: fc.constantFrom(1, 2, 3, 4),
        weekday: fc.constantFrom(1, 2, 3, 4, 5, 6, 7),
        plusDays: fc.integer({ min: -28, max: 28 }),
      }),
      fc.record({ kind: fc.constant('monthly' as const), day: fc.integer({ min: 1, max: 31 }) }),
      fc.record({
        kind: fc.constant('quarterly' as const),
        month: fc.constantFrom(1, 2, 3),
        day: fc.integer({ min: 1, max: 31 }),
      }),
    ) as fc.Arbitrary<ScheduleRule>;
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Asia/Kathmandu');
    const seconds = fc.integer({ min: 1_500_000_000, max: 1_900_000_000 });
    fc.assert(
      fc.property(rule, zone, seconds, (rule, timeZone, at) => {
        const moment = Temporal.Instant.fromEpochMilliseconds(at * 1000).toString();
        const held = cycleHolding({ rule, timeZone }, moment);
        if (held === null) throw new Error('no cycle');
        expect(held.start <= moment && moment < held.end).toBe(true);
        expect(cycleHolding({ rule, timeZone }, held.start)).toEqual(held);
        expect(cycleHolding({ rule, timeZone }, held.end)?.start).toBe(held.end);
      }),
    );
  });
});

describe('cycles that are due', () => {
  const berlin = (rule: ScheduleRule): CycleSchedule => ({ rule, timeZone: 'Europe/Berlin' });

  test('follow one another without a gap, the last one running', () => {
    expect(dueCycles(berlin(secondTuesday()), { holding: '2026-09-10T00:00:00Z' }, '2026-11-26T08:00:00Z')).toEqual([
      { start: '2026-09-07T22:00:00Z', end: '2026-10-12T22:00:00Z' },
      { start: '2026-10-12T22:00:00Z', end: '2026-11-09T23:00:00Z' },
      { start: '2026-11-09T23:00:00Z', end: '2026-12-07T23:00:00Z' },
    ]);
    expect(dueCycles(berlin(monthly(1)), { after: '2026-11-30T23:00:00Z' }, '2026-11-26T08:00:00Z')).toEqual([]);
  });

  test('begin where the one before ended, though the rule was changed meanwhile', () => {
    expect(dueCycles(berlin(monthly(1)), { after: '2026-11-09T23:00:00Z' }, '2026-12-02T00:00:00Z')).toEqual([
      { start: '2026-11-09T23:00:00Z', end: '2026-11-30T23:00:00Z' },
      { start: '2026-11-30T23:00:00Z', end: '2026-12-31T23:00:00Z' },
    ]);
  });

  test('by own dates begin with the first one to come, and end with the last', () => {
    const own = berlin(dates('2026-09-08', '2026-10-13', '2026-11-10'));
    expect(dueCycles(own, { holding: '2026-01-01T00:00:00Z' }, '2027-01-01T00:00:00Z')).toEqual([
      { start: '2026-09-07T22:00:00Z', end: '2026-10-12T22:00:00Z' },
      { start: '2026-10-12T22:00:00Z', end: '2026-11-09T23:00:00Z' },
    ]);
    expect(dueCycles(own, { holding: '2026-01-01T00:00:00Z' }, '2026-09-07T21:59:59Z')).toEqual([]);
  });
});

test('a schedule says what is wrong with it', () => {
  expect(scheduleProblems({ rule: dates('2026-10-01', '2026-09-01'), timeZone: 'Europe/Atlantis' })).toEqual([
    'Europe/Atlantis is no time zone: write its IANA name, like Europe/Berlin',
    '2026-09-01 stands after 2026-10-01: write the dates in order',
  ]);
  expect(scheduleProblems({ rule: dates('2026-10-01'), timeZone: 'UTC' })).toEqual([
    'own dates are at least two: a cycle lasts from one to the next',
  ]);
  expect(scheduleProblems({ rule: secondTuesday(), timeZone: 'Europe/Berlin' })).toEqual([]);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClock } from './clock.ts';
import { clockMarks } from './clock-marks.ts';
import { addTime, type ClockEvents, deadlineOf } from './deadline.ts';
import { instantOf, standstillsOf } from './freeze.ts';
import { nextWindow } from './maintenance-window.ts';
import type { Pause } from './pause.ts';
import { defaultPolicy } from './policies/default-policy.ts';
import { ALWAYS, type LegBudget, type Policy, type Tier, type TimeLimit } from './policy.ts';

const hours = (amount: number): TimeLimit => ({ unit: 'hours', amount });

function tier(change: Partial<Tier>): Tier {
  return {
    id: 't',
    name: 't',
    when: ALWAYS,
    time: hours(72),
    startsFrom: 'detected',
    budgets: [],
    forensicTriage: false,
    ...change,
  };
}

describe('limits across zones, summer time, leap days and year ends', () => {
  it.each([
    // Hours are hours; days keep the hour of the day.
    ['Europe/Berlin', '2026-03-28T10:00:00Z', hours(48), '2026-03-30T10:00:00Z'],
    ['Europe/Berlin', '2026-03-28T10:00:00Z', { unit: 'days', amount: 2 }, '2026-03-30T09:00:00Z'],
    ['Europe/Berlin', '2026-10-24T10:00:00Z', { unit: 'days', amount: 1 }, '2026-10-25T11:00:00Z'],
    // 02:30 is skipped on 29 March in Berlin: the moment after the gap.
    ['Europe/Berlin', '2026-03-28T01:30:00Z', { unit: 'days', amount: 1 }, '2026-03-29T01:30:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T14:00:00Z', { unit: 'days', amount: 1 }, '2026-04-05T14:30:00Z'],
    ['Asia/Kathmandu', '2026-12-31T20:00:00Z', { unit: 'days', amount: 3 }, '2027-01-03T20:00:00Z'],
    ['UTC', '2028-02-28T12:00:00Z', { unit: 'days', amount: 2 }, '2028-03-01T12:00:00Z'],
    ['UTC', '2027-02-28T12:00:00Z', { unit: 'days', amount: 2 }, '2027-03-02T12:00:00Z'],
    // A month ends on the same day, or on the last.
    ['UTC', '2028-01-31T12:00:00Z', { unit: 'months', amount: 1 }, '2028-02-29T12:00:00Z'],
    ['UTC', '2026-12-31T23:30:00Z', { unit: 'months', amount: 1 }, '2027-01-31T23:30:00Z'],
    ['America/New_York', '2026-12-31T23:30:00Z', { unit: 'cycle' }, '2027-01-12T05:00:00Z'],
    // The day across the date line that Samoa left out.
    ['Pacific/Apia', '2011-12-29T20:00:00Z', { unit: 'days', amount: 1 }, '2011-12-30T20:00:00Z'],
  ] as readonly [string, string, TimeLimit, string][])('%s, from %s, %j: %s', (timeZone, start, time, end) => {
    expect(addTime({ ...defaultPolicy(timeZone), timeZone }, time, start)).toBe(end);
  });
});

describe('a chain of budgets', () => {
  const policy = defaultPolicy('UTC');
  const chained = tier({
    startsFrom: 'tested',
    time: hours(72),
    budgets: [
      { until: 'prioritised', from: 'detected', time: hours(24) },
      { until: 'tested', from: 'prioritised', time: hours(48) },
    ],
  });
  const at = (events: ClockEvents) => deadlineOf(policy, chained, events, [], '2026-11-30T00:00:00Z');

  it.each([
    ['detected', { detected: '2026-11-01T00:00:00Z' }, 'prioritise', '2026-11-02T00:00:00Z', '2026-11-07T00:00:00Z'],
    [
      'prioritised early',
      { detected: '2026-11-01T00:00:00Z', prioritised: '2026-11-01T06:00:00Z' },
      'test',
      '2026-11-03T06:00:00Z',
      '2026-11-06T06:00:00Z',
    ],
    [
      'prioritised late: no time is won',
      { detected: '2026-11-01T00:00:00Z', prioritised: '2026-11-05T00:00:00Z' },
      'test',
      '2026-11-04T00:00:00Z',
      '2026-11-07T00:00:00Z',
    ],
    [
      'tested',
      { detected: '2026-11-01T00:00:00Z', prioritised: '2026-11-01T06:00:00Z', tested: '2026-11-02T00:00:00Z' },
      'fix',
      '2026-11-05T00:00:00Z',
      '2026-11-05T00:00:00Z',
    ],
  ] as const)('%s', (_name, events, aim, dueAt, latestAt) => {
    expect(at(events)).toMatchObject({ aim, dueAt, latestAt });
  });

  it('is due by nobody’s delay later than all its limits after detection', () => {
    const minute = fc.integer({ min: 0, max: 60 * 24 * 40 });
    fc.assert(
      fc.property(fc.option(minute), fc.option(minute), (prioritised, tested) => {
        const after = (minutes: number) => Temporal.Instant.from('2026-11-01T00:00:00Z').add({ minutes }).toString();
        const events: ClockEvents = {
          detected: after(0),
          ...(prioritised === null ? {} : { prioritised: after(prioritised) }),
          ...(tested === null ? {} : { tested: after(tested) }),
        };
        expect(Temporal.Instant.compare(at(events).latestAt ?? '', '2026-11-07T00:00:00Z')).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('freezes of the policy', () => {
  const policy: Policy = {
    ...defaultPolicy('Europe/Berlin'),
    freezes: [{ from: '2026-12-20T00:00', until: '2027-01-04T00:00', reason: 'Year-end freeze', except: ['urgent'] }],
  };
  const events = { detected: '2026-12-18T23:00:00Z' };

  it('make the clock stand still, over the end of the year', () => {
    const deadline = deadlineOf(policy, tier({}), events, [], '2026-12-22T00:00:00Z');
    expect(deadline.dueAt).toBe('2027-01-05T23:00:00Z');
    const still = standstillsOf(policy, tier({}), []);
    expect(readClock(deadline, still, '2026-12-22T00:00:00Z', null)).toMatchObject({
      state: 'paused',
      pausedBecause: 'Year-end freeze',
      usedMinutes: 24 * 60,
      givenMinutes: 72 * 60,
    });
  });

  it('leave the clocks alone of tiers that run on', () => {
    expect(deadlineOf(policy, tier({ id: 'urgent' }), events, [], '2026-12-22T00:00:00Z').dueAt).toBe(
      '2026-12-21T23:00:00Z',
    );
  });
});

describe('marks of a clock', () => {
  const policy = defaultPolicy('UTC');
  const marks = (pauses: readonly Pause[]) => {
    const deadline = deadlineOf(
      policy,
      tier({ time: hours(100) }),
      { detected: '2026-11-01T00:00:00Z' },
      pauses,
      '2026-11-30T00:00:00Z',
    );
    return clockMarks(
      deadline,
      pauses,
      [
        { afterHours: 0, to: ['it-lead'] },
        { afterHours: 24, to: ['cio@example.org'] },
      ],
      '2026-11-30T00:00:00Z',
    );
  };

  it('are half, four fifths, the breach and the steps after it', () => {
    expect(marks([]).map(({ kind, at }) => `${kind} ${at}`)).toEqual([
      'warning 2026-11-03T02:00:00Z',
      'warning 2026-11-04T08:00:00Z',
      'breach 2026-11-05T04:00:00Z',
      'escalation 2026-11-05T04:00:00Z',
      'escalation 2026-11-06T04:00:00Z',
    ]);
  });

  it('agree with what the clock reads at them, whatever was paused', () => {
    const start = Date.parse('2026-11-01T00:00:00Z');
    const pause = fc.tuple(fc.integer({ min: -50, max: 300 }), fc.integer({ min: 1, max: 90 })).map(
      ([from, length]): Pause => ({
        from: new Date(start + from * 3_600_000).toISOString(),
        until: new Date(start + (from + length) * 3_600_000).toISOString(),
        reason: 'x',
      }),
    );
    fc.assert(
      fc.property(fc.array(pause, { maxLength: 4 }), (pauses) => {
        const deadline = deadlineOf(
          policy,
          tier({ time: hours(100) }),
          { detected: '2026-11-01T00:00:00Z' },
          pauses,
          '2026-12-30T00:00:00Z',
        );
        for (const mark of marks(pauses)) {
          if (mark.kind !== 'warning') continue;
          const reading = readClock(deadline, pauses, mark.at, null);
          expect(reading.usedMinutes * 100).toBeGreaterThanOrEqual(reading.givenMinutes * mark.percent - 100);
          expect(reading.usedMinutes * 100).toBeLessThanOrEqual(reading.givenMinutes * mark.percent + 100);
        }
      }),
    );
  });
});

describe('maintenance windows', () => {
  const saturday = { weekdays: [6], startsAt: '22:00', minutes: 240, weeks: [], timeZone: 'Europe/Berlin' };

  it.each([
    ['before it', '2026-11-26T05:00:00Z', '2026-11-28T21:00:00Z', '2026-11-29T01:00:00Z'],
    ['while it runs: the next one', '2026-11-28T22:00:00Z', '2026-12-05T21:00:00Z', '2026-12-06T01:00:00Z'],
    [
      'over the change to summer time it keeps its length',
      '2026-03-28T12:00:00Z',
      '2026-03-28T21:00:00Z',
      '2026-03-29T01:00:00Z',
    ],
  ])('%s', (_name, after, start, end) => {
    expect(nextWindow(saturday, after, [])).toEqual({ start, end });
  });

  it('are not those in a freeze, and those of named weeks only', () => {
    const freeze = {
      from: instantOf('2026-11-27T00:00', 'Europe/Berlin'),
      until: instantOf('2026-12-01T00:00', 'Europe/Berlin'),
    };
    expect(nextWindow(saturday, '2026-11-26T05:00:00Z', [freeze])?.start).toBe('2026-12-05T21:00:00Z');
    expect(nextWindow({ ...saturday, weeks: [3] }, '2026-11-26T05:00:00Z', [])?.start).toBe('2026-12-19T21:00:00Z');
    expect(nextWindow({ ...saturday, weekdays: [] }, '2026-11-26T05:00:00Z', [])).toBeNull();
  });
});

describe('laws of chains', () => {
  const limit = fc.oneof(
    fc.integer({ min: 1, max: 200 }).map(hours),
    fc.record({
      unit: fc.constantFrom('days' as const, 'business-days' as const, 'months' as const),
      amount: fc.integer({ min: 1, max: 3 }),
    }),
    fc.constant<TimeLimit>({ unit: 'cycle' }),
  );
  const office: Policy = {
    ...defaultPolicy('America/Sao_Paulo'),
    calendar: { workDays: [1, 2, 3, 4, 5], holidays: ['2026-12-25'] },
    freezes: [{ from: '2026-12-20T00:00', until: '2027-01-04T00:00', reason: 'freeze', except: [] }],
  };
  const hour = fc.integer({ min: 0, max: 24 * 90 });
  const iso = (hoursIn: number) => Temporal.Instant.from('2026-11-01T00:00:00Z').add({ hours: hoursIn }).toString();

  it('a pause moves no deadline of a chain earlier, in any zone of its calendar, through freezes', () => {
    const pause = fc
      .tuple(hour, fc.integer({ min: 1, max: 900 }))
      .map(([from, length]): Pause => ({ from: iso(from), until: iso(from + length), reason: 'p' }));
    fc.assert(
      fc.property(
        limit,
        limit,
        limit,
        hour,
        fc.option(hour),
        fc.option(hour),
        fc.array(pause, { maxLength: 3 }),
        pause,
        (a, b, c, detected, prioritised, tested, pauses, another) => {
          const budgets: LegBudget[] = [
            { until: 'prioritised', from: 'detected', time: a },
            { until: 'tested', from: 'prioritised', time: b },
          ];
          const given = tier({ startsFrom: 'tested', time: c, budgets });
          const events: ClockEvents = {
            detected: iso(detected),
            ...(prioritised === null ? {} : { prioritised: iso(detected + prioritised) }),
            ...(tested === null ? {} : { tested: iso(detected + tested) }),
          };
          const before = deadlineOf(office, given, events, pauses, iso(0));
          const after = deadlineOf(office, given, events, [...pauses, another], iso(0));
          for (const which of ['dueAt', 'latestAt'] as const) {
            expect(Temporal.Instant.compare(after[which] ?? '', before[which] ?? '')).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });
});

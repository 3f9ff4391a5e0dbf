import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Vulnerability } from '../advisories/knowledge.ts';
import { readClock } from './clock.ts';
import { type ClockEvents, deadlineOf } from './deadline.ts';
import { holds, matchTier } from './match-tier.ts';
import { cycleAt, SECOND_TUESDAY } from './patch-cycle.ts';
import type { Pause } from './pause.ts';
import { defaultPolicy } from './policies/default-policy.ts';
import { ALWAYS, type Policy, type Tier, type TimeLimit } from './policy.ts';
import { tierSentence } from './tier-sentence.ts';
import type { UrgencyFacts } from './urgency-facts.ts';

const policy = defaultPolicy('Europe/Berlin');
const NOTHING: UrgencyFacts = {
  vulnerabilities: [],
  vendorSeverity: null,
  exposed: null,
  criticality: null,
  groups: [],
};

function cve(facts: Partial<Vulnerability>): Vulnerability {
  return { cve: 'CVE-2024-43572', kev: null, epss: null, ssvc: null, cvss: [], ...facts };
}

function tierOf(facts: Partial<UrgencyFacts>) {
  return matchTier(policy, { ...NOTHING, ...facts });
}

const inKev = cve({ kev: { dateAdded: '2024-10-08', dueDate: null, ransomware: false } });
const scored = (version: '2.0' | '3.0' | '3.1' | '4.0', score: number) =>
  cve({ cvss: [{ version, score, vector: null }] });

describe('the tier of a fix', () => {
  it.each([
    [
      'known to be exploited',
      { vulnerabilities: [inKev] },
      'Tier critical (in KEV): 72 h from tested, with 72 h to test.',
    ],
    [
      'CVSS 3.1 of 9.8',
      { vulnerabilities: [scored('3.1', 9.8)] },
      'Tier critical (CVSS 3.1 9.8): 72 h from tested, with 72 h to test.',
    ],
    [
      'CVSS 4.0 alone',
      { vulnerabilities: [scored('4.0', 7.1)] },
      'Tier high (CVSS 4.0 7.1): 7 days from tested, with 7 days to test.',
    ],
    [
      'CVSS 2 has no critical',
      { vulnerabilities: [scored('2.0', 10)] },
      'Tier high (CVSS 2.0 10.0): 7 days from tested, with 7 days to test.',
    ],
    [
      'the vendor’s word',
      { vendorSeverity: 'critical' },
      'Tier critical (rated critical by vendor or scanner): 72 h from tested, with 72 h to test.',
    ],
    ['medium', { vulnerabilities: [scored('3.1', 5)] }, 'Tier medium and low: within the cycle.'],
    ['nothing known', {}, 'Tier medium and low: within the cycle.'],
  ] as const)('%s', (_name, facts, sentence) => {
    expect(tierSentence(tierOf(facts))).toBe(sentence);
  });

  it('takes the worst of several vulnerabilities, not the first', () => {
    expect(tierOf({ vulnerabilities: [scored('3.1', 4), scored('3.1', 9.1)] }).tier.id).toBe('critical');
  });

  it('holds no condition on what is not known', () => {
    for (const what of ['automatable', 'total-impact', 'exposed'] as const)
      expect(holds({ if: what }, NOTHING)).toBeNull();
    expect(holds({ if: 'epss', atLeast: 0 }, { ...NOTHING, vulnerabilities: [cve({})] })).toBeNull();
    expect(holds({ if: 'ssvc', decision: ['track'] }, { ...NOTHING, vulnerabilities: [cve({})] })).toBeNull();
  });

  it('says what held of conditions taken together', () => {
    const exposed = {
      if: 'all',
      of: [{ if: 'kev' }, { if: 'exposed' }, { if: 'not', of: { if: 'automatable' } }],
    } as const;
    expect(holds(exposed, { ...NOTHING, vulnerabilities: [inKev], exposed: true })).toEqual(['in KEV', 'exposed']);
  });

  it('refuses a policy in which nothing holds', () => {
    expect(() => matchTier({ ...policy, tiers: policy.tiers.slice(0, 1) }, NOTHING)).toThrow(
      /last one must hold always/,
    );
  });
});

describe('the deadline', () => {
  const critical = tierOf({ vulnerabilities: [inKev] }).tier;
  const due = (
    events: ClockEvents,
    tier: Tier = critical,
    pauses: readonly Pause[] = [],
    now = '2024-10-12T00:00:00Z',
  ) => deadlineOf(policy, tier, events, pauses, now);

  it('is the end of the test until the fix is tested, then 72 h from tested', () => {
    const detected = '2024-10-09T05:30:00Z';
    expect(due({ detected })).toMatchObject({
      aim: 'test',
      startEvent: 'detected',
      dueAt: '2024-10-12T05:30:00Z',
      latestAt: '2024-10-15T05:30:00Z',
    });
    expect(due({ detected, tested: '2024-10-11T14:10:00Z' })).toMatchObject({
      aim: 'fix',
      startEvent: 'tested',
      startedAt: '2024-10-11T14:10:00Z',
      dueAt: '2024-10-14T14:10:00Z',
      policyId: 'default',
      policyVersion: 0,
    });
  });

  it('wins no time for whoever tests late: the outer clock starts where the time to test ended', () => {
    expect(due({ detected: '2024-10-01T00:00:00Z', tested: '2024-10-09T00:00:00Z' })).toMatchObject({
      startedAt: '2024-10-04T00:00:00Z',
      dueAt: '2024-10-07T00:00:00Z',
    });
  });

  it('gives medium and low the cycle, from the second Tuesday to the next in the customer’s zone', () => {
    expect(due({ detected: '2024-10-14T08:40:00Z' }, tierOf({}).tier)).toMatchObject({ dueAt: '2024-11-11T23:00:00Z' });
  });

  it('keeps the hour of the day where days cross the end of summer time', () => {
    const high = tierOf({ vendorSeverity: 'high' }).tier;
    const { dueAt } = due({ detected: '2024-10-20T00:00:00Z', tested: '2024-10-24T10:00:00Z' }, high);
    expect(dueAt).toBe('2024-10-31T11:00:00Z');
  });

  it('sets none for the next upgrade, and none before its event', () => {
    expect(
      due({ detected: '2024-10-01T00:00:00Z' }, { ...critical, time: { unit: 'none' }, budgets: [] }).dueAt,
    ).toBeNull();
    expect(due({}).dueAt).toBeNull();
  });

  it('counts business days without weekends and holidays', () => {
    const office: Policy = { ...policy, calendar: { workDays: [1, 2, 3, 4, 5], holidays: ['2026-12-25'] } };
    const tier: Tier = {
      ...critical,
      time: { unit: 'business-days', amount: 3 },
      startsFrom: 'detected',
      budgets: [],
    };
    const end = (detected: string) => deadlineOf(office, tier, { detected }, [], detected).dueAt;
    expect(end('2026-12-23T09:00:00Z')).toBe('2026-12-29T09:00:00Z');
    expect(end('2026-12-26T09:00:00Z')).toBe('2026-12-30T23:00:00Z');
  });

  it('refuses a calendar without work days instead of searching for ever', () => {
    const idle: Policy = { ...policy, calendar: { workDays: [], holidays: [] } };
    const tier: Tier = {
      ...critical,
      time: { unit: 'business-days', amount: 1 },
      startsFrom: 'detected',
      budgets: [],
    };
    expect(() => deadlineOf(idle, tier, { detected: '2026-01-01T00:00:00Z' }, [], '2026-01-01T00:00:00Z')).toThrow(
      RangeError,
    );
  });
});

describe('the cycle', () => {
  it.each([
    ['2024-10-14T10:40:00[Europe/Berlin]', '2024-10-08', '2024-11-12'],
    ['2024-10-07T23:59:59[Europe/Berlin]', '2024-09-10', '2024-10-08'],
    ['2024-10-08T00:00:00[Europe/Berlin]', '2024-10-08', '2024-11-12'],
    ['2025-01-01T00:00:00[Europe/Berlin]', '2024-12-10', '2025-01-14'],
    ['2024-02-29T12:00:00[America/New_York]', '2024-02-13', '2024-03-12'],
  ])('that holds %s runs from %s to %s', (at, start, end) => {
    const cycle = cycleAt(SECOND_TUESDAY, Temporal.ZonedDateTime.from(at));
    expect([cycle.start.toPlainDate().toString(), cycle.end.toPlainDate().toString()]).toEqual([start, end]);
  });

  it('holds every moment, also when its beginning is shifted over the end of a month', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000 }),
        fc.integer({ min: -20, max: 31 }),
        (seconds, plusDays) => {
          const at = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO('America/Sao_Paulo');
          const cycle = cycleAt({ nth: 4, weekday: 7, plusDays }, at);
          expect(Temporal.ZonedDateTime.compare(cycle.start, at)).toBeLessThanOrEqual(0);
          expect(Temporal.ZonedDateTime.compare(at, cycle.end)).toBeLessThan(0);
        },
      ),
    );
  });
});

describe('the clock', () => {
  const deadline = deadlineOf(
    policy,
    tierOf({ vulnerabilities: [inKev] }).tier,
    { detected: '2024-10-09T05:30:00Z', tested: '2024-10-11T14:10:00Z' },
    [],
    '2024-10-11T14:10:00Z',
  );

  it('shows the share used and the last mark passed', () => {
    expect(readClock(deadline, [], '2024-10-14T08:40:00Z', null)).toEqual({
      state: 'running',
      usedMinutes: 3990,
      givenMinutes: 4320,
      passed: 80,
      pausedBecause: null,
    });
    expect(readClock(deadline, [], '2024-10-14T14:10:01Z', null)).toMatchObject({ state: 'over', passed: 100 });
  });

  it('is met on the dot, and missed a second later', () => {
    expect(readClock(deadline, [], '2025-01-01T00:00:00Z', '2024-10-14T14:10:00Z').state).toBe('met');
    expect(readClock(deadline, [], '2025-01-01T00:00:00Z', '2024-10-14T14:10:01Z').state).toBe('missed');
  });

  it('stands still in a pause and says why', () => {
    const pauses = [{ from: '2024-10-12T14:10:00Z', until: null, reason: 'Year-end freeze' }];
    const now = '2024-10-20T00:00:00Z';
    const paused = deadlineOf(
      policy,
      tierOf({ vulnerabilities: [inKev] }).tier,
      { detected: '2024-10-11T14:10:00Z', tested: '2024-10-11T14:10:00Z' },
      pauses,
      now,
    );
    expect(readClock(paused, pauses, now, null)).toMatchObject({
      state: 'paused',
      usedMinutes: 1440,
      givenMinutes: 4320,
      pausedBecause: 'Year-end freeze',
    });
  });
});

describe('laws of deadlines', () => {
  const instant = fc.integer({ min: 1_700_000_000, max: 1_730_000_000 }).map(iso);
  const limit: fc.Arbitrary<TimeLimit> = fc.oneof(
    fc.record({
      unit: fc.constantFrom('hours' as const, 'days' as const, 'business-days' as const),
      amount: fc.integer({ min: 1, max: 40 }),
    }),
    fc.constant<TimeLimit>({ unit: 'cycle' }),
  );
  const tier = fc
    .record({ time: limit, budgetTime: limit, startsFrom: fc.constantFrom('tested' as const, 'detected' as const) })
    .map(
      ({ time, budgetTime, startsFrom }): Tier => ({
        id: 't',
        name: 't',
        when: ALWAYS,
        time,
        startsFrom,
        budgets: startsFrom === 'tested' ? [{ until: 'tested', from: 'detected', time: budgetTime }] : [],
        forensicTriage: false,
      }),
    );
  const pause: fc.Arbitrary<Pause> = fc
    .tuple(fc.integer({ min: 1_700_000_000, max: 1_735_000_000 }), fc.option(fc.integer({ min: 0, max: 3_000_000 })))
    .map(([from, length]) => ({
      from: iso(from),
      until: length === null ? null : iso(from + length),
      reason: 'freeze',
    }));
  const events = fc
    .tuple(instant, fc.option(fc.integer({ min: 0, max: 4_000_000 })))
    .map(
      ([detected, later]): ClockEvents =>
        later === null
          ? { detected }
          : { detected, tested: Temporal.Instant.from(detected).add({ seconds: later }).toString() },
    );
  const now = iso(1_740_000_000);
  const office: Policy = { ...policy, calendar: { workDays: [1, 2, 3, 4, 5], holidays: ['2024-05-01'] } };

  function iso(seconds: number): string {
    return Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString();
  }

  it('a pause never moves a deadline earlier', () => {
    fc.assert(
      fc.property(tier, events, fc.array(pause, { maxLength: 4 }), pause, (given, happened, pauses, another) => {
        const before = deadlineOf(office, given, happened, pauses, now);
        const after = deadlineOf(office, given, happened, [...pauses, another], now);
        for (const which of ['dueAt', 'latestAt'] as const) {
          expect(Temporal.Instant.compare(after[which] ?? now, before[which] ?? now)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('testing later never moves the deadline past what it was before the test', () => {
    fc.assert(
      fc.property(tier, events, fc.array(pause, { maxLength: 3 }), (given, happened, pauses) => {
        fc.pre(happened.detected !== undefined);
        const untested = deadlineOf(office, given, { detected: happened.detected ?? now }, pauses, now);
        const tested = deadlineOf(office, given, happened, pauses, now);
        expect(Temporal.Instant.compare(tested.latestAt ?? now, untested.latestAt ?? now)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('testing late wins no time in a cycle either, though a pause runs over both', () => {
    const given: Tier = {
      id: 't',
      name: 't',
      when: ALWAYS,
      time: { unit: 'cycle' },
      startsFrom: 'tested',
      budgets: [{ until: 'tested', from: 'detected', time: { unit: 'hours', amount: 1 } }],
      forensicTriage: false,
    };
    const pauses = [{ from: '2023-11-14T00:00:00Z', until: null, reason: 'freeze' }];
    const detected = '2024-05-18T18:26:43Z';
    const untested = deadlineOf(office, given, { detected }, pauses, now);
    const tested = deadlineOf(office, given, { detected, tested: '2024-06-10T22:00:00Z' }, pauses, now);
    expect(Temporal.Instant.compare(tested.latestAt ?? now, untested.latestAt ?? now)).toBeLessThanOrEqual(0);
  });

  it('minutes used never go back as time passes', () => {
    fc.assert(
      fc.property(
        tier,
        events,
        fc.array(pause, { maxLength: 3 }),
        instant,
        instant,
        (given, happened, pauses, a, b) => {
          const [first, second] = Temporal.Instant.compare(a, b) <= 0 ? [a, b] : [b, a];
          const read = (at: string) => readClock(deadlineOf(office, given, happened, pauses, at), pauses, at, null);
          expect(read(second).usedMinutes).toBeGreaterThanOrEqual(read(first).usedMinutes);
        },
      ),
    );
  });
});

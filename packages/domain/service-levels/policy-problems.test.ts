import { describe, expect, it } from 'vitest';
import { defaultPolicy } from './policies/default-policy.ts';
import type { Policy, Tier } from './policy.ts';
import { policyProblems } from './policy-problems.ts';

const policy = defaultPolicy('Europe/Berlin');
const [critical, , inCycle] = policy.tiers;

function withTier(change: Partial<Tier>): Policy {
  return critical && inCycle ? { ...policy, tiers: [{ ...critical, ...change }, inCycle] } : policy;
}

describe('a policy that cannot come into force', () => {
  const hours = (amount: number) => ({ unit: 'hours', amount }) as const;
  it.each([
    ['a zone that there is not', { ...policy, timeZone: 'Berlin' }, 'timeZone'],
    ['no tier', { ...policy, tiers: [] }, 'tiers'],
    ['a last tier with a condition', { ...policy, tiers: policy.tiers.slice(0, 1) }, 'tiers.0.when'],
    ['a tier after one that always holds', { ...policy, tiers: [inCycle, ...policy.tiers] }, 'tiers.0.when'],
    ['two tiers of one name', { ...policy, tiers: [critical, ...policy.tiers] }, 'tiers.1.id'],
    ['a clock from tested without a time to test', withTier({ budgets: [] }), 'tiers.0.budgets'],
    ['a budget where the clock waits for nobody', withTier({ startsFrom: 'detected' }), 'tiers.0.budgets'],
    [
      'a chain with a hole',
      withTier({
        budgets: [
          { until: 'prioritised', from: 'detected', time: hours(1) },
          { until: 'tested', from: 'detected', time: hours(1) },
        ],
      }),
      'tiers.0.budgets.1.from',
    ],
    [
      'a chain that begins where somebody could hold it back',
      withTier({ budgets: [{ until: 'tested', from: 'prioritised', time: hours(1) }] }),
      'tiers.0.budgets.0.from',
    ],
    [
      'a budget without an end',
      withTier({ budgets: [{ until: 'tested', from: 'detected', time: { unit: 'none' } }] }),
      'tiers.0.budgets.0.time',
    ],
    ['business days without a calendar', withTier({ time: { unit: 'business-days', amount: 2 } }), 'calendar'],
    ['a calendar without work', { ...policy, calendar: { workDays: [], holidays: [] } }, 'calendar.workDays'],
    [
      'a holiday that is no day',
      { ...policy, calendar: { workDays: [1], holidays: ['2026-02-30'] } },
      'calendar.holidays.0',
    ],
    [
      'a freeze that ends before it begins',
      { ...policy, freezes: [{ from: '2026-12-20T00:00', until: '2026-12-19T00:00', reason: 'x', except: [] }] },
      'freezes.0.until',
    ],
    [
      'a freeze in another zone',
      { ...policy, freezes: [{ from: '2026-12-20T00:00Z', until: '2026-12-29T00:00', reason: 'x', except: [] }] },
      'freezes.0.from',
    ],
    [
      'a freeze that leaves out a tier that there is not',
      {
        ...policy,
        freezes: [{ from: '2026-12-20T00:00', until: '2026-12-29T00:00', reason: 'x', except: ['urgent'] }],
      },
      'freezes.0.except',
    ],
  ] as readonly [string, Policy, string][])('%s is told by its place', (_name, broken, place) => {
    expect(policyProblems(broken).map(({ path }) => path.join('.'))).toContain(place);
  });

  it('is not one whose chain goes by all events', () => {
    const whole = withTier({
      budgets: [
        { until: 'prioritised', from: 'published', time: hours(24) },
        { until: 'tested', from: 'prioritised', time: hours(48) },
      ],
    });
    expect(policyProblems(whole)).toEqual([]);
  });
});

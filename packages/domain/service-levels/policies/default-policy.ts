import { CVSS_PREFERENCE } from '../../severity/tier.ts';
import { ALWAYS, type Policy, type Tier } from '../policy.ts';
import { plainPolicy } from './plain-policy.ts';

const critical: Tier = {
  id: 'critical',
  name: 'critical',
  when: {
    if: 'any',
    of: [
      { if: 'kev' },
      { if: 'severity', atLeast: 'critical', by: CVSS_PREFERENCE },
      { if: 'vendor-severity', atLeast: 'critical' },
    ],
  },
  time: { unit: 'hours', amount: 72 },
  startsFrom: 'tested',
  budgets: [{ until: 'tested', from: 'detected', time: { unit: 'hours', amount: 72 } }],
  forensicTriage: false,
};

const high: Tier = {
  id: 'high',
  name: 'high',
  when: {
    if: 'any',
    of: [
      { if: 'severity', atLeast: 'high', by: CVSS_PREFERENCE },
      { if: 'vendor-severity', atLeast: 'high' },
    ],
  },
  time: { unit: 'days', amount: 7 },
  startsFrom: 'tested',
  // As long to test as to deploy, so that this clock cannot be held back either.
  budgets: [{ until: 'tested', from: 'detected', time: { unit: 'days', amount: 7 } }],
  forensicTriage: false,
};

const inCycle: Tier = {
  id: 'medium-low',
  name: 'medium and low',
  when: ALWAYS,
  time: { unit: 'cycle' },
  startsFrom: 'detected',
  budgets: [],
  forensicTriage: false,
};

/**
 * The policy that holds until the customer signs another: critical 72 h from tested, with 72 h to test; high 7 days from
 * tested; medium, low and not known within the cycle. Known exploitation makes a fix critical whatever its score.
 */
export function defaultPolicy(timeZone: string): Policy {
  return {
    ...plainPolicy('default', 'Default', timeZone),
    citation: 'Baton: critical 72 h from tested, high 7 days, the rest within the cycle',
    tiers: [critical, high, inCycle],
  };
}

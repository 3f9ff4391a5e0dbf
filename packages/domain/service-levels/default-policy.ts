import { CVSS_PREFERENCE } from '../severity/tier.ts';
import { SECOND_TUESDAY } from './patch-cycle.ts';
import { ALWAYS, type Policy, type Tier } from './policy.ts';

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
  budget: { until: 'tested', from: 'detected', time: { unit: 'hours', amount: 72 } },
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
  budget: { until: 'tested', from: 'detected', time: { unit: 'days', amount: 7 } },
};

const inCycle: Tier = {
  id: 'medium-low',
  name: 'medium and low',
  when: ALWAYS,
  time: { unit: 'cycle' },
  startsFrom: 'detected',
  budget: null,
};

/**
 * The policy that holds until the customer signs another: critical 72 h from tested, with 72 h to test; high 7 days from
 * tested; medium, low and not known within the cycle. Known exploitation makes a fix critical whatever its score.
 */
export function defaultPolicy(timeZone: string): Policy {
  return {
    id: 'default',
    name: 'Default',
    version: 1,
    timeZone,
    calendar: null,
    cycle: SECOND_TUESDAY,
    tiers: [critical, high, inCycle],
  };
}

import { ALWAYS, type Condition, type Policy } from '../policy.ts';
import { allOf, anyOf, days, not, plainPolicy, plainTier } from './plain-policy.ts';

const KEV: Condition = { if: 'kev' };
const EXPOSED: Condition = { if: 'exposed' };
const AUTOMATABLE: Condition = { if: 'automatable' };
const TOTAL: Condition = { if: 'total-impact' };

/**
 * CISA Binding Operational Directive 26-04 of 10 June 2026, which replaces 22-01 and 19-02: sixteen combinations of KEV,
 * exposed, automatable and technical impact, each with its time in calendar days.
 */
export function bod2604Policy(timeZone: string): Policy {
  return {
    ...plainPolicy('bod-26-04', 'CISA BOD 26-04', timeZone),
    citation: 'CISA, Binding Operational Directive 26-04, Prioritizing Security Updates Based on Risk, 10 June 2026',
    tiers: [
      {
        ...plainTier('3-days-triage', allOf(KEV, TOTAL, anyOf(EXPOSED, AUTOMATABLE)), days(3), 'detected'),
        name: '3 days with forensic triage',
        forensicTriage: true,
      },
      plainTier(
        '3-days',
        anyOf(allOf(KEV, EXPOSED, AUTOMATABLE, not(TOTAL)), allOf(not(KEV), EXPOSED, AUTOMATABLE, TOTAL)),
        days(3),
        'detected',
        '3 days',
      ),
      plainTier(
        '14-days',
        // Exactly one of automatable and total: both are the tier above.
        anyOf(KEV, allOf(EXPOSED, anyOf(AUTOMATABLE, TOTAL))),
        days(14),
        'detected',
        '14 days',
      ),
      plainTier('60-days', anyOf(EXPOSED, AUTOMATABLE), days(60), 'detected', '60 days'),
      plainTier('next-upgrade', ALWAYS, { unit: 'none' }, 'detected', 'next upgrade'),
    ],
  };
}

import { ALWAYS, type Policy } from '../policy.ts';
import { anyOf, days, plainPolicy, plainTier } from './plain-policy.ts';

/**
 * Cyber Essentials 3.2: within 14 days of release where the vendor says critical or high, CVSS v3 says 7.0 or more, or nobody
 * says how severe it is.
 */
export function cyberEssentialsPolicy(timeZone: string): Policy {
  return {
    ...plainPolicy('cyber-essentials-3-2', 'Cyber Essentials 3.2', timeZone),
    citation: 'NCSC, Cyber Essentials: Requirements for IT infrastructure v3.2, security update management',
    tiers: [
      plainTier(
        '14-days',
        anyOf(
          { if: 'vendor-severity', atLeast: 'high' },
          { if: 'cvss', version: '3.1', atLeast: 7 },
          { if: 'cvss', version: '3.0', atLeast: 7 },
          { if: 'severity-unknown' },
        ),
        days(14),
        'published',
        '14 days',
      ),
      plainTier('in-cycle', ALWAYS, { unit: 'cycle' }, 'detected', 'the rest'),
    ],
  };
}

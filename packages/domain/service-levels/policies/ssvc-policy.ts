import { ALWAYS, type Policy } from '../policy.ts';
import { days, plainPolicy, plainTier } from './plain-policy.ts';

/**
 * CISA's coordinator decisions as tiers; the decision table itself is data in severity/ssvc.ts. SSVC gives no numbers: Act
 * asks for remediation "as soon as possible", Attend "sooner than standard update timelines", Track* and Track "within
 * standard update timelines". The days below are defaults for the customer to set.
 */
export function ssvcPolicy(timeZone: string): Policy {
  return {
    ...plainPolicy('ssvc', 'SSVC, CISA coordinator', timeZone),
    citation: 'CISA, Stakeholder-Specific Vulnerability Categorization Guide; decision table CISA coordinator 2.0.3',
    tiers: [
      plainTier('act', { if: 'ssvc', decision: ['act'] }, days(3), 'detected', 'Act'),
      plainTier('attend', { if: 'ssvc', decision: ['attend'] }, days(14), 'detected', 'Attend'),
      plainTier('track-star', { if: 'ssvc', decision: ['track*'] }, days(30), 'detected', 'Track*'),
      plainTier('track', ALWAYS, { unit: 'cycle' }, 'detected', 'Track, or not decided'),
    ],
  };
}

import { CVSS_PREFERENCE, type SeverityWord } from '../../severity/tier.ts';
import { ALWAYS, type Condition, type Policy } from '../policy.ts';
import { anyOf, plainPolicy, plainTier } from './plain-policy.ts';

/** What must be in place within a month: critical, as the standard says, or high as well. */
export type PciSwitch = 'critical' | 'critical-and-high';

/** PCI DSS 4.0.1, requirement 6.3.3: critical vulnerabilities are patched within one month of release; the rest as the cycle says. */
export function pciDssPolicy(timeZone: string, patches: PciSwitch): Policy {
  const atLeast: SeverityWord = patches === 'critical' ? 'critical' : 'high';
  const severe: Condition = anyOf({ if: 'severity', atLeast, by: CVSS_PREFERENCE }, { if: 'vendor-severity', atLeast });
  return {
    ...plainPolicy(
      patches === 'critical' ? 'pci-dss-6-3-3' : 'pci-dss-6-3-3-high',
      patches === 'critical' ? 'PCI DSS 6.3.3' : 'PCI DSS 6.3.3, critical and high',
      timeZone,
    ),
    citation: 'PCI DSS 4.0.1, requirement 6.3.3',
    tiers: [
      plainTier(
        'one-month',
        severe,
        { unit: 'months', amount: 1 },
        'published',
        patches === 'critical' ? 'critical' : 'critical and high',
      ),
      plainTier('in-cycle', ALWAYS, { unit: 'cycle' }, 'detected', 'the rest'),
    ],
  };
}

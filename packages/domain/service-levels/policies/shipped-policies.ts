import type { Policy } from '../policy.ts';
import { bod2604Policy } from './bod-26-04.ts';
import { cyberEssentialsPolicy } from './cyber-essentials.ts';
import { defaultPolicy } from './default-policy.ts';
import { essentialEightPolicy } from './essential-eight.ts';
import { pciDssPolicy } from './pci-dss.ts';
import { ssvcPolicy } from './ssvc-policy.ts';

/** Every policy that ships, those with a switch once for each of its positions, in the customer's zone (IANA name). */
export function shippedPolicies(timeZone: string): readonly Policy[] {
  return [
    defaultPolicy(timeZone),
    bod2604Policy(timeZone),
    essentialEightPolicy(timeZone, '1-2'),
    essentialEightPolicy(timeZone, '3'),
    pciDssPolicy(timeZone, 'critical'),
    pciDssPolicy(timeZone, 'critical-and-high'),
    cyberEssentialsPolicy(timeZone),
    ssvcPolicy(timeZone),
  ];
}

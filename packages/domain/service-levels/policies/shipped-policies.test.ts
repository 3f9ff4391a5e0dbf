import { describe, expect, it } from 'vitest';
import type { Ssvc, Vulnerability } from '../../advisories/knowledge.ts';
import { matchTier } from '../match-tier.ts';
import type { Policy } from '../policy.ts';
import { policyProblems } from '../policy-problems.ts';
import { limitWords } from '../tier-sentence.ts';
import type { UrgencyFacts } from '../urgency-facts.ts';
import { bod2604Policy } from './bod-26-04.ts';
import { cyberEssentialsPolicy } from './cyber-essentials.ts';
import { defaultPolicy } from './default-policy.ts';
import { essentialEightPolicy } from './essential-eight.ts';
import { pciDssPolicy } from './pci-dss.ts';
import { shippedPolicies } from './shipped-policies.ts';
import { ssvcPolicy } from './ssvc-policy.ts';

const ZONE = 'Europe/Berlin';
const KEV = { dateAdded: '2026-06-11', dueDate: null, ransomware: false };

interface Told {
  readonly kev?: boolean;
  readonly exposed?: boolean;
  readonly ssvc?: Partial<Ssvc>;
  readonly cvss?: readonly [version: '2.0' | '3.0' | '3.1' | '4.0', score: number];
  readonly vendor?: UrgencyFacts['vendorSeverity'];
  readonly criticality?: UrgencyFacts['criticality'];
}

function vulnerability({ kev = false, ssvc, cvss }: Told): Vulnerability {
  return {
    cve: 'CVE-2026-1',
    kev: kev ? KEV : null,
    epss: null,
    ssvc: ssvc ? { exploitation: null, automatable: null, technicalImpact: null, ...ssvc } : null,
    cvss: cvss ? [{ version: cvss[0], score: cvss[1], vector: null }] : [],
  };
}

function facts(told: Told, more: readonly Told[] = []): UrgencyFacts {
  return {
    vulnerabilities: [told, ...more].map(vulnerability),
    vendorSeverity: told.vendor ?? null,
    exposed: told.exposed ?? null,
    criticality: told.criticality ?? null,
    groups: [],
  };
}

function under(policy: Policy, told: Told, more: readonly Told[] = []): string {
  const { tier } = matchTier(policy, facts(told, more));
  return `${limitWords(tier.time)} from ${tier.startsFrom}${tier.forensicTriage ? ', triage' : ''}`;
}

describe('policies that ship', () => {
  it('can all come into force, cite where they come from, and are told apart by their ids', () => {
    const policies = shippedPolicies(ZONE);
    expect(policies.map((policy) => [policy.id, policyProblems(policy)])).toEqual(policies.map(({ id }) => [id, []]));
    expect(new Set(policies.map(({ id }) => id)).size).toBe(policies.length);
    for (const { citation } of policies) expect(citation.length).toBeGreaterThan(10);
  });
});

describe('Default', () => {
  it.each([
    [{ kev: true }, '72 h from tested'],
    [{ cvss: ['3.1', 9] }, '72 h from tested'],
    [{ vendor: 'critical' }, '72 h from tested'],
    [{ cvss: ['3.1', 7] }, '7 days from tested'],
    [{ cvss: ['3.1', 6.9] }, 'the cycle from detected'],
    [{}, 'the cycle from detected'],
  ] as readonly [Told, string][])('%j: %s', (told, expected) => {
    expect(under(defaultPolicy(ZONE), told)).toBe(expected);
  });

  it('gives 72 h to test a critical fix', () => {
    expect(defaultPolicy(ZONE).tiers[0]?.budgets).toEqual([
      { until: 'tested', from: 'detected', time: { unit: 'hours', amount: 72 } },
    ]);
  });
});

describe('CISA BOD 26-04: all sixteen combinations', () => {
  const TRIAGE = '3 days from detected, triage';
  const [D3, D14, D60, NEXT] = ['3 days', '14 days', '60 days', 'no limit'].map((time) => `${time} from detected`);
  it.each([
    // KEV, exposed, automatable, total
    [true, true, true, true, TRIAGE],
    [true, true, false, true, TRIAGE],
    [true, false, true, true, TRIAGE],
    [true, true, true, false, D3],
    [true, true, false, false, D14],
    [true, false, true, false, D14],
    [true, false, false, true, D14],
    [true, false, false, false, D14],
    [false, true, true, true, D3],
    [false, true, true, false, D14],
    [false, true, false, true, D14],
    [false, true, false, false, D60],
    [false, false, true, true, D60],
    [false, false, true, false, D60],
    [false, false, false, true, NEXT],
    [false, false, false, false, NEXT],
  ] as const)('KEV %s, exposed %s, automatable %s, total %s: %s', (kev, exposed, automatable, total, expected) => {
    const technicalImpact = total ? 'total' : 'partial';
    expect(under(bod2604Policy(ZONE), { kev, exposed, ssvc: { automatable, technicalImpact } })).toBe(expected);
  });

  it('does not add up the KEV entry of one vulnerability and the impact of another', () => {
    const listed: Told = { kev: true, exposed: true, ssvc: { automatable: false, technicalImpact: 'partial' } };
    const severe: Told = { ssvc: { automatable: false, technicalImpact: 'total' } };
    expect(under(bod2604Policy(ZONE), listed, [severe])).toBe(D14);
  });
});

describe('Essential Eight, operating systems', () => {
  const urgent: readonly Told[] = [
    { vendor: 'critical' },
    { kev: true },
    { ssvc: { exploitation: 'active' } },
    { ssvc: { exploitation: 'poc' } },
  ];
  it.each(urgent)('48 hours from release if internet-facing and %j', (told) => {
    expect(under(essentialEightPolicy(ZONE, '1-2'), { ...told, exposed: true })).toBe('48 h from published');
  });
  it.each([
    ['1-2', { vendor: 'high', exposed: true }, '14 days from published'],
    ['3', { vendor: 'high', exposed: true }, '14 days from published'],
    ['1-2', { vendor: 'critical', exposed: false }, '1 month from published'],
    ['1-2', { kev: true }, '1 month from published'],
    ['3', { kev: true, exposed: false }, '48 h from published'],
    ['3', { vendor: 'critical' }, '48 h from published'],
    ['3', { vendor: 'high' }, '1 month from published'],
  ] as readonly ['1-2' | '3', Told, string][])('level %s, %j: %s', (levels, told, expected) => {
    expect(under(essentialEightPolicy(ZONE, levels), told)).toBe(expected);
  });
});

describe('PCI DSS 6.3.3', () => {
  it.each([
    ['critical', { vendor: 'critical' }, '1 month from published'],
    ['critical', { cvss: ['3.1', 9.1] }, '1 month from published'],
    ['critical', { vendor: 'high' }, 'the cycle from detected'],
    ['critical-and-high', { vendor: 'high' }, '1 month from published'],
    ['critical-and-high', { vendor: 'medium' }, 'the cycle from detected'],
  ] as readonly ['critical' | 'critical-and-high', Told, string][])('%s, %j: %s', (patches, told, expected) => {
    expect(under(pciDssPolicy(ZONE, patches), told)).toBe(expected);
  });
});

describe('Cyber Essentials 3.2', () => {
  it.each([
    [{ vendor: 'critical' }, '14 days from published'],
    [{ vendor: 'high' }, '14 days from published'],
    [{ cvss: ['3.1', 7] }, '14 days from published'],
    [{ cvss: ['3.0', 7] }, '14 days from published'],
    [{}, '14 days from published'],
    [{ cvss: ['3.1', 6.9] }, 'the cycle from detected'],
    [{ cvss: ['2.0', 10], vendor: 'low' }, 'the cycle from detected'],
    [{ vendor: 'medium' }, 'the cycle from detected'],
  ] as readonly [Told, string][])('%j: %s', (told, expected) => {
    expect(under(cyberEssentialsPolicy(ZONE), told)).toBe(expected);
  });
});

describe('SSVC', () => {
  const ssvc = { exploitation: 'active', automatable: true, technicalImpact: 'total' } as const;
  it.each([
    [{ ssvc, criticality: 'high' }, 'act'],
    [{ ssvc }, 'act'],
    [{ ssvc, criticality: 'low' }, 'attend'],
    [{ ssvc: { ...ssvc, exploitation: 'none', automatable: false }, criticality: 'high' }, 'track-star'],
    [{ ssvc: { ...ssvc, exploitation: 'none' }, criticality: 'low' }, 'track'],
    [{ ssvc: { exploitation: 'active' } }, 'track'],
    [{}, 'track'],
  ] as readonly [Told, string][])('%j: %s', (told, tierId) => {
    expect(matchTier(ssvcPolicy(ZONE), facts(told)).tier.id).toBe(tierId);
  });
});

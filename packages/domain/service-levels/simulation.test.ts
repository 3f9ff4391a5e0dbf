import { describe, expect, it } from 'vitest';
import { clockEventsOf } from '../relay/clock-events.ts';
import { whyMoved } from './deadline-change.ts';
import { bod2604Policy } from './policies/bod-26-04.ts';
import { defaultPolicy } from './policies/default-policy.ts';
import { pciDssPolicy } from './policies/pci-dss.ts';
import { type BacklogItem, directionOf, simulate } from './simulation.ts';

const NOW = '2026-11-26T00:00:00Z';

function item(id: string, detected: string, kev: boolean): BacklogItem {
  return {
    id,
    facts: {
      vulnerabilities: [
        {
          cve: 'CVE-2026-1',
          kev: kev ? { dateAdded: '2026-11-01', dueDate: null, ransomware: false } : null,
          epss: null,
          ssvc: null,
          cvss: [],
        },
      ],
      vendorSeverity: null,
      exposed: null,
      criticality: null,
      groups: [],
    },
    events: (timeZone) => clockEventsOf([{ act: 'open', at: detected, from: null, to: 'identify' }], null, timeZone),
    pauses: [],
    work: { it: 3, infosec: 4 },
  };
}

const backlog = [
  item('listed', '2026-11-25T00:00:00Z', true),
  item('old', '2026-11-01T00:00:00Z', true),
  item('other', '2026-11-25T00:00:00Z', false),
];

describe('the simulator', () => {
  it('tells of a policy what is overdue at once, what comes due in which week, and whose work it is', () => {
    expect(simulate(bod2604Policy('Europe/Berlin'), backlog, NOW)).toMatchObject({
      open: 3,
      overdue: 1,
      withoutDeadline: 1,
      weeks: [
        { week: null, remediations: 1, cells: { it: 3, infosec: 4 } },
        { week: '2026-12-07', remediations: 1, cells: { it: 3, infosec: 4 } },
      ],
    });
  });

  it('tells the same backlog otherwise under another policy', () => {
    const { overdue, byTier } = simulate(defaultPolicy('UTC'), backlog, NOW);
    expect([overdue, byTier[0]]).toEqual([1, { tierId: 'critical', remediations: 2, overdue: 1 }]);
  });

  it.each([
    ['2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z', 'later'],
    ['2026-11-01T00:00:00Z', '2026-10-02T00:00:00Z', 'earlier'],
    ['2026-11-01T00:00:00Z', '2026-11-01T00:00:00.000Z', 'same'],
    [null, '2026-11-01T00:00:00Z', 'set'],
    ['2026-11-01T00:00:00Z', null, 'lifted'],
    [null, null, 'same'],
  ] as const)('a deadline from %s to %s moves: %s', (before, after, direction) => {
    expect(directionOf(before, after)).toBe(direction);
  });
});

describe('publication', () => {
  const opened = [{ act: 'open', at: '2026-11-20T10:00:00Z', from: null, to: 'identify' }] as const;
  it.each([
    ['a day begins in the customer’s zone', '2026-11-10', '2026-11-09T23:00:00Z'],
    ['an instant stays', '2026-11-10T12:00:00+02:00', '2026-11-10T10:00:00Z'],
    ['a time without a zone is its day', '2026-11-10T12:00:00', '2026-11-09T23:00:00Z'],
    ['what is no date counts as not known: detection', 'n/a', '2026-11-20T10:00:00Z'],
    ['not known: detection', null, '2026-11-20T10:00:00Z'],
  ])('%s', (_name, published, expected) => {
    expect(clockEventsOf(opened, published, 'Europe/Berlin').published).toBe(expected);
  });

  it('of a fix that was found again counts from there', () => {
    const again = [...opened, { act: 'reopen', at: '2026-12-01T00:00:00Z', from: 'closed', to: 'prioritise' }] as const;
    expect(clockEventsOf(again, '2026-11-10', 'UTC').published).toBe('2026-12-01T00:00:00Z');
    expect(simulate(pciDssPolicy('UTC', 'critical'), [], NOW).open).toBe(0);
  });
});

describe('why a deadline moved', () => {
  const before = {
    dueAt: NOW,
    aim: 'fix',
    tierId: 'high',
    tierName: 'high',
    because: 'CVSS 3.1 7.5',
    policyId: 'default',
    policyVersion: 1,
  } as const;
  it.each([
    [null, before, 'opened', 'Opened in tier high (CVSS 3.1 7.5).'],
    [
      before,
      { ...before, tierId: 'critical', tierName: 'critical', because: 'in KEV' },
      'facts',
      'Now in KEV: tier critical instead of high.',
    ],
    [before, { ...before, policyVersion: 2 }, 'policy', 'Policy default, version 2, came into force.'],
    [before, { ...before, dueAt: '2027-01-01T00:00:00Z' }, 'pause', 'A pause that both teams signed moved it.'],
    [{ ...before, aim: 'test' }, before, 'handed-over', 'The limit to prove the fix runs now.'],
  ] as const)('%#', (was, is, event, sentence) => {
    expect(whyMoved(was, is, event)).toBe(sentence);
  });
});

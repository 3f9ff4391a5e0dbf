import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Vulnerability } from '../advisories/knowledge.ts';
import { deviceOf } from '../reconciliation/testing/situation.ts';
import type { Doer } from '../relay/doer.ts';
import { answerOf, checkControl, joinResults } from './check-control.ts';
import type { Control } from './control.ts';
import { decideSignature, type GivenSignature } from './decide-signature.ts';
import { timesProblem, usualRenewal, usualRevisit } from './exception-state.ts';
import { writeMinutes } from './meeting-minutes.ts';
import { type Urgency, urgencyOf, usualThreshold, whatRose } from './urgency.ts';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2024-10-14T10:40:00Z');
const CONTEXT = { now: NOW, attestedUntil: null };

describe('a control', () => {
  const smb = { name: 'samba', version: '2:4.17.12+dfsg-0+deb12u1', source: 'samba', sourceVersion: null };
  const bash = { name: 'bash', version: '5.2.15-2', source: 'bash', sourceVersion: null };
  const device = (packages: readonly (typeof smb)[], lastSeen = '2024-10-14T09:00:00Z') => ({
    device: deviceOf({ it: { state: { packages, lastSeen, distribution: 'debian:12' } } }),
    attributes: [{ kind: 'group' as const, value: 'Isolated' }],
  });
  const source = 'Nessus 0';

  it.each<[string, Control, ReturnType<typeof device>, string]>([
    ['absent', { kind: 'package-absent', name: 'samba' }, device([bash]), 'holds'],
    ['not absent', { kind: 'package-absent', name: 'Samba' }, device([bash, smb]), 'fails'],
    ['absent where nothing is listed', { kind: 'package-absent', name: 'samba' }, device([]), 'not-told'],
    ['absent weeks ago', { kind: 'package-absent', name: 'samba' }, device([bash], '2024-09-14T09:00:00Z'), 'not-told'],
    ['at the version', { kind: 'package-version', name: 'bash', atLeast: '5.2.15-2' }, device([bash]), 'holds'],
    ['later', { kind: 'package-version', name: 'bash', atLeast: '5.2.9-1' }, device([bash]), 'holds'],
    ['older', { kind: 'package-version', name: 'bash', atLeast: '5.2.21-1' }, device([bash]), 'fails'],
    ['not installed', { kind: 'package-version', name: 'samba', atLeast: '1' }, device([bash]), 'fails'],
    ['in the group', { kind: 'attribute', attribute: 'group', value: 'isolated' }, device([]), 'holds'],
    ['in no such site', { kind: 'attribute', attribute: 'site', value: 'isolated' }, device([]), 'fails'],
    ['seen today', { kind: 'report', source, maxAgeDays: 1 }, device([]), 'holds'],
    ['seen by another', { kind: 'report', source: 'Qualys', maxAgeDays: 366 }, device([]), 'not-told'],
    ['not attested', { kind: 'attestation', statement: 'closed', validDays: 30 }, device([]), 'not-told'],
  ])('%s', (_title, control, given, answer) => {
    expect(answerOf(control, given, CONTEXT)).toBe(answer);
  });

  it('by a report fails when the report is older than agreed', () => {
    const control: Control = { kind: 'report', source, maxAgeDays: 1 };
    expect(answerOf(control, device([]), { ...CONTEXT, now: NOW + DAY_MS })).toBe('fails');
  });

  it('by the owner’s word holds to the last moment of it', () => {
    const control: Control = { kind: 'attestation', statement: 'closed', validDays: 30 };
    expect(answerOf(control, device([]), { now: NOW, attestedUntil: NOW + 1 })).toBe('holds');
    expect(answerOf(control, device([]), { now: NOW, attestedUntil: NOW })).toBe('not-told');
  });

  it('holds only where it is shown on every device; parts add up', () => {
    const control: Control = { kind: 'package-absent', name: 'samba' };
    const devices = [device([bash]), device([smb]), device([])];
    const whole = checkControl(control, devices, CONTEXT);
    expect(whole).toEqual({ holds: false, devices: 3, holding: 1, failing: ['WKS-0412', 'WKS-0412'] });
    const parts = devices.map((one) => checkControl(control, [one], CONTEXT));
    expect(parts.reduce(joinResults)).toEqual(whole);
  });
});

describe('urgency', () => {
  const known: Urgency = { kev: ['CVE-1'], epss: 0.04, ssvc: 'track', exposed: ['a'] };

  it.each<[string, Partial<Urgency>, string | null]>([
    ['the same', {}, null],
    ['less', { kev: [], epss: null, ssvc: null, exposed: [] }, null],
    ['another CVE in KEV', { kev: ['CVE-1', 'CVE-2'] }, 'kev'],
    ['another device exposed', { exposed: ['a', 'b'] }, 'exposure'],
    ['a decision that rises to attend', { ssvc: 'attend' }, 'ssvc'],
    ['a decision that rises below that', { ssvc: 'track*' }, null],
    ['EPSS just below the threshold', { epss: 0.0999 }, null],
    ['EPSS at the threshold', { epss: 0.1 }, 'epss'],
  ])('%s', (_title, now, change) => {
    expect(whatRose(known, { ...known, ...now }, 0.1)?.change ?? null).toBe(change);
  });

  it('never rises where nothing differs, whatever was signed', () => {
    const urgency = fc.record({
      kev: fc.uniqueArray(fc.constantFrom('CVE-1', 'CVE-2', 'CVE-3')),
      epss: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }),
      ssvc: fc.constantFrom(null, 'track' as const, 'track*' as const, 'attend' as const, 'act' as const),
      exposed: fc.uniqueArray(fc.constantFrom('a', 'b')),
    });
    fc.assert(
      fc.property(urgency, (signed) => {
        expect(whatRose(signed, signed, usualThreshold(signed))).toBeNull();
        expect(whatRose(signed, { ...signed, kev: [...signed.kev, 'CVE-9'] }, 1)?.change).toBe('kev');
      }),
    );
  });

  it.each([
    [null, 0.1],
    [0.04, 0.1],
    [0.2, 0.4],
    [0.67, 0.84],
    [1, 1],
  ])('reopens by EPSS %d from %d on, unless told', (epss, threshold) => {
    expect(usualThreshold({ ...known, epss })).toBe(threshold);
  });

  it('is the worst of what is known of its CVEs', () => {
    const one = (cve: string, parts: Partial<Vulnerability>): Vulnerability => ({
      cve,
      kev: null,
      epss: null,
      ssvc: null,
      cvss: [],
      ...parts,
    });
    const active = { exploitation: 'active', automatable: true, technicalImpact: 'total' } as const;
    expect(
      urgencyOf(
        [
          one('CVE-2', { kev: { dateAdded: '2024-01-01', dueDate: null, ransomware: false } }),
          one('CVE-1', { epss: { score: 0.2, percentile: 0.9, date: '2024-01-01', model: null }, ssvc: active }),
        ],
        { criticality: null, exposed: ['b', 'a'] },
      ),
    ).toEqual({ kev: ['CVE-2'], epss: 0.2, ssvc: 'act', exposed: ['a', 'b'] });
  });
});

describe('a signature', () => {
  const person = (id: string, team: 'it' | 'infosec'): Doer => ({ kind: 'person', id, team, role: 'lead' });
  const ada: GivenSignature = { team: 'it', personId: 'ada', person: 'Ada' };
  const NOBODY: ReadonlySet<`person:${string}`> = new Set();

  it.each([
    ['the first', person('ada', 'it'), [], NOBODY, { allowed: true, completes: false }],
    ['the second, of the other team', person('cy', 'infosec'), [ada], NOBODY, { allowed: true, completes: true }],
    ['a second of one team', person('ben', 'it'), [ada], NOBODY, { refusal: 'signed-already' }],
    ['the same person, in the other team by now', person('ada', 'infosec'), [ada], NOBODY, { refusal: 'both-teams' }],
    ['a key', { kind: 'key', id: 'k', team: 'it', personId: 'ben' }, [], NOBODY, { refusal: 'person-only' }],
    [
      'who deployed, for InfoSec',
      person('cy', 'infosec'),
      [ada],
      new Set(['person:cy'] as const),
      { refusal: 'deployer-cannot-verify' },
    ],
    ['who deployed, for IT', person('ben', 'it'), [], new Set(['person:ben'] as const), { allowed: true }],
  ] as const)('%s', (_title, by, given, deployers, decision) => {
    expect(decideSignature(by, given, deployers)).toMatchObject(decision);
  });
});

describe('times', () => {
  const now = NOW;
  it.each([
    ['a usual one', { from: now, revisit: now + 46 * DAY_MS, until: now + 60 * DAY_MS }, null],
    ['one that is over', { from: now - 2, revisit: now - 1, until: now }, 'later than now'],
    ['one that ends before it begins', { from: now + 9, revisit: now + 5, until: now + 5 }, 'after it begins'],
    ['one that is too long', { from: now, revisit: now + 1, until: now + 367 * DAY_MS }, '366 days at most'],
    ['one revisited at its end', { from: now, revisit: now + 5, until: now + 5 }, 'before its end'],
  ])('%s', (_title, times, problem) => {
    const said = timesProblem(times, now);
    if (problem === null) expect(said).toBeNull();
    else expect(said).toContain(problem);
  });

  it('come back to the owner two weeks before the end, of a short one halfway', () => {
    expect(usualRevisit(0, 60 * DAY_MS)).toBe(46 * DAY_MS);
    expect(usualRevisit(0, 10 * DAY_MS)).toBe(5 * DAY_MS);
    expect(usualRenewal(0, 10 * DAY_MS)).toBe(20 * DAY_MS);
  });

  it('are in order whatever the length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 366 * DAY_MS }), (length) => {
        const times = { from: now, revisit: usualRevisit(now, now + length), until: now + length };
        expect(timesProblem(times, now)).toBeNull();
      }),
    );
  });
});

it('minutes say who was there and what was decided, in the zone of the customer', () => {
  expect(
    writeMinutes(
      {
        heldAt: '2026-11-26T23:30:00Z',
        present: [
          { name: 'Ada', team: 'it' },
          { name: 'Cy', team: 'infosec' },
        ],
        decisions: [
          {
            name: 'EX-1',
            what: 'KB1',
            decision: 'renew',
            by: 'Cy',
            note: '',
            until: '2027-01-01T00:00:00Z',
            owner: 'Ben',
          },
          { name: 'EX-2', what: 'KB2', decision: 'hand-back', by: 'Ada', note: 'Plan it.', until: null, owner: 'Ben' },
        ],
        notes: ' Next: January. ',
      },
      'Europe/Berlin',
    ),
  ).toBe(
    [
      'Review of exceptions, 27 Nov 2026',
      'Present: IT: Ada. InfoSec: Cy.',
      '',
      '- EX-1 (KB1) is to be renewed until 1 Jan 2027; both teams sign. Cy',
      '- EX-2 (KB2) is handed back to Ben. Ada: Plan it.',
      '',
      'Next: January.',
    ].join('\n'),
  );
});

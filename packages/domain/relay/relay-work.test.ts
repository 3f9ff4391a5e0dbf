import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileKindOf, safeFileName } from './attached-file.ts';
import { clockEventsOf } from './clock-events.ts';
import { type CellCounts, decideAct } from './decide-act.ts';
import type { Doer } from './doer.ts';
import { approveByOf } from './emergency.ts';
import type { EventDetails } from './event-details.ts';
import { devicesWithPartsLeft, isPartDone, partsOf } from './fix-parts.ts';
import { forensicsOf, withoutEvidence } from './forensics.ts';
import { type Act, PLACES, type Place, REJECT_REASONS } from './leg.ts';
import { mentionsIn } from './mentions.ts';
import { REJECTION_ANSWERS } from './rejection-answers.ts';
import type { RelayEvent } from './relay-event.ts';
import { stateOf } from './relay-state.ts';
import { decideStay, RECORDED_ACTS, STAYS } from './stays.ts';
import { testOf } from './test-leg.ts';
import { verifiedByHand } from './verified-by-hand.ts';

const brandt: Doer = { kind: 'person', id: 'brandt', team: 'it', role: 'lead' };
const novak: Doer = { kind: 'person', id: 'novak', team: 'it', role: 'member' };
const osei: Doer = { kind: 'person', id: 'osei', team: 'infosec', role: 'lead' };
const sato: Doer = { kind: 'person', id: 'sato', team: 'infosec', role: 'member' };
const system: Doer = { kind: 'system' };

type Told = readonly [Act, Doer, { readonly from?: Place; readonly to?: Place; readonly details?: EventDetails }?];

/** A history, told a minute after the other. */
function tell(...steps: readonly Told[]): RelayEvent[] {
  return [['open', system, { to: 'prioritise' }] as Told, ...steps].map(
    ([act, by, { from, to, details } = {}], index) => ({
      seq: index + 1,
      at: Temporal.Instant.from('2026-11-10T08:00:00Z').add({ minutes: index }).toString(),
      act,
      by,
      from: from ?? null,
      to: to ?? null,
      note: null,
      ...(details ? { details } : {}),
    }),
  );
}

const OPEN: CellCounts = { required: 3, proven: 0, installed: 0, excepted: 0 };
const ALL: CellCounts = { required: 3, proven: 3, installed: 3, excepted: 0 };
const declared: Told = [
  'emergency',
  osei,
  { from: 'prioritise', to: 'deploy', details: { approveBy: '2026-11-11T08:01:00Z' } },
];

describe('an emergency', () => {
  it('goes straight to deploy from every leg before it, by the team that holds the baton, and from no other', () => {
    for (const place of PLACES) {
      const by = place === 'accept' || place === 'test' || place === 'approve' ? brandt : osei;
      const state = { ...stateOf(tell()), place };
      const decision = decideAct(state, { act: 'emergency', by, note: 'exploited' }, OPEN);
      const before = ['prioritise', 'accept', 'test', 'approve'].includes(place);
      expect([place, decision.allowed && decision.to]).toEqual([place, before && 'deploy']);
    }
  });

  it('starts the time to prove the fix at once, and counts as tested from there', () => {
    const events = clockEventsOf(tell(declared), null, 'UTC');
    expect(events).toMatchObject({ prioritised: '2026-11-10T08:01:00Z', tested: '2026-11-10T08:01:00Z' });
  });

  it('is not handed over before a result of the test beside it is noted', () => {
    const handOver = (history: readonly RelayEvent[]) =>
      decideAct(stateOf(history), { act: 'hand-over', by: novak, note: 'done' }, OPEN);
    expect(handOver(tell(declared))).toMatchObject({ refusal: 'test-result-missing' });
    expect(handOver(tell(declared, ['test-result', novak]))).toMatchObject({ allowed: true, to: 'verify' });
  });

  it('is approved once by each team; approved by both, the fix is approved', () => {
    const once = stateOf(tell(declared, ['approve-emergency', osei]));
    expect(decideStay(once, 'approve-emergency', sato)).toMatchObject({ refusal: 'approved-already' });
    expect(decideStay(once, 'approve-emergency', brandt)).toMatchObject({ allowed: true });
    expect(once.approved).toBe(false);
    expect(stateOf(tell(declared, ['approve-emergency', osei], ['approve-emergency', brandt])).approved).toBe(true);
    expect(decideStay(stateOf(tell()), 'approve-emergency', osei)).toMatchObject({ refusal: 'no-emergency' });
  });

  it('is approved within 24 hours, over summer time as well', () => {
    expect(approveByOf('2026-10-24T22:00:00Z')).toBe('2026-10-25T22:00:00Z');
  });

  it('that is late stays late', () => {
    const late = tell(declared, ['emergency-late', system], ['approve-emergency', osei], ['approve-emergency', brandt]);
    expect(stateOf(late).emergency).toMatchObject({ late: true, approvedBy: ['infosec', 'it'] });
  });
});

describe('forensic evidence', () => {
  const collected: Told = ['collect-evidence', sato, { details: { deviceIds: ['a'] } }];

  it('is waited for device by device until it is there, or both teams do without', () => {
    expect(withoutEvidence(forensicsOf(tell(collected)), ['a', 'b'])).toEqual(['b']);
    expect(withoutEvidence(forensicsOf(tell(collected, ['waive-evidence', osei])), ['a', 'b'])).toEqual(['b']);
    expect(withoutEvidence(forensicsOf(tell(['waive-evidence', osei], ['waive-evidence', brandt])), ['a'])).toEqual([]);
  });

  it('of an earlier round is none of this one', () => {
    const again = tell(
      collected,
      ['close', system, { from: 'prioritise', to: 'closed' }],
      ['reopen', system, { from: 'closed', to: 'prioritise' }],
    );
    expect(withoutEvidence(forensicsOf(again), ['a'])).toEqual(['a']);
  });

  it('holds the hand-over to verify and the word that it is in place', () => {
    const deploy = { ...stateOf(tell()), place: 'deploy' as const, holder: 'it' as const };
    const accept = { ...deploy, place: 'accept' as const };
    const missing = { ...ALL, evidenceLeft: 2 };
    expect(decideAct(deploy, { act: 'hand-over', by: novak, note: 'x' }, missing)).toMatchObject({
      refusal: 'evidence-missing',
    });
    expect(decideAct(accept, { act: 'already-in-place', by: novak, note: 'x' }, missing)).toMatchObject({
      refusal: 'evidence-missing',
    });
  });
});

describe('a fix of several parts', () => {
  const parts = [
    { id: 'package-1', kind: 'package', words: 'the update' },
    { id: 'registry-1', kind: 'registry', words: 'a value' },
    { id: 'reboot-1', kind: 'reboot', words: 'restart' },
  ] as const;
  const set: Told = ['set-parts', brandt, { details: { parts } }];
  const said = (part: string, deviceIds: readonly string[], done = true): Told => [
    'part-done',
    novak,
    { details: { part, deviceIds, done } },
  ];
  const cell = (verdict: 'proven' | 'unproven', cause: 'pending-reboot' | 'second-step-missing' | null = null) => ({
    deviceId: 'a',
    verdict,
    itSays: 'installed' as const,
    cause,
  });

  it('takes evidence before a word, and a word where there is no evidence', () => {
    const [update, value, restart] = partsOf(tell(set, said('registry-1', ['a']), said('reboot-1', ['a'])));
    if (!update || !value || !restart) throw new Error('three parts');
    expect(isPartDone(update, cell('unproven'))).toBe(true);
    expect(isPartDone(value, cell('unproven'))).toBe(true);
    expect(isPartDone(value, cell('unproven', 'second-step-missing'))).toBe(false);
    expect(isPartDone(restart, cell('unproven'))).toBe(true);
    expect(isPartDone(restart, cell('unproven', 'pending-reboot'))).toBe(false);
    expect(isPartDone(restart, { ...cell('proven'), deviceId: 'b' })).toBe(true);
    expect(isPartDone(value, { ...cell('proven'), deviceId: 'b' })).toBe(false);
  });

  it('takes a word back, and forgets it with the part', () => {
    expect(partsOf(tell(set, said('registry-1', ['a']), said('registry-1', ['a'], false)))[1]?.said.size).toBe(0);
    const without: Told = ['set-parts', brandt, { details: { parts: [parts[0]] } }];
    expect(partsOf(tell(set, said('registry-1', ['a']), without, set))[1]?.said.size).toBe(0);
  });

  it('does not close while a part is left, whatever is proven', () => {
    expect(devicesWithPartsLeft(partsOf(tell(set)), [cell('proven')])).toHaveLength(1);
    const verify = { ...stateOf(tell()), place: 'verify' as const };
    for (const by of [sato, system]) {
      const decision = decideAct(verify, { act: 'close', by, note: 'x' }, { ...ALL, partsLeft: 1 });
      expect(decision).toMatchObject({ refusal: 'parts-missing' });
    }
  });

  it('makes whoever says that a part is done one who deployed', () => {
    const verify = { ...stateOf(tell(set, said('registry-1', ['a']))), place: 'verify' as const };
    const turned: Doer = { kind: 'person', id: 'novak', team: 'infosec', role: 'member' };
    expect(decideAct(verify, { act: 'close', by: turned, note: 'x' }, ALL)).toMatchObject({
      refusal: 'deployer-cannot-verify',
    });
    expect(decideStay(verify, 'verify-devices', turned)).toMatchObject({ refusal: 'deployer-cannot-verify' });
  });
});

describe('verifying by hand', () => {
  const verify = { ...stateOf(tell()), place: 'verify' as const };
  const some: CellCounts = { required: 3, proven: 2, installed: 3, excepted: 0, byHand: 1 };

  it('counts for a person who closes, and not for evidence that closes by itself', () => {
    expect(decideAct(verify, { act: 'close', by: sato, note: 'x' }, some)).toMatchObject({ allowed: true });
    expect(decideAct(verify, { act: 'close', by: system, note: null }, some)).toMatchObject({
      refusal: 'not-all-proven',
    });
  });

  it('ends it as verified, which is not the same as proven', () => {
    const close = (byHand: number): Told => ['close', sato, { from: 'prioritise', to: 'closed', details: { byHand } }];
    expect(stateOf(tell(close(1))).closedAs).toBe('verified');
    expect(stateOf(tell(close(0))).closedAs).toBe('proven');
  });

  it('is of its round', () => {
    const byHand: Told = ['verify-devices', sato, { details: { deviceIds: ['a'] } }];
    expect([...verifiedByHand(tell(byHand)).keys()]).toEqual(['a']);
    expect(verifiedByHand(tell(byHand, ['reopen', system, { from: 'closed', to: 'prioritise' }])).size).toBe(0);
  });
});

describe('the test', () => {
  const plan: Told = ['plan-test', novak, { details: { deviceIds: ['a', 'b'], passes: 'starts' } }];
  const result = (deviceIds: readonly string[], word: 'good' | 'bad'): Told => [
    'test-result',
    novak,
    { details: { deviceIds, result: word } },
  ];
  const toTest: Told = ['hand-over', novak, { from: 'accept', to: 'test' }];

  it('tells which planned devices have no result, and takes the last word on each', () => {
    const test = testOf(tell(toTest, plan, result(['a', 'c'], 'bad'), result(['a'], 'good')));
    expect(test).toMatchObject({ open: ['b'], good: 1 });
    expect(test.results.map(({ deviceId, result: word }) => `${deviceId} ${word}`)).toEqual(['a good', 'c bad']);
  });

  it('begins anew when the fix comes back to be tested', () => {
    const again = tell(toTest, plan, result(['a'], 'good'), ['hand-back', novak, { from: 'deploy', to: 'test' }]);
    expect(testOf(again)).toMatchObject({ plan: null, results: [] });
  });
});

describe('merging', () => {
  it('takes over everyone who deployed in the other', () => {
    const deployers = ['person:sato'] as const;
    const merged = stateOf(tell(['absorb', osei, { details: { deployers } }]));
    expect(decideAct({ ...merged, place: 'verify' }, { act: 'close', by: sato, note: 'x' }, ALL)).toMatchObject({
      refusal: 'deployer-cannot-verify',
    });
  });

  it('is an end: nobody opens it again, and nothing is done on it', () => {
    const ended = stateOf(tell(['merge', osei, { from: 'prioritise', to: 'closed' }]));
    for (const by of [osei, system]) {
      expect(decideAct(ended, { act: 'reopen', by, note: 'x' }, OPEN)).toMatchObject({ refusal: 'merged' });
    }
    for (const act of RECORDED_ACTS) expect(decideStay(ended, act, osei).allowed).toBe(false);
  });
});

describe('acts beside the baton', () => {
  it('are for the team that the table names, wherever the baton is, and never for viewers or devices, nor for keys where a person signs, nor for the system but to write words down', () => {
    const place = fc.constantFrom(...PLACES);
    const act = fc.constantFrom(...RECORDED_ACTS);
    const team = fc.constantFrom('it' as const, 'infosec' as const);
    fc.assert(
      fc.property(place, act, team, (where, name, of) => {
        const base = stateOf(tell(declared));
        const state = {
          ...base,
          place: where,
          holder: ['accept', 'test', 'approve', 'deploy'].includes(where) ? ('it' as const) : ('infosec' as const),
        };
        const person: Doer = { kind: 'person', id: 'p', team: of, role: 'lead' };
        const { by, ...rule } = STAYS[name];
        const theirs = by === 'both' || (by === 'holder' ? state.holder : by) === of;
        if (!theirs) expect(decideStay(state, name, person).allowed).toBe(false);
        const key: Doer = { kind: 'key', id: 'k', team: of, personId: null };
        if ('person' in rule) expect(decideStay(state, name, key).allowed).toBe(false);
        for (const nobody of [{ ...person, role: 'viewer' as const }, { kind: 'device' as const, id: 'd' }, system]) {
          if (nobody === system && name === 'comment') continue;
          expect(decideStay(state, name, nobody).allowed).toBe(false);
        }
      }),
    );
  });
});

describe('a rejection', () => {
  it('has two defined answers for every reason, each with what follows', () => {
    for (const reason of REJECT_REASONS) {
      const { agree, refuse } = REJECTION_ANSWERS[reason];
      expect(agree.label).not.toBe(refuse.label);
      for (const answer of [agree, refuse]) expect(answer.follows).toMatch(/\.$/);
    }
  });
});

describe('mentions', () => {
  const people = [
    { personId: '1', name: 'Ann', email: 'ann@example.org' },
    { personId: '2', name: 'Ann Lee', email: 'lee@example.org' },
    { personId: '3', name: 'S. Novak', email: 's.novak@example.org' },
  ];
  it.each([
    ['@Ann look', ['1']],
    ['@Ann Lee look', ['2']],
    ['ask @s. novak, please', ['3']],
    ['@lee@example.org', ['2']],
    ['@Anna', []],
    ['mail ann@example.org', []],
    ['(@Ann)', ['1']],
    ['', []],
  ])('%s', (text, ids) => {
    expect(mentionsIn(text, people).map(({ personId }) => personId)).toEqual(ids);
  });
});

describe('attached files', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  it.each([
    ['shot.png', PNG, 'png'],
    ['shot.jpg', PNG, null],
    ['notes.txt', bytes('plain words'), 'text'],
    ['page.html', bytes('<script>alert(1)</script>'), null],
    ['image.svg', bytes('<svg/>'), null],
    ['page.txt', bytes('<script>alert(1)</script>'), 'text'],
    ['notes.txt', new Uint8Array([0, 1, 2]), null],
    ['notes.txt', new Uint8Array([0xc3, 0x28]), null],
    ['setup.exe', bytes('MZ'), null],
    ['report.pdf', bytes('%PDF-1.7'), 'pdf'],
    ['logs.zip', new Uint8Array([0x50, 0x4b, 3, 4]), 'zip'],
    ['none', bytes('words'), null],
  ])('%s is taken as %s', (name, content, kind) => {
    expect(fileKindOf(name, content)).toBe(kind);
  });

  it('are named so that no folder and no header is left', () => {
    expect(safeFileName('../../etc/passwd.txt')).toBe('passwd.txt');
    expect(safeFileName('C:\\temp\\a"b\r\n.log')).toBe('ab.log');
    expect(safeFileName('\u202egnp.txt')).toBe('gnp.txt');
    expect(safeFileName('.png')).toBe('file.png');
    const odd = fc.constantFrom('/', '\\', '"', '\r', '\n', '\u202e', '\0', '.', ' ', 'a', 'é', '文', '😀');
    fc.assert(
      fc.property(fc.array(odd, { maxLength: 300 }), (characters) => {
        const name = characters.join('');
        const safe = safeFileName(name);
        expect(safe.length).toBeGreaterThan(0);
        expect(safe.length).toBeLessThanOrEqual(150);
        expect(safe).not.toMatch(/[\p{Cc}/\\"]/u);
      }),
    );
  });
});

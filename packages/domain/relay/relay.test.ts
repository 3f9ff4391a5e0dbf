import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasDeployed } from '../charter/separation-of-duties.ts';
import { type CellCounts, closingSentence, decideAct } from './decide-act.ts';
import type { Doer } from './doer.ts';
import { type Act, holderOf, MOVING_ACTS, type MovingAct, PLACES, type Place } from './leg.ts';
import { heldSince, legVisits, minutesHeld } from './leg-visits.ts';
import { MOVES } from './moves.ts';
import type { RelayEvent } from './relay-event.ts';
import { stateOf } from './relay-state.ts';

const novak: Doer = { kind: 'person', id: 'novak', team: 'it', role: 'member' };
const brandt: Doer = { kind: 'person', id: 'brandt', team: 'it', role: 'lead' };
const sato: Doer = { kind: 'person', id: 'sato', team: 'infosec', role: 'member' };
const system: Doer = { kind: 'system' };

const NOTHING_PROVEN: CellCounts = { required: 3, proven: 0, installed: 0, excepted: 0 };
const ALL_PROVEN: CellCounts = { required: 3, proven: 3, installed: 3, excepted: 0 };

/** Histories told as [act, by, cells], each a minute after the other; what is refused is left out. */
function tell(steps: readonly (readonly [Act, Doer, CellCounts?])[]): RelayEvent[] {
  const history: RelayEvent[] = [event(1, 'open', system, null, 'identify')];
  for (const [act, by, cells = NOTHING_PROVEN] of steps) {
    const state = stateOf(history);
    if (!isMoving(act)) {
      history.push(event(history.length + 1, act, by, null, null));
      continue;
    }
    const decision = decideAct(state, { act, by, note: 'words', testPassed: true, rejectReason: 'no-fix' }, cells);
    if (decision.allowed) history.push(event(history.length + 1, act, by, state.place, decision.to));
  }
  return history;
}

function isMoving(act: Act): act is MovingAct {
  return MOVING_ACTS.some((moving) => moving === act);
}

function event(seq: number, act: Act, by: Doer, from: Place | null, to: Place | null): RelayEvent {
  const at = Temporal.Instant.from('2026-11-10T08:00:30Z').add({ minutes: seq }).toString();
  return { seq, at, act, by, from, to, note: null };
}

const TO_VERIFY: readonly (readonly [Act, Doer, CellCounts?])[] = [
  ['hand-over', system],
  ['hand-over', sato],
  ['hand-over', novak],
  ['hand-over', novak],
  ['hand-over', brandt],
  ['deploy', novak],
  ['hand-over', novak],
];

describe('the relay', () => {
  it('passes identify, prioritise, accept, test, approve, deploy, verify, closed, each by the team whose leg it is', () => {
    const history = tell([...TO_VERIFY, ['close', sato, ALL_PROVEN]]);
    expect(history.filter((entry) => entry.to).map((entry) => entry.to)).toEqual([
      'identify',
      'prioritise',
      'accept',
      'test',
      'approve',
      'deploy',
      'verify',
      'closed',
    ]);
    expect(stateOf(history)).toMatchObject({ place: 'closed', closedAs: 'proven', reopened: 0 });
  });

  it.each([
    ['the other team', 'prioritise', novak, 'not-your-turn'],
    ['a viewer', 'prioritise', { ...sato, role: 'viewer' }, 'viewer'],
    [
      'a key of the right team',
      'prioritise',
      { kind: 'key', id: 'k', team: 'infosec', personId: 'sato' },
      'person-only',
    ],
    ['the system', 'prioritise', system, 'person-only'],
    ['a device', 'prioritise', { kind: 'device', id: 'd' }, 'person-only'],
  ] as const)('does not take a hand-over from %s', (_who, place, by, refusal) => {
    const state = { ...stateOf(tell([])), place, holder: holderOf(place) };
    expect(decideAct(state, { act: 'hand-over', by: by as Doer, note: 'words' }, NOTHING_PROVEN)).toMatchObject({
      allowed: false,
      refusal,
    });
  });

  it('takes no hand-over without a note, no test without a result and no rejection without a reason', () => {
    const at = (place: Place) => ({ ...stateOf(tell([])), place, holder: holderOf(place) });
    const refusal = (decision: ReturnType<typeof decideAct>) => (decision.allowed ? null : decision.refusal);
    expect(refusal(decideAct(at('accept'), { act: 'hand-over', by: novak, note: ' ' }, NOTHING_PROVEN))).toBe(
      'note-missing',
    );
    expect(refusal(decideAct(at('test'), { act: 'hand-over', by: novak, note: 'x' }, NOTHING_PROVEN))).toBe(
      'test-result-missing',
    );
    expect(refusal(decideAct(at('test'), { act: 'reject', by: novak, note: 'x' }, NOTHING_PROVEN))).toBe(
      'reason-missing',
    );
  });

  it('closes only when every required cell is proven, and says how many those are', () => {
    const history = tell([...TO_VERIFY, ['close', sato, { required: 406, proven: 405, installed: 406, excepted: 6 }]]);
    expect(stateOf(history).place).toBe('verify');
    expect(closingSentence({ required: 406, proven: 271, installed: 397, excepted: 6 })).toBe(
      'Close opens when 406 of 406 are proven; 6 more are excepted.',
    );
  });

  it('does not close what nothing was required of', () => {
    const none = { required: 0, proven: 0, installed: 0, excepted: 0 };
    expect(stateOf(tell([...TO_VERIFY, ['close', sato, none]])).place).toBe('verify');
    expect(stateOf(tell([...TO_VERIFY, ['supersede', system, none]])).closedAs).toBe('superseded');
  });

  it('ends as excepted where exceptions set all of it aside, by itself alone, and is found again', () => {
    const aside = { required: 0, proven: 0, installed: 0, excepted: 4 };
    const history = tell([...TO_VERIFY, ['set-aside', system, aside]]);
    expect(stateOf(history)).toMatchObject({ place: 'closed', closedAs: 'excepted' });
    expect(stateOf(tell([...TO_VERIFY, ['set-aside', sato, aside]])).place).toBe('verify');
    expect(stateOf(tell([...TO_VERIFY, ['set-aside', system, { ...aside, required: 1 }]])).place).toBe('verify');
    expect(stateOf(tell([...TO_VERIFY, ['set-aside', system, { ...aside, excepted: 0 }]])).place).toBe('verify');
    expect(stateOf(tell([...TO_VERIFY, ['supersede', system, aside]])).place).toBe('verify');
    const again = tell([...TO_VERIFY, ['set-aside', system, aside], ['reopen', system, NOTHING_PROVEN]]);
    expect(stateOf(again)).toMatchObject({ place: 'prioritise', reopened: 1 });
  });

  it('does not let whoever deployed verify, not in another team, not by a key of theirs', () => {
    const deployer: Doer = { kind: 'key', id: 'ci', team: 'it', personId: 'novak' };
    const history = tell([...TO_VERIFY.slice(0, 5), ['deploy', deployer], ['hand-over', brandt]]);
    const close = (by: Doer) => decideAct(stateOf(history), { act: 'close', by, note: 'words' }, ALL_PROVEN);
    for (const id of ['novak', 'brandt']) {
      expect(close({ kind: 'person', id, team: 'infosec', role: 'lead' })).toMatchObject({
        refusal: 'deployer-cannot-verify',
      });
    }
    expect(close(sato)).toEqual({ allowed: true, to: 'closed' });
  });

  it('returns to deploy when a later scan finds a tested fix again, and to prioritise when it never was tested', () => {
    expect(stateOf(tell([...TO_VERIFY, ['close', system, ALL_PROVEN], ['reopen', system]]))).toMatchObject({
      place: 'deploy',
      reopened: 1,
      closedAs: null,
    });
    const untested = tell([
      ['hand-over', system],
      ['close', system, ALL_PROVEN],
      ['reopen', system],
    ]);
    expect(stateOf(untested).place).toBe('prioritise');
  });

  it('lets InfoSec answer a rejection: agree, or hand the baton back', () => {
    const rejected = [...TO_VERIFY.slice(0, 2), ['reject', novak]] as const;
    expect(stateOf(tell([...rejected, ['uphold', sato]]))).toMatchObject({ place: 'closed', closedAs: 'rejected' });
    expect(stateOf(tell([...rejected, ['hand-back', sato]])).place).toBe('accept');
  });

  it('tells who held the baton since when, over several legs, and counts minutes that add up', () => {
    const visits = legVisits(tell(TO_VERIFY.slice(0, 4)), '2026-11-10T09:00:00Z');
    expect(visits.at(-1)).toMatchObject({ place: 'approve', leftAt: null });
    expect(heldSince(visits)).toBe('2026-11-10T08:03:30Z');
    expect(minutesHeld(visits)).toEqual({ infosec: 2, it: 57 });
  });

  it('counts no minutes of a closed remediation, and ends the time held where it closed', () => {
    const visits = legVisits(tell([...TO_VERIFY, ['close', sato, ALL_PROVEN]]), '2026-12-24T00:00:00Z');
    const held = minutesHeld(visits);
    expect(held.it + held.infosec).toBe(8);
    expect(heldSince(visits)).toBe(visits.at(-1)?.enteredAt);
  });
});

describe('laws of the relay', () => {
  const person = fc.constantFrom('ada', 'ben', 'cy');
  const team = fc.constantFrom('it' as const, 'infosec' as const);
  const doer: fc.Arbitrary<Doer> = fc.oneof(
    // People change teams between acts here: the duty holds by who they are, not by where they sit now.
    fc.record({
      kind: fc.constant('person' as const),
      id: person,
      team,
      role: fc.constantFrom('lead' as const, 'member' as const, 'viewer' as const),
    }),
    fc.record({
      kind: fc.constant('key' as const),
      id: fc.constantFrom('k1', 'k2'),
      team,
      personId: fc.option(person),
    }),
    fc.constant<Doer>({ kind: 'system' }),
  );
  const cells = fc.constantFrom(NOTHING_PROVEN, ALL_PROVEN, { required: 0, proven: 0, installed: 0, excepted: 0 });
  const act = fc.constantFrom<Act>(...MOVING_ACTS, 'hand-over', 'hand-over', 'hand-over', 'deploy', 'comment');
  const steps = fc.array(fc.tuple(act, doer, cells), { maxLength: 120 });

  it('exactly one team holds the baton at every moment, and each leg is handed over by that team or by the system', () => {
    fc.assert(
      fc.property(steps, (told) => {
        const history = tell(told);
        const visits = legVisits(history, '2027-01-01T00:00:00Z');
        visits.forEach((visit, index) => {
          expect(visit.enteredAt).toBe(index === 0 ? history[0]?.at : visits[index - 1]?.leftAt);
        });
        expect(visits.filter((visit) => visit.leftAt === null)).toHaveLength(1);
        for (const entry of history) {
          if (entry.from === null || entry.by.kind === 'system') continue;
          expect(entry.by.kind === 'person' && entry.by.team).toBe(holderOf(entry.from));
        }
      }),
    );
  });

  it('minutes of both teams and of the watch after closing add up to the whole', () => {
    fc.assert(
      fc.property(steps, (told) => {
        const history = tell(told);
        const now = '2027-01-01T00:00:15Z';
        const visits = legVisits(history, now);
        const held = minutesHeld(visits);
        const watched = visits
          .filter((visit) => visit.place === 'closed')
          .reduce((sum, visit) => sum + visit.minutes, 0);
        const whole = legVisits(history.slice(0, 1), now)[0]?.minutes;
        expect(held.it + held.infosec + watched).toBe(whole);
      }),
    );
  });

  it('no order of acts lets a person, or a key of theirs, both deploy and verify', () => {
    fc.assert(
      fc.property(steps, (told) => {
        const history = tell(told);
        history.forEach((entry, index) => {
          if (entry.act !== 'close') return;
          expect(hasDeployed(entry.by, stateOf(history.slice(0, index)).deployers)).toBe(false);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('every place but closed can be left by a person of the team that holds it', () => {
    for (const place of PLACES) expect(MOVES.some((move) => move.from === place && move.who !== 'system')).toBe(true);
  });
});

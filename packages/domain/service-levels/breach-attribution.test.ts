import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Place } from '../relay/leg.ts';
import { minutesBetween } from '../relay/leg-visits.ts';
import type { RelayEvent } from '../relay/relay-event.ts';
import { attributeBreach } from './breach-attribution.ts';
import type { Pause } from './pause.ts';

const at = (minutes: number, seconds = 0) =>
  Temporal.Instant.from('2026-11-10T08:00:00Z')
    .add({ seconds: minutes * 60 + seconds })
    .toString();

function history(
  steps: readonly (readonly [minutes: number, act: RelayEvent['act'], to: Place | null])[],
): RelayEvent[] {
  let place: Place | null = null;
  return steps.map(([minutes, act, to], index) => {
    const event: RelayEvent = {
      seq: index + 1,
      at: at(minutes),
      act,
      by: { kind: 'system' },
      from: to === null ? null : place,
      to,
      note: null,
    };
    place = to ?? place;
    return event;
  });
}

const TOLD = history([
  [0, 'open', 'identify'],
  [0, 'hand-over', 'prioritise'],
  [30, 'hand-over', 'accept'],
  [40, 'hand-over', 'test'],
  [100, 'hand-over', 'approve'],
  [110, 'hand-over', 'deploy'],
  [150, 'comment', null],
  [200, 'hand-over', 'verify'],
  [300, 'hand-back', 'deploy'],
  [360, 'hand-over', 'verify'],
  [400, 'close', 'closed'],
]);

describe('the attribution of a breach', () => {
  it('puts every minute down to the leg and the team that held the baton, and tells which leg spent the most', () => {
    const found = attributeBreach(TOLD, at(320), [], at(9_999));
    expect(found.legs.map(({ place, minutes, minutesOver }) => [place, minutes, minutesOver])).toEqual([
      ['identify', 0, 0],
      ['prioritise', 30, 0],
      ['accept', 10, 0],
      ['test', 60, 0],
      ['approve', 10, 0],
      ['deploy', 150, 40],
      ['verify', 140, 40],
    ]);
    expect(found.minutesByTeam).toEqual({ it: 230, infosec: 170 });
    expect(found.longest).toMatchObject({ place: 'deploy', team: 'it' });
    expect(found.until).toBe(at(400));
  });

  it('leaves pauses to nobody, overlaps once', () => {
    const pauses = [
      { from: at(110), until: at(130), reason: 'freeze' },
      { from: at(120), until: at(140), reason: 'freeze' },
    ];
    const found = attributeBreach(TOLD, at(320), pauses, at(9_999));
    expect(found.pausedMinutes).toBe(30);
    expect(found.legs.find(({ place }) => place === 'deploy')?.minutes).toBe(120);
  });

  it('is of the newest round only', () => {
    const again = [
      ...TOLD,
      ...history([[500, 'reopen', 'deploy']]).map((event) => ({ ...event, seq: 12, from: 'closed' as const })),
    ];
    expect(attributeBreach(again, at(510), [], at(530))).toMatchObject({
      from: at(500),
      minutesByTeam: { it: 30, infosec: 0 },
    });
  });
});

describe('laws of attribution', () => {
  const places = fc.constantFrom<Place>('prioritise', 'accept', 'test', 'approve', 'deploy', 'verify', 'rejected');
  const told = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 59 }), places), { maxLength: 20 })
    .map((steps) => {
      let [minutes, place]: [number, Place] = [0, 'identify'];
      const first: RelayEvent = {
        seq: 1,
        at: at(0, 17),
        act: 'open',
        by: { kind: 'system' },
        from: null,
        to: 'identify',
        note: null,
      };
      const rest = steps.map(([after, seconds, to], index): RelayEvent => {
        minutes += after + 1;
        const event: RelayEvent = {
          seq: index + 2,
          at: at(minutes, seconds),
          act: 'hand-over',
          by: { kind: 'system' },
          from: place,
          to,
          note: null,
        };
        place = to;
        return event;
      });
      return [first, ...rest];
    });
  const pauses = fc.array(
    fc
      .tuple(fc.integer({ min: -100, max: 4000 }), fc.integer({ min: 1, max: 900 }))
      .map(([from, length]): Pause => ({ from: at(from, 5), until: at(from + length, 44), reason: 'x' })),
    { maxLength: 4 },
  );

  it('minutes of legs and of pauses add up to the whole, and those over it to no more than them', () => {
    fc.assert(
      fc.property(told, pauses, fc.integer({ min: 0, max: 3000 }), (events, still, due) => {
        const now = at(20_000, 3);
        const found = attributeBreach(events, at(due), still, now);
        const spent = found.legs.reduce((sum, leg) => sum + leg.minutes, 0);
        expect(spent + found.pausedMinutes).toBe(minutesBetween(found.from, found.until));
        expect(found.minutesByTeam.it + found.minutesByTeam.infosec).toBe(spent);
        for (const leg of found.legs) expect(leg.minutesOver).toBeLessThanOrEqual(leg.minutes);
      }),
    );
  });

  it('the same history gives the same attribution, whatever is said beside it and in which order pauses are read', () => {
    fc.assert(
      fc.property(told, pauses, fc.nat(), (events, still, where) => {
        const now = at(20_000);
        const place = where % (events.length + 1);
        const before = events[Math.max(0, place - 1)];
        const comment: RelayEvent = {
          seq: 0,
          at: before?.at ?? now,
          act: 'comment',
          by: { kind: 'system' },
          from: null,
          to: null,
          note: 'x',
        };
        const talked = place === 0 ? events : [...events.slice(0, place), comment, ...events.slice(place)];
        const found = attributeBreach(events, at(500), still, now);
        expect(attributeBreach(talked, at(500), still.toReversed(), now)).toEqual(found);
        expect(attributeBreach(structuredClone(events), at(500), still, now)).toEqual(found);
      }),
    );
  });
});

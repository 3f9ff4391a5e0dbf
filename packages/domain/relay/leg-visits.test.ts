import { expect, test } from 'vitest';
import type { Act, Place } from './leg.ts';
import { legAt } from './leg-visits.ts';
import type { RelayEvent } from './relay-event.ts';

const event = (seq: number, hour: number, act: Act, to: Place | null): RelayEvent => ({
  seq,
  at: `2026-11-10T${String(hour).padStart(2, '0')}:00:00Z`,
  act,
  by: { kind: 'system' },
  from: null,
  to,
  note: null,
});
const HISTORY = [
  event(1, 8, 'open', 'identify'),
  event(2, 9, 'hand-over', 'accept'),
  event(3, 10, 'comment', null),
  event(4, 11, 'hand-over', 'verify'),
];

test.each([
  ['at the moment of a move, where it came to', '2026-11-10T09:00:00Z', 'accept', 'it'],
  [
    'between two moves, where the first brought it, whatever was said meanwhile',
    '2026-11-10T10:30:00Z',
    'accept',
    'it',
  ],
  ['after the last, where it is', '2026-11-11T00:00:00Z', 'verify', 'infosec'],
  ['before the first, where every relay begins', '2026-11-10T07:00:00Z', 'identify', 'infosec'],
])('the leg of a moment is, %s', (_, at, leg, team) => {
  expect(legAt(HISTORY, at)).toEqual({ leg, team });
});

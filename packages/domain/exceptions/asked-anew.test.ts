import { expect, test } from 'vitest';
import { goesOnFromEndsSince, RISK_CAME_BACK, renewalsAtRequest } from './asked-anew.ts';
import { EXCEPTION_STATES } from './exception-state.ts';

test('a request goes on from an exception for ninety days after its end', () => {
  const asked = Date.parse('2026-12-31T12:00:00Z');
  expect(new Date(goesOnFromEndsSince(asked)).toISOString()).toBe('2026-10-02T12:00:00.000Z');
});

test.each([
  [[], 0],
  [[0], 1],
  [[2], 3],
  [[0, 4, 1], 5],
])('after exceptions renewed %j times it is put off for the %i. time again', (before, renewals) => {
  expect(renewalsAtRequest(before)).toBe(renewals);
});

test('counts no end with which the risk was gone, and nothing that was never in force', () => {
  expect(EXCEPTION_STATES.filter((state) => !RISK_CAME_BACK.includes(state))).toEqual([
    'asked',
    'in-force',
    'fixed',
    'declined',
    'withdrawn',
  ]);
});

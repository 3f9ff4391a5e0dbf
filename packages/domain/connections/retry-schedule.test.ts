import { expect, test } from 'vitest';
import { MOST_ATTEMPTS, nextAttempt } from './retry-schedule.ts';

const now = Temporal.Instant.from('2026-11-26T08:00:00Z');
const secondsUntil = (attempts: number, asked?: number) =>
  nextAttempt(now, attempts, asked)?.since(now).total('seconds') ?? null;

test('each wait is longer than the one before, and after the last nothing is tried by itself', () => {
  const waits = Array.from({ length: MOST_ATTEMPTS }, (_, index) => secondsUntil(index + 1));
  expect(waits).toEqual([15, 60, 300, 1800, 7200, 21_600, 43_200, 69_840, null]);
});

test('the other side is not asked before the time that it names, and not put off for more than a day', () => {
  expect(secondsUntil(1, 90)).toBe(90);
  expect(secondsUntil(3, 10)).toBe(300);
  expect(secondsUntil(1, 1e9)).toBe(86_400);
  expect(secondsUntil(1, -5)).toBe(15);
});

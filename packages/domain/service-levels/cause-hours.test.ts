import { expect, test } from 'vitest';
import { CAUSE_IDS } from '../reconciliation/cause-id.ts';
import { clockLimits, defaultHoursOf, dueAt, HOURS_RANGE, hoursOf } from './cause-hours.ts';

const HOUR = 3_600_000;

test('every cause that ships has a time of its own, within the bounds of what may be set', () => {
  const fallback = defaultHoursOf('own-no-such-rule');
  expect(fallback).toBe(168);
  for (const cause of CAUSE_IDS) {
    expect(defaultHoursOf(cause)).toBeGreaterThanOrEqual(HOURS_RANGE.least);
    expect(defaultHoursOf(cause)).toBeLessThanOrEqual(HOURS_RANGE.most);
  }
  expect(defaultHoursOf('stale-scan')).toBe(72);
});

test('what the customer has set goes before the default', () => {
  expect(hoursOf('stale-scan', { 'stale-scan': 24 })).toBe(24);
  expect(hoursOf('pending-reboot', { 'stale-scan': 24 })).toBe(defaultHoursOf('pending-reboot'));
});

test('a cell is overdue exactly when its time is over, and at risk from 80 % of it on', () => {
  const now = 1000 * HOUR;
  const { over, risk } = clockLimits(10, now);
  expect(dueAt(over, 10)).toBe(now);
  expect(now - risk).toBe(8 * HOUR);
});

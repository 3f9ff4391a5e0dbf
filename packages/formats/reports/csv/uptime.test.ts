import { expect, test } from 'vitest';
import { readUptime } from './uptime.ts';

test.each([
  ['30', 'Uptime (days)', 720, true],
  ['30', 'Uptime', 720, true],
  ['1.5', 'Uptime', 36, false],
  ['5', 'Uptime (hours)', 5, false],
  ['7200', 'uptime_seconds', 2, false],
  ['90', 'Uptime (min)', 1.5, false],
  ['12 days', 'Uptime', 288, true],
  ['2d 3h 30m', 'Uptime', 51.5, false],
  ['1 day, 2:30', 'Uptime', 26.5, false],
  ['up 3:30:10', 'Uptime', 3.5, false],
  ['12 Tage', 'Uptime', 288, true],
])('“%s” under “%s” is %d hours', (raw, heading, hours, isWholeDays) => {
  expect(readUptime(raw, heading)).toEqual({ hours, isWholeDays });
});

test.each(['', 'unknown', '-'])('“%s” is none', (raw) => {
  expect(readUptime(raw, 'Uptime')).toBeNull();
});

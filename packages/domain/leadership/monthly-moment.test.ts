import { expect, test } from 'vitest';
import { lastMonthly, type MonthlyMoment, nextMonthly } from './monthly-moment.ts';

const BERLIN: MonthlyMoment = { dayOfMonth: 1, at: '07:30', timeZone: 'Europe/Berlin' };
const at = (text: string) => Temporal.Instant.from(text);

test.each([
  ['in the middle of a month', BERLIN, '2026-11-26T08:00:00Z', '2026-12-01T06:30:00Z', '2026-11'],
  ['at the very moment', BERLIN, '2026-12-01T06:30:00Z', '2027-01-01T06:30:00Z', '2026-12'],
  ['a second before it', BERLIN, '2026-12-01T06:29:59Z', '2026-12-01T06:30:00Z', '2026-11'],
  ['over summer time', BERLIN, '2026-03-15T00:00:00Z', '2026-04-01T05:30:00Z', '2026-03'],
  [
    'on the last day that every month has',
    { ...BERLIN, dayOfMonth: 28 },
    '2028-02-28T12:00:00Z',
    '2028-03-28T05:30:00Z',
    '2028-02',
  ],
  [
    'at an hour that the day does not have',
    { dayOfMonth: 28, at: '02:30', timeZone: 'Europe/Berlin' },
    '2027-03-27T12:00:00Z',
    '2027-03-28T01:30:00Z',
    '2027-02',
  ],
  [
    'where it is another month already',
    { dayOfMonth: 1, at: '07:30', timeZone: 'Pacific/Kiritimati' },
    '2026-11-30T18:00:00Z',
    '2026-12-31T17:30:00Z',
    '2026-12',
  ],
])('%s', (_case, moment, now, next, month) => {
  expect(nextMonthly(moment, at(now)).toString()).toBe(next);
  const last = lastMonthly(moment, at(now));
  expect(last.month).toBe(month);
  expect(Temporal.Instant.compare(last.at, at(now))).toBeLessThanOrEqual(0);
  expect(nextMonthly(moment, last.at).toString()).toBe(next);
});

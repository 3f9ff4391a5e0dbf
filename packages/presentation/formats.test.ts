import { describe, expect, it } from 'vitest';
import { clockFace, clockState } from './clock-state.ts';
import {
  formatBytes,
  formatChange,
  formatCount,
  formatCounted,
  formatCountShort,
  formatDay,
  formatDifference,
  formatDuration,
  formatHash,
  formatShare,
  formatStamp,
  formatStampShort,
} from './formats.ts';

const now = '2024-10-14T10:40:00Z';

describe('numbers', () => {
  it('only all is 100 % and only none is 0 %', () => {
    expect(formatShare({ numerator: 48_560, denominator: 48_561 })).toBe('99.99 %');
    expect(formatShare({ numerator: 48_561, denominator: 48_561 })).toBe('100.00 %');
    expect(formatShare({ numerator: 1, denominator: 48_561 })).toBe('0.01 %');
    expect(formatShare({ numerator: 0, denominator: 48_561 })).toBe('0.00 %');
  });

  it('are grouped, and a minus is a minus', () => {
    expect(formatCount(48_561)).toBe('48,561');
    expect(formatCount(-3)).toBe('−3');
    expect([999_999, 1_000_000, 1_350_000].map(formatCountShort)).toEqual(['999,999', '1M', '1.4M']);
    expect([1214, -3, 0].map(formatDifference)).toEqual(['+1,214', '−3', '0']);
    expect(formatChange(-2.25)).toBe('−2.25');
    expect(formatChange(2.071)).toBe('+2.07');
    expect(formatChange(-0.001)).toBe('−0.00');
  });

  it('are shares of two decimals, and a dash where nothing is counted', () => {
    expect(formatShare({ numerator: 38_520, denominator: 48_561 })).toBe('79.32 %');
    expect(formatShare({ numerator: 1, denominator: 1 })).toBe('100.00 %');
    expect(formatShare({ numerator: 0, denominator: 0 })).toBe('–');
  });

  it('carry their noun in the right form', () => {
    expect(formatCounted(1, 'device')).toBe('1 device');
    expect(formatCounted(1214, 'cell')).toBe('1,214 cells');
    expect(formatCounted(2, 'delivery', 'deliveries')).toBe('2 deliveries');
  });

  it('are bytes in the unit that keeps the figures', () => {
    expect(formatBytes(0)).toBe('0 bytes');
    expect(formatBytes(1_930_000)).toBe('1.9 MB');
    expect(formatBytes(999_999)).toBe('1.0 MB');
    expect(formatBytes(2_147_483_648)).toBe('2.1 GB');
  });
});

describe('times', () => {
  it.each([
    [187_200, '2 d 4 h'],
    [86_400, '1 d'],
    [19_800, '5 h 30 m'],
    [3300, '55 m'],
    [40, '40 s'],
    [-64_800, '18 h'],
  ])('of %d seconds read as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it('are said with weekday and day, the year only when it is another one', () => {
    expect(formatStamp('2024-10-13T06:41:00Z', now, 'UTC')).toBe('Sun 13 Oct, 06:41');
    expect(formatStamp('2023-09-13T06:41:00Z', now, 'UTC')).toBe('Wed 13 Sep 2023, 06:41');
  });

  it('are short in tables', () => {
    expect(formatStampShort('2024-10-14T03:12:00Z', now, 'UTC')).toBe('03:12');
    expect(formatStampShort('2024-10-13T06:41:00Z', now, 'UTC')).toBe('Sun 13, 06:41');
    expect(formatStampShort('2024-08-13T06:41:00Z', now, 'UTC')).toBe('13 Aug, 06:41');
  });

  it('keep their precision: a day stays a day, and no time is invented', () => {
    expect(formatStamp('2024-10-13', now, 'Pacific/Kiritimati')).toBe('Sun 13 Oct');
    expect(formatStampShort('2024-10-13', now, 'America/Los_Angeles')).toBe('Sun 13');
    expect(formatDay('2024-10-13', 'America/Los_Angeles')).toBe('13 Oct 2024');
  });

  it('that cannot be read are shown as they are', () => {
    expect(formatStamp('soon', now, 'UTC')).toBe('soon');
  });

  it('shorten a hash in its middle', () => {
    expect(formatHash('9f2c0000000041ab')).toBe('9f2c…41ab');
  });
});

describe('a clock', () => {
  const times = { startedAt: '2024-10-11T16:10:00Z', dueAt: '2024-10-14T16:10:00Z' };

  it.each([
    ['2024-10-11T17:00:00Z', 'ontime', '2 d 23 h'],
    ['2024-10-13T06:00:00Z', 'half', '1 d 10 h'],
    ['2024-10-14T10:40:00Z', 'risk', '5 h 30 m'],
    ['2024-10-15T10:10:00Z', 'over', '18 h over'],
  ])('at %s is %s and says %s', (at, kind, text) => {
    expect(clockState(times, at)).toMatchObject({ kind, text });
  });

  it('stops when it is met, and says by how much it was late', () => {
    expect(clockState({ ...times, metAt: '2024-10-14T16:00:00Z' }, '2025-01-01T00:00:00Z').text).toBe('met');
    expect(clockState({ ...times, metAt: '2024-10-14T17:10:00Z' }, '2025-01-01T00:00:00Z').text).toBe('met 1 h late');
  });

  it('fills its face by the share used', () => {
    expect(clockFace(0)).toBeNull();
    expect(clockFace(0.25)).toBe('M7 7V2.9A4.1 4.1 0 0 1 11.10 7.00Z');
    expect(clockFace(0.75)).toBe('M7 7V2.9A4.1 4.1 0 1 1 2.90 7.00Z');
  });
});

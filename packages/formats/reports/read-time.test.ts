import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTime } from './read-time.ts';

test.each([
  ['2024-10-13T06:41:07Z', '2024-10-13T06:41:07Z'],
  ['2024-10-13T06:41:07.1234567Z', '2024-10-13T06:41:07Z'],
  ['2024-10-13 06:41:07+02:00', '2024-10-13T04:41:07Z'],
  ['2024-10-13 06:41:07 UTC', '2024-10-13T06:41:07Z'],
  ['2024-10-13 06:41', '2024-10-13T04:41:00Z'],
  ['2024/10/13', '2024-10-13'],
  ['13.10.2024 06:41', '2024-10-13T04:41:00Z'],
  ['13/10/24 6:41 PM', '2024-10-13T16:41:00Z'],
  ['12/10/2024 12:00 AM', '2024-10-11T22:00:00Z'],
  ['Oct 9, 2024 10:15 PM', '2024-10-09T20:15:00Z'],
  ['Feb 5, 2024 21:01:08 UTC', '2024-02-05T21:01:08Z'],
  ['Sunday, October 13, 2024 6:41 AM', '2024-10-13T04:41:00Z'],
  ['13-Oct-2024', '2024-10-13'],
  ['Fri Oct 11 02:31:07 2024', '2024-10-11T00:31:07Z'],
  ['20241013', '2024-10-13'],
  ['20241013064107.500000+120', '2024-10-13T04:41:07Z'],
  ['20241013T064107Z', '2024-10-13T06:41:07Z'],
  ['20241013T064107', '2024-10-13T04:41:07Z'],
  ['20241013T064107+0530', '2024-10-13T01:11:07Z'],
  ['13. Okt. 2024 06:41', '2024-10-13T04:41:00Z'],
  ['Sonntag, 13. Oktober 2024 06:41:07', '2024-10-13T04:41:07Z'],
  ['Donnerstag, 5. Dezember 2024 um 06:41 Uhr', '2024-12-05T05:41:00Z'],
  ['1. März 2024', '2024-03-01'],
  ['13 octobre 2024 à 06:41', '2024-10-13T04:41:00Z'],
  ['jeudi 1er février 2024', '2024-02-01'],
  ['9 juil. 2024', '2024-07-09'],
  ['9 juin 2024', '2024-06-09'],
  ['13 de octubre de 2024', '2024-10-13'],
  ['mié. 4 dic 2024 06:41', '2024-12-04T05:41:00Z'],
  ['1728801667', '2024-10-13T06:41:07Z'],
  ['1728801667000', '2024-10-13T06:41:07Z'],
  ['/Date(1728801667000)/', '2024-10-13T06:41:07Z'],
  ['45578', '2024-10-13'],
  ['45578.25', '2024-10-13T04:00:00Z'],
  ['2024-02-30', null],
  ['13/13/2024', null],
  ['2024-10-13 25:00', null],
  ['yesterday', null],
  ['', null],
])('“%s” is %s', (raw, iso) => {
  expect(readTime(raw, 'day-first', 'Europe/Berlin')).toBe(iso);
});

test('a time written in any common form is read back', () => {
  const moments = fc.date({ min: new Date('2001-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(moments, (date) => {
      const iso = `${date.toISOString().slice(0, 19)}Z`;
      const [year, month, day] = iso.slice(0, 10).split('-');
      const clock = iso.slice(11, 19);
      expect(readTime(iso, 'month-first', 'UTC')).toBe(iso);
      expect(readTime(`${month}/${day}/${year} ${clock}`, 'month-first', 'UTC')).toBe(iso);
      expect(readTime(`${day}.${month}.${year} ${clock}`, 'day-first', 'UTC')).toBe(iso);
      expect(readTime(String(date.getTime()), 'day-first', 'Asia/Tokyo')).toBe(iso);
    }),
  );
});

test('whatever stands in a cell, it is a time or null, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d/.: TZ+-]{1,25}$/)), (raw) => {
      const read = readTime(raw, 'month-first', 'America/New_York');
      expect(read === null || !Number.isNaN(Date.parse(read))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

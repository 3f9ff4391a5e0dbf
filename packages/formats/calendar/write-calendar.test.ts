import { expect, test } from 'vitest';
import { type CalendarEntry, writeCalendar } from './write-calendar.ts';

const ENTRY: CalendarEntry = {
  uid: 'deadline-1@baton.example.org',
  start: '2026-11-28T21:00:00.400Z',
  end: '2026-11-29T01:00:00Z',
  summary: 'KB5044273; due, Büro 7',
  description: 'First line\r\nsecond \\ line',
  url: 'https://baton.example.org/remediations/1',
  busy: false,
};
const OPTIONS = { name: 'Baton', now: '2026-11-26T08:27:00Z', refreshHours: 1 };
const unfolded = (text: string) => text.replaceAll('\r\n ', '').split('\r\n');

test('times are in UTC to the second, and texts are escaped', () => {
  const lines = unfolded(writeCalendar([ENTRY], OPTIONS));
  expect(lines).toContain('DTSTART:20261128T210000Z');
  expect(lines).toContain('DTEND:20261129T010000Z');
  expect(lines).toContain('SUMMARY:KB5044273\\; due\\, Büro 7');
  expect(lines).toContain('DESCRIPTION:First line\\nsecond \\\\ line');
  expect(lines.at(0)).toBe('BEGIN:VCALENDAR');
  expect(lines.at(-2)).toBe('END:VCALENDAR');
});

test('no line is longer than 75 octets, no character is cut, and nothing is lost by folding', () => {
  const summary = 'äß漢😀'.repeat(60);
  const text = writeCalendar([{ ...ENTRY, summary, end: null }], OPTIONS);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text).not.toContain('\uFFFD');
  expect(unfolded(text)).toContain(`SUMMARY:${summary}`);
  expect(text).not.toContain('DTEND');
});

test('a text cannot bring lines of its own into the calendar', () => {
  const lines = unfolded(writeCalendar([{ ...ENTRY, summary: 'x\r\nEND:VCALENDAR\nATTACH:http://evil' }], OPTIONS));
  expect(lines.filter((line) => line.startsWith('ATTACH') || line === 'END:VCALENDAR')).toEqual(['END:VCALENDAR']);
});

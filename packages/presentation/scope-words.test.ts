import { expect, it } from 'vitest';
import { scopeWords } from './scope-words.ts';

it.each([
  [undefined, 'All devices'],
  ['', 'All devices'],
  ['site:Berlin', 'Berlin'],
  ['site:Bonn;site:Berlin;os:Windows 10', 'Windows 10, Berlin or Bonn'],
  ['tag:dmz;criticality:high', 'tag dmz, criticality high'],
  ['group:A%3BB', 'A;B'],
  ['city:Berlin', 'city:Berlin'],
])('"%s" reads "%s"', (text, words) => {
  expect(scopeWords(text)).toBe(words);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatScope, parseScope, SCOPE_KINDS } from './scope.ts';

test('kinds must all hold, values of one kind are alternatives', () => {
  expect(parseScope('site:Berlin;os:Windows 10;site:Bonn;tag:dmz')).toEqual({
    scope: [
      { kind: 'os', values: ['Windows 10'] },
      { kind: 'tag', values: ['dmz'] },
      { kind: 'site', values: ['Berlin', 'Bonn'] },
    ],
  });
});

test('no text is every device', () => {
  expect(parseScope('')).toEqual({ scope: [] });
  expect(formatScope([])).toBe('');
});

test.each([
  ['Berlin', 'is no part of a scope'],
  ['city:Berlin', 'is no part of a scope'],
  [':Berlin', 'is no part of a scope'],
  ['site:', 'no readable value'],
  ['site:%', 'no readable value'],
])('“%s” is refused and says why', (text, problem) => {
  expect(parseScope(text)).toEqual({ problem: expect.stringContaining(problem) });
});

test('every value comes back from its text, whatever signs it has', () => {
  const value = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).filter((text) => text.trim() === text);
  const terms = fc.array(fc.tuple(fc.constantFrom(...SCOPE_KINDS), value), { maxLength: 8 });
  fc.assert(
    fc.property(terms, (pairs) => {
      const first = parseScope(pairs.map(([kind, one]) => formatScope([{ kind, values: [one] }])).join(';'));
      if ('problem' in first) throw new Error(first.problem);
      expect(new Set(first.scope.flatMap(({ kind, values }) => values.map((one) => `${kind} ${one}`)))).toEqual(
        new Set(pairs.map(([kind, one]) => `${kind} ${one}`)),
      );
      expect(parseScope(formatScope(first.scope))).toEqual(first);
    }),
  );
});

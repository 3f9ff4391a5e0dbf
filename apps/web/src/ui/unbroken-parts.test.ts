import { expect, it, test } from 'vitest';
import { unbrokenParts } from './unbroken-parts.ts';

it.each<[string, readonly string[]]>([
  ['4 exceptions; the oldest, EX-1, since 14 Sep', ['EX-1,']],
  ['EX-12 of krb5-libs 1.21.1-2.el9_4 ends', ['EX-12', 'krb5-libs', '1.21.1-2.el9_4']],
  ['The retrospective of cycle 3 waits; Cycle 4 runs', ['cycle 3', 'Cycle 4']],
  ['SRV-SQL-000012 does a line-of-business job', ['SRV-SQL-000012']],
  [`a name that is too long: x-${'1'.repeat(40)}`, []],
  ['no name', []],
])('of “%s” these stay on one line: %j', (text, names) => {
  expect(unbrokenParts(text).flatMap(({ text: part, isName }) => (isName ? [part] : []))).toEqual(names);
});

test('nothing of the text is lost', () => {
  for (const text of ['', 'EX-1', 'a EX-1', 'EX-1 b', ' EX-1, EX-22; cycle 3 ', 'a word-with-no-number'])
    expect(
      unbrokenParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
});

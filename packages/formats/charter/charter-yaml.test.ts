import { type Charter, DUTIES } from '@baton/domain/charter/charter.ts';
import { DEFAULT_CHARTER } from '@baton/domain/charter/default-charter.ts';
import { STANDING_PARTIES } from '@baton/domain/charter/party.ts';
import { RESPONSIBILITIES } from '@baton/domain/charter/responsibility.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCharterYaml } from './read-charter-yaml.ts';
import { writeCharterYaml } from './write-charter-yaml.ts';

const text = writeCharterYaml(DEFAULT_CHARTER);
const lineOf = (part: string): number => text.split('\n').findIndex((line) => line.includes(part)) + 1;

test('a charter is written one line a cell, in the order of the matrix', () => {
  expect(text).toContain('  approving:\n    it lead: RA\n    it member: I\n    infosec lead: C\n  deploying:\n');
});

test('what is written is read again as it was, whatever it says', () => {
  const people = fc
    .uniqueArray(
      fc.emailAddress().map((email) => email.toLowerCase()),
      { maxLength: 3 },
    )
    .map((emails) => emails.map((email, index) => ({ email, name: `Name: ${index} #`, team: 'it' as const })));
  const charters = people.chain((named) =>
    fc.record({
      title: fc.string({ minLength: 1, maxLength: 40 }).filter((title) => title.trim() !== ''),
      purpose: fc.string({ maxLength: 200, unit: 'grapheme' }),
      people: fc.constant(named),
      responsibilities: fc.record(
        Object.fromEntries(
          RESPONSIBILITIES.map((name) => [
            name,
            fc.dictionary(
              fc.constantFrom(...STANDING_PARTIES, ...named.map(({ email }) => email)),
              fc.constantFrom(...DUTIES),
            ),
          ]),
        ) as unknown as { [R in keyof Charter['responsibilities']]: fc.Arbitrary<Charter['responsibilities'][R]> },
      ),
    }),
  );
  fc.assert(
    fc.property(charters, (charter) => {
      const expected = { ...charter, title: charter.title.trim(), purpose: charter.purpose.trim() };
      expect(readCharterYaml(writeCharterYaml(charter))).toEqual({ charter: expected, problems: [] });
    }),
    { numRuns: 60 },
  );
});

test('comments stay with the file, and A/R is RA', () => {
  const commented = text.replace('it lead: RA', 'IT lead: A/R # by the agreement of May');
  expect(readCharterYaml(commented)).toEqual({ charter: DEFAULT_CHARTER, problems: [] });
});

describe('what is wrong is told with its line', () => {
  test.each([
    ['a letter that is none', ['it lead: RA', 'it lead: X'], lineOf('it lead: RA'), '"X" is none of R, A, RA, C, I.'],
    ['a party that is none', ['it lead: RA', 'it boss: R'], lineOf('it lead: RA'), '"it boss" is none of'],
    ['a responsibility that is none', ['approving:', 'approval:'], lineOf('approving:'), '"approval" is none of'],
    ['a part that is none', ['people: []', 'persons: []'], lineOf('people: []'), '"persons" is none of'],
    ['a text that is no YAML', ['people: []', 'people: ['], lineOf('people: []') + 1, ''],
    [
      'a person without a team',
      ['people: []', 'people:\n  - email: a@b.c\n    name: A'],
      lineOf('people: []') + 1,
      '"team" is missing.',
    ],
    [
      'a party twice',
      ['it lead: RA', 'it lead: RA\n    IT Lead: C'],
      lineOf('it lead: RA') + 1,
      'it lead stands here twice.',
    ],
    ['an alias', ['people: []', 'people: *all'], lineOf('people: []'), ''],
  ] as const)('%s', (_, [from, to], line, what) => {
    const { charter, problems } = readCharterYaml(text.replace(from, to));
    expect(charter).toBeNull();
    expect(problems).toContainEqual({ line, what: expect.stringContaining(what) });
  });

  test('all of it, in the order of the lines', () => {
    const { problems } = readCharterYaml(text.replace('it lead: RA', 'it lead: Q').replace('infosec: I', 'infosec: Z'));
    expect(problems.map(({ line }) => line)).toEqual([lineOf('infosec: I'), lineOf('it lead: RA')]);
  });

  test('a text that is something else altogether', () => {
    expect(readCharterYaml('').problems).toHaveLength(1);
    expect(readCharterYaml('- a\n- b').problems).toHaveLength(1);
    expect(readCharterYaml('just words').problems).toHaveLength(1);
  });
});

import { describe, expect, test } from 'vitest';
import { judgeSituation, type Situation } from '../testing/situation.ts';
import { fillPlaceholders, unknownPlaceholders } from './fill-placeholders.ts';
import { matchesPattern } from './match-pattern.ts';
import { holds, type OwnCondition } from './own-condition.ts';

const GIVEN: Situation = {
  it: {
    state: { distribution: 'debian:12', lastSeen: '2024-10-12T10:40:00Z' },
    claims: [
      { names: { package: 'openssl' }, installedVersion: '3.0.14-1~deb12u2', requiredVersion: '3.0.14-1~deb12u2' },
    ],
  },
  scans: [
    {
      findings: [
        {
          names: { package: 'openssl', cves: ['CVE-2024-5535', 'CVE-2024-0727'] },
          requiredVersion: '3.0.15-1',
          severity: 'High',
        },
      ],
    },
  ],
};
const { facts } = judgeSituation(GIVEN)[0] ?? expect.fail('no cell');

const CASES: readonly (readonly [boolean, OwnCondition])[] = [
  [true, { fact: 'it.says', is: 'missing' }],
  [true, { fact: 'it.says', is: 'MISSING' }],
  [false, { fact: 'it.says', is: 'installed' }],
  [true, { fact: 'infosec.check', in: ['1', '208303'] }],
  [false, { fact: 'infosec.check', in: ['1', '2'] }],
  [true, { fact: 'fix.name', matches: 'openssl*' }],
  [true, { fact: 'fix.name', matches: '*SS?' }],
  [false, { fact: 'fix.name', matches: 'openss' }],
  [true, { fact: 'it.lastSeen', olderThanHours: 47 }],
  [false, { fact: 'it.lastSeen', olderThanHours: 48 }],
  [true, { fact: 'it.lastSeen', youngerThanHours: 49 }],
  [false, { fact: 'it.lastSeen', youngerThanHours: 48 }],
  [true, { fact: 'infosec.loggedIn', is: true }],
  [false, { fact: 'infosec.loggedIn', is: false }],
  // In the distribution's own order: ~ sorts before the end.
  [true, { fact: 'it.version', below: '3.0.14-1' }],
  [false, { fact: 'it.version', atLeast: '3.0.14-1' }],
  [true, { fact: 'it.version', atLeast: '3.0.14-1~deb12u2' }],
  // One of several is enough.
  [true, { fact: 'infosec.cves', is: 'CVE-2024-0727' }],
  [true, { fact: 'infosec.cves', matches: 'cve-2024-*' }],
  [false, { fact: 'infosec.cves', in: ['CVE-2023-1'] }],
  // What nobody has told passes no test but the one for that.
  [true, { fact: 'it.runningKernel', is: null }],
  [false, { fact: 'it.runningKernel', matches: '*' }],
  [false, { fact: 'it.says', is: null }],
  [true, { not: { fact: 'it.runningKernel', is: 'x' } }],
  [
    true,
    {
      all: [
        { fact: 'it.says', is: 'missing' },
        {
          any: [
            { fact: 'fix.kind', is: 'kb' },
            { fact: 'fix.kind', is: 'package' },
          ],
        },
      ],
    },
  ],
  [
    false,
    {
      all: [
        { fact: 'it.says', is: 'missing' },
        { fact: 'fix.kind', is: 'kb' },
      ],
    },
  ],
  [
    false,
    {
      any: [
        { fact: 'it.says', is: 'installed' },
        { fact: 'fix.kind', is: 'kb' },
      ],
    },
  ],
];

describe('a condition of an own rule', () => {
  test.each(CASES)('is %s: %j', (expected, condition) => {
    expect(holds(condition, facts)).toBe(expected);
  });
});

describe('a pattern', () => {
  test.each([
    ['', '', true],
    ['', '*', true],
    ['a', '', false],
    ['abc', 'a*c', true],
    ['abc', 'a?c', true],
    ['ac', 'a?c', false],
    ['aXbXc', 'a*b*c', true],
    ['mississippi', 'm*iss*pi', true],
    ['mississippi', 'm*iss*pix', false],
    ['a.c', 'a.c', true],
    ['abc', 'a.c', false],
  ])('%j fits %j: %s', (text, pattern, expected) => {
    expect(matchesPattern(text, pattern)).toBe(expected);
  });

  test('cannot stall: what makes regular expressions run for ever takes no time', () => {
    const begun = performance.now();
    expect(matchesPattern('a'.repeat(2000), `${'*a'.repeat(49)}*b`)).toBe(false);
    expect(performance.now() - begun).toBeLessThan(200);
  });
});

describe('an explanation', () => {
  test('has facts filled in, and what nobody told said so', () => {
    const text =
      '{device} shows {it.version}, check {infosec.check} asks {infosec.asksVersion}; kernel {it.runningKernel}, logged in: {infosec.loggedIn}, {fix}.';
    expect(fillPlaceholders(text, facts)).toBe(
      `WKS-0412 shows 3.0.14-1~deb12u2, check 208303 asks 3.0.15-1; kernel not told, logged in: yes, ${facts.fix.id}.`,
    );
  });

  test('fills a value in once, whatever stands in it', () => {
    const device = { ...facts.device, name: '{it.version}' };
    expect(fillPlaceholders('On {device}.', { ...facts, device })).toBe('On {it.version}.');
  });

  test('names what stands for no fact', () => {
    expect(unknownPlaceholders('{device} {nothing} {it.says} {toString}')).toEqual(['nothing', 'toString']);
  });
});

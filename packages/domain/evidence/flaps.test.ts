import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY_CLAIM, NO_FIX_NAMES } from './empty-report.ts';
import { flapsOf, type PastWord } from './flaps.ts';
import { notePackageMoves } from './package-moves.ts';
import type { Claim, FixNames, ObservedPackage } from './report.ts';

const day = (number: number): string => `2024-10-${String(number).padStart(2, '0')}T09:00:00Z`;
const claim = (names: Partial<FixNames>, parts: Partial<Claim>): Claim => ({
  ...EMPTY_CLAIM,
  raw: 'told',
  ...parts,
  names: { ...NO_FIX_NAMES, ...names },
});
const word = (number: number, ...claims: readonly Claim[]): PastWord => ({
  seenAt: day(number),
  distribution: null,
  claims,
  packages: [],
});
const kb = (says: Claim['says']): Claim => claim({ kbs: ['KB5044273'] }, { says });
const chrome = (says: Claim['says'], requiredVersion: string): Claim =>
  claim({ application: 'Google Chrome' }, { says, requiredVersion });

const OTHERS = ['Git', 'Zoom', 'Slack', 'PuTTY', 'WinSCP', 'VLC', 'Notepad++', 'Python', 'Wireshark', 'KeePass'];
const list = (...more: readonly (readonly [string, string])[]): readonly Claim[] =>
  [...OTHERS.map((name) => [name, '1.0'] as const), ...more].map(([application, installedVersion]) =>
    claim({ application }, { says: 'installed', raw: '', installedVersion }),
  );

describe('what went in and out by the words of one source', () => {
  test('installed, missing, installed again', () => {
    expect(flapsOf([word(1, kb('installed')), word(3, kb('missing')), word(5, kb('installed'))])).toEqual([
      { key: 'kb:KB5044273', changes: 2, lastAt: day(5) },
    ]);
  });

  test('missing until it is installed is how fixes arrive', () => {
    expect(flapsOf([word(1, kb('missing')), word(3, kb('failed')), word(5, kb('installed'))])).toEqual([]);
  });

  test('an unknown between says nothing', () => {
    expect(flapsOf([word(1, kb('installed')), word(3, kb('unknown')), word(5, kb('installed'))])).toEqual([]);
  });

  test('the next month’s target is another one', () => {
    const words = [
      word(1, chrome('installed', '129')),
      word(3, chrome('missing', '130')),
      word(5, chrome('installed', '130')),
    ];
    expect(flapsOf(words)).toEqual([]);
    expect(
      flapsOf([
        word(1, chrome('installed', '130')),
        word(3, chrome('missing', '130')),
        word(5, chrome('installed', '130')),
      ]),
    ).toMatchObject([{ key: 'app:chrome@130', changes: 2 }]);
  });

  test('what went out once and stayed out is told, what came in is not', () => {
    expect(flapsOf([word(1, kb('installed')), word(3, kb('missing'))])).toEqual([
      { key: 'kb:KB5044273', changes: 1, lastAt: day(3), isOut: true },
    ]);
    expect(flapsOf([word(1, kb('missing')), word(3, kb('installed'))])).toEqual([]);
  });

  test('a list that loses an application and has it again', () => {
    const words = [word(1, ...list(['7-Zip', '24.08'])), word(3, ...list()), word(5, ...list(['7-Zip', '24.08']))];
    expect(flapsOf(words)).toMatchObject([{ key: 'app:7-zip', changes: 2 }]);
  });

  test('a version that goes down and up again, not one that only goes up', () => {
    const versions = (...all: readonly string[]) =>
      all.map((version, index) => word(index + 1, ...list(['7-Zip', version])));
    expect(flapsOf(versions('24.08', '23.01', '24.08'))).toMatchObject([{ key: 'app:7-zip', changes: 2 }]);
    expect(flapsOf(versions('22.01', '23.01', '24.08'))).toEqual([]);
    expect(flapsOf(versions('22.01', '24.08', '23.01'))).toEqual([]);
  });

  test('installed and removed again is a choice', () => {
    expect(flapsOf([word(1, ...list()), word(3, ...list(['7-Zip', '24.08'])), word(5, ...list())])).toEqual([]);
  });

  test('a log of deployments tells it in one delivery; two rows that differ do not', () => {
    expect(flapsOf([word(1, kb('installed'), kb('missing'), kb('installed'))])).toHaveLength(1);
    expect(flapsOf([1, 2, 3].map((number) => word(number, kb('installed'), kb('missing'))))).toEqual([]);
  });

  test('any order of arrival gives the same answer', () => {
    const says = fc.constantFrom('installed', 'missing', 'failed', 'unknown', 'not_applicable');
    const history = fc.uniqueArray(fc.record({ at: fc.integer({ min: 1, max: 28 }), a: says, b: says }), {
      selector: ({ at }) => at,
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        history.chain((words) => fc.tuple(fc.constant(words), fc.shuffledSubarray(words, { minLength: words.length }))),
        ([words, shuffled]) => {
          const told = (all: typeof words) => flapsOf(all.map(({ at, a, b }) => word(at, kb(a), chrome(b, '130'))));
          expect(told(shuffled)).toEqual(told(words));
        },
      ),
    );
  });
});

describe('packages of an agent’s inventory', () => {
  const packages = (versions: Readonly<Record<string, string>>): readonly ObservedPackage[] =>
    Object.entries(versions).map(([name, version]) => ({ name, version, source: null, sourceVersion: null }));
  const moves = (...states: readonly Readonly<Record<string, string>>[]) =>
    states
      .slice(1)
      .reduce<ReturnType<typeof notePackageMoves>>(
        (noted, state, index) =>
          notePackageMoves(noted, packages(states[index] ?? {}), packages(state), day(index + 2)),
        [],
      );

  test('down and up again is noted with both days', () => {
    expect(moves({ libssl3: '3.0.14-1' }, { libssl3: '3.0.13-1' }, { libssl3: '3.0.14-1' })).toEqual([
      { key: 'pkg:libssl3', changes: 2, lastAt: day(3) },
    ]);
  });

  test('down is waited on', () => {
    expect(moves({ curl: '2' }, { curl: '1' })).toEqual([{ key: 'pkg:curl', changes: 1, lastAt: day(2) }]);
  });

  test('what only goes up, and what comes new, leaves no note', () => {
    expect(moves({ curl: '1' }, { curl: '2', vim: '9' }, { curl: '3', vim: '9' })).toEqual([]);
  });

  test('an old kernel that is removed does not come again under another name', () => {
    const noted = moves({ 'linux-image-25': '1', curl: '1' }, { curl: '1' }, { 'linux-image-30': '2', curl: '1' });
    expect(noted.filter(({ changes }) => changes > 1)).toEqual([]);
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareVersions, VERSION_SCHEMES, type VersionScheme } from './compare.ts';
import type { Order } from './order.ts';

const FOLDER = new URL('./', import.meta.url);
const SCHEMES: readonly VersionScheme[] = ['dpkg', 'rpm', 'apk', 'semver', 'windows-build', 'four-part'];
const ORDERS: { readonly [sign: string]: Order } = { '<': -1, '=': 0, '>': 1 };

test('every folder of a scheme is in the registry, and the other way round', () => {
  const folders = readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  expect(folders.sort()).toEqual(Object.keys(VERSION_SCHEMES).sort());
  expect(folders.sort()).toEqual([...SCHEMES].sort());
});

describe.each(SCHEMES)('%s', (scheme) => {
  test('orders every pair of its fixtures as stated, both ways', () => {
    const pairs = readPairs(scheme);
    expect(pairs.length).toBeGreaterThan(5);
    const wrong = pairs.filter(
      ({ a, b, order }) => compareVersions(scheme, a, b) !== order || compareVersions(scheme, b, a) !== opposite(order),
    );
    expect(wrong).toEqual([]);
  });

  test('orders any text without failing, and the same both ways', () => {
    const texts = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.stringMatching(/^([0-9]{1,2}:)?[0-9]{1,3}([.~+^_][0-9a-z]{1,4}){0,4}(-r?[0-9a-z]{1,3})?$/),
      fc.constantFrom(...readPairs(scheme).map((pair) => pair.a)),
    );
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const order = compareVersions(scheme, a, b);
        expect(compareVersions(scheme, b, a)).toBe(order === null ? null : opposite(order));
        expect([0, null]).toContain(compareVersions(scheme, a, a));
      }),
    );
  });

  test('is transitive over its fixtures', () => {
    const versions = [...new Set(readPairs(scheme).flatMap(({ a, b }) => [a, b]))].slice(0, 60);
    const sorted = versions.toSorted((a, b) => compareVersions(scheme, a, b) ?? 0);
    for (const [index, a] of sorted.entries()) {
      for (const b of sorted.slice(index)) expect(compareVersions(scheme, a, b)).toBeLessThanOrEqual(0);
    }
  });
});

test.each<[VersionScheme, string]>([
  ['dpkg', ''],
  ['dpkg', 'a:1.0'],
  ['dpkg', '1.0-'],
  ['dpkg', '1:'],
  ['dpkg', '1.0 2'],
  ['dpkg', '9999999999:1'],
  ['rpm', ''],
  ['rpm', 'a:1.0-1'],
  ['rpm', '1.0-'],
  ['apk', '1.0-x1'],
  ['apk', '1.0_gamma'],
  ['semver', '1.2.3.4'],
  ['semver', '1.0.0-'],
  ['semver', '1.0.0-a..b'],
  ['windows-build', '10.0.19045'],
  ['windows-build', '22H2'],
  ['four-part', '1.1.1w'],
  ['four-part', '1..2'],
  ['four-part', 'unknown'],
])('%s refuses %j', (scheme, text) => {
  expect(compareVersions(scheme, text, text)).toBeNull();
});

test('an rpm epoch that is not written is unknown, never 0', () => {
  expect(compareVersions('rpm', '9.16.23-18.el9_4.6', '32:9.16.23-18.el9_4.6')).toBe(0);
  expect(compareVersions('rpm', '9.16.23-19.el9', '32:9.16.23-18.el9_4.6')).toBe(1);
  expect(compareVersions('rpm', '(none):9.16.23-19.el9', '32:9.16.23-18.el9_4.6')).toBe(-1);
});

function readPairs(scheme: VersionScheme): readonly { a: string; b: string; order: Order }[] {
  const folder = new URL(`${scheme}/fixtures/`, FOLDER);
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('order.txt')) : [];
  return files.flatMap((name) => {
    const lines = readFileSync(new URL(name, folder), 'utf8').split('\n');
    return lines.flatMap((line) => {
      const [a, sign, b] = line.split(' ');
      const order = ORDERS[sign ?? ''];
      return line.startsWith('#') || !a || !b || order === undefined ? [] : [{ a, b, order }];
    });
  });
}

function opposite(order: Order): Order {
  return order === 0 ? 0 : order === 1 ? -1 : 1;
}

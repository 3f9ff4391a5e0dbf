import { compareVersions, type VersionScheme } from '@baton/domain/versions/compare.ts';
import { compareRpm, parseRpm, withEpochZero } from '@baton/domain/versions/rpm/rpm.ts';
import { expect, test } from 'vitest';
import { describeShared, sharedLines } from './shared-data.ts';

type Order = -1 | 0 | 1 | null;
const ORDERS: { readonly [sign: string]: Order } = { '<': -1, '=': 0, '>': 1 };

describeShared('versions, against vectors of other tools', () => {
  test.each<[string, VersionScheme, number, number]>([
    // Refused on purpose: dpkg, rpm and apk 3 call those invalid themselves (no numeric epoch, empty release, "1-ruff").
    ['debian-versions.txt', 'dpkg', 30, 0],
    ['debian-versions-generated.half.txt.zst', 'dpkg', 7254, 0],
    ['redhat-versions.txt', 'rpm', 137, 28],
    ['semver-versions.txt', 'semver', 85, 1],
    ['alpine-versions.txt', 'apk', 745, 33],
    ['alpine-versions-generated.half.txt.zst', 'apk', 7010, 0],
  ])('%s: every pair that is a version is ordered right, both ways', (file, scheme, right, refused) => {
    const pairs = sharedLines(`conformance/versions/${file}`).flatMap(readPair);
    const answers = pairs.map((pair) => ({ ...pair, answer: compare(scheme, pair.a, pair.b) }));
    const wrong = answers.filter(({ answer, order }) => answer !== null && answer !== order);
    expect(wrong).toEqual([]);
    const reversed = pairs.filter(({ a, b }) => compare(scheme, a, b) !== negated(compare(scheme, b, a)));
    expect(reversed).toEqual([]);
    const counts = {
      right: answers.length - answers.filter(({ answer }) => answer === null).length,
      all: answers.length,
    };
    expect(counts).toEqual({ right, all: right + refused });
  });

  test.each([
    ['rpm-evr-vectors.tsv', 2178],
    ['rpm-vercmp-upstream.tsv', 91],
  ])('%s: every pair as rpm itself orders it', (file, count) => {
    const rows = sharedLines(`conformance/versions/${file}`).filter((line) => !line.startsWith('#'));
    const wrong = rows.filter((line) => {
      const [a = '', expected, b = ''] = line.split('\t');
      return compareVersions('rpm', a, b) !== Number(expected);
    });
    expect(wrong).toEqual([]);
    expect(rows).toHaveLength(count);
  });
});

/** The vectors of rpm take a missing epoch as 0, as rpm does with what it has installed. */
function compare(scheme: VersionScheme, a: string, b: string): Order {
  if (scheme !== 'rpm') return compareVersions(scheme, a, b);
  const left = parseRpm(a);
  const right = parseRpm(b);
  return left === null || right === null ? null : compareRpm(withEpochZero(left), withEpochZero(right));
}

function readPair(line: string): readonly { a: string; b: string; order: Order }[] {
  const [, a, sign = '', b] = /^(\S+)\s+([<=>])\s+(\S+)$/.exec(line) ?? [];
  const order = ORDERS[sign];
  const isComment = line.startsWith('#') || line.startsWith('//');
  return isComment || !a || !b || order === undefined ? [] : [{ a, b, order }];
}

function negated(order: Order): Order {
  return order === null || order === 0 ? order : order === 1 ? -1 : 1;
}

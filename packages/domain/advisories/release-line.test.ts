import { expect, test } from 'vitest';
import { EMPTY_CLAIM } from '../evidence/empty-report.ts';
import { inJavaVersions, releaseLine } from './release-line.ts';

test.each([
  ['java se', '8.0.421', 'java 8'],
  ['java se', '1.8.0_421', 'java 8'],
  ['java', '17.0.12', 'java 17'],
  ['java se', null, 'java se'],
  ['java 8', '17.0.12', 'java 8'],
  ['.net core', '8.0.8', '.net core 8'],
  ['.net core', '6.0.33', '.net core 6'],
  ['javascript studio', '8.0.1', 'javascript studio'],
])('“%s” at %s is of %s', (product, installedVersion, release) => {
  expect(releaseLine(product, { ...EMPTY_CLAIM, installedVersion })).toBe(release);
});

test.each([
  ['8.0.4210.9', '8.0.421'],
  ['8.0.510.16', '8.0.51'],
  ['1.8.0_421', '8.0.421'],
  ['8.0.421 (1.8.0_421)', '8.0.421'],
  ['8.0.421', '8.0.421'],
  ['17.0.12.0', '17.0.12.0'],
  [null, null],
])('the version %s of Java is %s', (installedVersion, one) => {
  expect(inJavaVersions({ ...EMPTY_CLAIM, installedVersion }).installedVersion).toBe(one);
});

test('a claim in the one form is left as it is', () => {
  const claim = { ...EMPTY_CLAIM, installedVersion: '8.0.421', requiredVersion: '8.0.461' };
  expect(inJavaVersions(claim)).toBe(claim);
});

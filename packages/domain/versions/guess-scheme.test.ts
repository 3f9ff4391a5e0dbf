import { expect, test } from 'vitest';
import { guessScheme } from './guess-scheme.ts';

test.each([
  [['131.0.2', '131.0.3'], null, 'four-part'],
  [['24.08', '24.09 (x64)'], null, 'four-part'],
  [['10.0.19045.4894', '10.0.19045.5011'], null, 'windows-build'],
  [['3.0.14-1~deb12u2', '3.0.15-1~deb12u1'], null, 'dpkg'],
  [['2.5.0-1', '2.5.0-1+deb12u1'], null, 'dpkg'],
  [['3.0.7-27.el9_3', '1:3.0.7-28.el9_4'], null, 'rpm'],
  [['3.1.4-r0', '3.1.4-r1'], null, 'apk'],
  [['1.2.3-beta.1', '1.2.3'], null, 'semver'],
  [['1.0', '2.0'], 'debian:12', 'dpkg'],
  [['1.0-1', '2.0-1'], 'rhel:9', 'rpm'],
  [['1.0', '2.0'], 'alpine:3.20', 'apk'],
  [['1.0.0.0', '2.0'], 'windows:10-22H2', 'four-part'],
  [['1.1.1w', '1.1.1x'], null, null],
  [[], null, null],
] as const)('versions %j on %s are read as %s', (texts, distribution, scheme) => {
  expect(guessScheme(texts, distribution)).toBe(scheme);
});

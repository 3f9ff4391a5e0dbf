import { expect, test } from 'vitest';
import { withoutBinaryRebuild } from './dpkg.ts';

test.each([
  ['2:9.0.1378-2+b13', '2:9.0.1378-2'],
  ['2.5.0-1+deb12u1', '2.5.0-1+deb12u1'],
  ['1.0-1+b1+deb12u1', '1.0-1+b1+deb12u1'],
])('the source of %s is %s', (binary, source) => {
  expect(withoutBinaryRebuild(binary)).toBe(source);
});

import { expect, test } from 'vitest';
import { networkOf } from './limit-sign-ins.ts';

test.each([
  ['198.51.100.7', '198.51.100.7'],
  ['::ffff:198.51.100.7', '198.51.100.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ['no address', 'no address'],
])('sign-ins from %s count as from %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

import { expect, test } from 'vitest';
import { moreOfGroup } from './group-of-queue.ts';

const GROUP = { note: 'Google Chrome 131.0.6778.85', alone: 7, cells: 16 };

test.each([
  ['check', GROUP, 'Google Chrome 131.0.6778.85'],
  ['check', { ...GROUP, note: null }, undefined],
  ['gain', GROUP, '7 by itself'],
  ['gain', { ...GROUP, alone: 16 }, undefined],
  ['cause', GROUP, undefined],
] as const)('a row of the queue by %s says what its name does not', (by, group, words) => {
  expect(moreOfGroup(by, group)).toBe(words);
});

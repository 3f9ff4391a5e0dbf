import { describe, expect, test } from 'vitest';
import { dutyAfter, nextDuty, placeAfter } from './matrix-keys.ts';

const size = { rows: 10, columns: 6 };

describe('a key in the matrix', () => {
  test.each([
    ['ArrowUp', { row: 0, column: 0 }, { row: 0, column: 0 }],
    ['ArrowDown', { row: 9, column: 2 }, { row: 9, column: 2 }],
    ['ArrowRight', { row: 3, column: 2 }, { row: 3, column: 3 }],
    ['ArrowLeft', { row: 3, column: 2 }, { row: 3, column: 1 }],
    ['Home', { row: 3, column: 2 }, { row: 3, column: 0 }],
    ['End', { row: 3, column: 2 }, { row: 3, column: 5 }],
  ])('%s moves and stays within', (key, from, to) => {
    expect(placeAfter(key, from, size)).toEqual(to);
  });

  test.each([
    ['r', null, 'R'],
    ['r', 'R', null],
    ['r', 'A', 'RA'],
    ['a', 'R', 'RA'],
    ['a', 'RA', 'R'],
    ['R', 'RA', 'A'],
    ['c', 'RA', 'C'],
    ['i', 'I', null],
    ['Delete', 'RA', null],
    ['x', 'R', undefined],
  ] as const)('%s on %s makes %s', (key, now, then) => {
    expect(dutyAfter(key, now)).toBe(then);
  });

  test('a click goes round and comes back', () => {
    const seen = [nextDuty(null)];
    while (seen.at(-1) !== null) seen.push(nextDuty(seen.at(-1) ?? null));
    expect(seen).toEqual(['R', 'A', 'RA', 'C', 'I', null]);
  });
});

import { expect, test } from 'vitest';
import { shownConditions } from './shown-conditions.ts';

const inUse = (met: boolean | null) => [{ id: 'in-use', label: 'In use', team: 'it', met } as const];
const rows = (value: string) => ({ rows: [{ label: 'In use', value }] });

test('what IT did not tell of boots and processes is not shown as met', () => {
  expect(shownConditions(inUse(true), rows('not told'))).toEqual(inUse(null));
  expect(shownConditions(inUse(true), rows('restarted Fri 12 Jun, 03:28'))).toEqual(inUse(true));
  expect(shownConditions(inUse(false), rows('not told'))).toEqual(inUse(false));
});

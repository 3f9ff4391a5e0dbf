import type { DisagreementGroup } from '@baton/contract/disagreements.ts';
import { expect, test } from 'vitest';
import { rowOfGroup } from './group-of-queue.ts';

const GROUP: DisagreementGroup = {
  key: '207005',
  label: '207005',
  note: 'Google Chrome 131.0.6778.85',
  cause: null,
  summary: null,
  nextAction: null,
  ruleVersion: null,
  owner: 'both',
  cells: 16,
  disputed: 0,
  unproven: 16,
  overdue: 0,
  atRisk: 0,
  gain: 16,
  alone: 7,
  devices: 5,
  oldest: null,
};

test.each([
  ['check', GROUP, { beside: 'Google Chrome 131.0.6778.85' }],
  ['gain', GROUP, { under: '7 by itself' }],
  ['cause', GROUP, { under: '5 devices' }],
  ['owner', { ...GROUP, devices: null }, { under: undefined }],
] as const)('a row of the queue by %s says what its name does not', (by, group, words) => {
  const { beside, under } = rowOfGroup(by, group);
  expect({ beside, under }).toEqual({ beside: undefined, under: undefined, ...words });
});

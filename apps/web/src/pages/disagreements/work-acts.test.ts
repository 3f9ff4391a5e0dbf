import type { Me } from '@baton/contract/people.ts';
import { expect, test } from 'vitest';
import { whyClosed } from './work-acts.ts';

const WORKS = ['disagreement.request', 'disagreement.assign', 'disagreement.ask'];
const IT: Pick<Me, 'team' | 'permissions'> = { team: 'it', permissions: WORKS };
const INFOSEC: typeof IT = { team: 'infosec', permissions: [...WORKS, 'disagreement.open-remediation'] };
const VIEWER: typeof IT = { team: 'infosec', permissions: ['log.verify'] };
const NOT_A_VIEWERS = 'Viewers read; members and leads do this';

test.each([
  ['rescan', INFOSEC, undefined],
  ['rescan', IT, undefined],
  ['rescan', VIEWER, NOT_A_VIEWERS],
  ['ask', VIEWER, NOT_A_VIEWERS],
  ['dispute', VIEWER, NOT_A_VIEWERS],
  ['assign', VIEWER, NOT_A_VIEWERS],
  ['assign', INFOSEC, undefined],
  ['assign', IT, 'InfoSec moves next: its own people take these'],
  ['open-remediation', INFOSEC, undefined],
  ['open-remediation', IT, 'InfoSec’s members and leads make remediations'],
] as const)('%s is not offered to whom it would be refused', (act, me, why) => {
  expect(whyClosed(act, { owner: 'infosec', cells: 3 }, me)).toBe(why);
});

test('nothing is done with no cell', () => {
  expect(whyClosed('ask', { owner: 'it', cells: 0 }, IT)).toBe('No cell is in it');
});

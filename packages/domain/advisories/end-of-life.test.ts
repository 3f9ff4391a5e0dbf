import { expect, test } from 'vitest';
import { smallKnowledge } from '../reconciliation/testing/small-knowledge.ts';
import { endOfProduct, endOfSystem, isOfRelease } from './end-of-life.ts';

const knowledge = smallKnowledge({
  ends: {
    python: { '2.7': '2020-01-01', '3': '2040-01-01', '3.7': '2023-06-27' },
    'sql server': { '2012': '2022-07-12', '11.0': '2022-07-12' },
    'windows server': { '2012-r2': '2023-10-10' },
    office: { 2013: '2023-04-11' },
    debian: { 10: '2024-06-30' },
  },
});

test.each([
  ['Python', '2.7.18', '2020-01-01'],
  ['Python', '3.7.9', '2023-06-27'],
  ['Python', '3.70.1', '2040-01-01'],
  ['Python', null, null],
  ['Microsoft SQL Server 2012 (64-bit)', null, '2022-07-12'],
  ['Microsoft SQL Server', '11.0.7001.0', '2022-07-12'],
  ['Microsoft Office Professional Plus 2013', '15.0.4569.1506', '2023-04-11'],
  ['7-Zip', '9.20', null],
])('%s %s ended on %s', (name, version, endsOn) => {
  expect(endOfProduct(name, version, knowledge)?.endsOn ?? null).toBe(endsOn);
});

test('a system by its release', () => {
  expect(endOfSystem('debian:10', knowledge)).toEqual({ what: 'Debian 10', release: '10', endsOn: '2024-06-30' });
  expect(endOfSystem('debian:12', knowledge)).toBeNull();
  expect(endOfSystem(null, knowledge)).toBeNull();
});

test('a version belongs to its line and no other', () => {
  expect(isOfRelease('3.7.17', '3.7')).toBe(true);
  expect(isOfRelease('3.70.1', '3.7')).toBe(false);
  expect(isOfRelease('v2.4', '2.4')).toBe(true);
  expect(isOfRelease('2.4-rc1', '2.4')).toBe(true);
});

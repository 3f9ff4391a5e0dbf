import { describe, expect, test } from 'vitest';
import { evidenceLines, explainCell } from './explain-cell.ts';
import { judgeSituation, type Situation } from './testing/situation.ts';

const one = (given: Situation) => judgeSituation(given)[0] ?? expect.fail('no cell');
const rowOf = (given: Situation, label: string) =>
  explainCell(one(given)).infosec.rows.find((row) => row.label === label)?.value;
const lookAt = (day: string) => ({ from: `2024-10-${day}T03:10:00Z`, to: `2024-10-${day}T03:14:00Z` });

describe('a later visit that could not have seen the fault', () => {
  const twice = (second: NonNullable<Situation['scans']>[number]): Situation => ({
    now: '2024-10-16T08:00:00Z',
    scans: [{ look: lookAt('14') }, second],
    checks: { 'kb:KB5044273': ['208303'] },
  });
  const withoutCheck = twice({ look: lookAt('15'), scope: { checks: { kind: 'ids', ids: ['19506'] } } });

  test('leaves the proof, and the evidence shows the visit that the proof goes by', () => {
    expect(one(withoutCheck).cell.verdict).toBe('proven');
    expect(rowOf(withoutCheck, 'Seen')).toBe('Mon 14 Oct, 03:10, again Tue 15 Oct, 03:10, without this check');
    expect(rowOf(withoutCheck, 'Login')).toBe('yes, check in scope');
    expect(evidenceLines(one(withoutCheck)).infosec.detail).toBe(
      'Mon 14 Oct, 03:10 · logged in · again Tue 15 Oct, 03:10, without this check',
    );
  });

  test('stands on the line of time beside it', () => {
    const labels = explainCell(one(withoutCheck)).timeline.map(({ label }) => label);
    expect(labels).toEqual(['IT installed', 'restarted', 'Nessus looked', 'looked again', 'now']);
  });

  test('says that it could not log in', () => {
    const given = twice({ look: { ...lookAt('15'), authenticated: false } });
    expect(rowOf(given, 'Seen')).toBe('Mon 14 Oct, 03:10, again Tue 15 Oct, 03:10, without a login');
    expect(rowOf(given, 'Login')).toBe('yes, check in scope');
  });

  test('is the only one shown where none before it could have seen the fault', () => {
    const given: Situation = { scans: [{ look: { ...lookAt('14'), authenticated: false } }] };
    expect(rowOf(given, 'Seen')).toBe('Mon 14 Oct, 03:10');
    expect(explainCell(one(given)).timeline.map(({ label }) => label)).not.toContain('looked again');
  });
});

test.each<[string, Situation, string]>([
  ['is told long ago', { now: '2024-12-14T10:00:00Z' }, 'Fixed version in place, told within the inventory’s limit'],
  [
    'is of a ghost',
    { ghostOf: { name: 'WKS-0413', sharedIdentifier: 'serial 5CG2317K0V', knownToInfosec: true } },
    'Fixed version in place, on a device that is listed once',
  ],
  ['is that it is missing', { it: { claims: [{ says: 'missing' }] } }, 'Fixed version in place'],
])('the first condition says what it lacks where IT’s word %s', (_, given, label) => {
  expect(explainCell(one(given)).conditions[0]).toMatchObject({ id: 'in-place', met: false, label });
});

describe('where the other side knows devices of the same short name', () => {
  const explained = (given: Situation) => {
    const { sentence, next } = explainCell(one(given));
    return `${sentence} ${next}`;
  };

  test('IT’s device is told beside the hosts that were scanned', () => {
    expect(explained({ scans: [], namesakes: ['srv01.berlin.example', 'srv01.paris.example'] })).toBe(
      'IT lists WKS-0412. Scans looked at srv01.berlin.example and srv01.paris.example: the short name is the same, and nothing else shows that they are one device. Have IT’s list tell its full name, serial number or BIOS UUID; or add WKS-0412 to a scan.',
    );
  });

  test('a scanned host is told beside what IT lists; of many, the first few', () => {
    const namesakes = ['SRV-1', 'SRV-2', 'SRV-3', 'SRV-4', 'SRV-5'];
    const text = explained({ it: null, scans: [{ findings: [{}] }], namesakes });
    expect(text).toContain('IT lists SRV-1, SRV-2, SRV-3 and 2 others: the short name is the same');
  });
});

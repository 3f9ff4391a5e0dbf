import { describe, expect, test } from 'vitest';
import { scoreCvss } from './cvss.ts';
import { decideSsvc, readSsvc } from './ssvc.ts';
import { severityBy, severityByPreference, severityOfScore, severityOfVendorWord, worstSeverity } from './tier.ts';

describe('cvss', () => {
  test.each([
    ['AV:N/AC:L/Au:N/C:C/I:C/A:C', '2.0', 10],
    ['(AV:L/AC:H/Au:M/C:N/I:N/A:N)', '2.0', 0],
    ['CVSS2#AV:N/AC:M/Au:N/C:N/I:P/A:N', '2.0', 4.3],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:L/A:L', '3.0', 9.9],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', '3.1', 9.8],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:H/VA:L/SC:N/SI:H/SA:L', '4.0', 9.2],
  ])('scores %s', (vector, version, score) => {
    expect(scoreCvss(vector)).toMatchObject({ version, score });
  });

  test.each(['', 'high', 'CVSS:3.1/AV:N', 'CVSS:5.0/AV:N', 'AV:N/AC:L'])('answers null to %j', (vector) => {
    expect(scoreCvss(vector)).toBeNull();
  });
});

describe('severity', () => {
  const scores = [
    { version: '2.0', score: 10, vector: null },
    { version: '3.1', score: 9.8, vector: null },
    { version: '4.0', score: 8.7, vector: null },
  ] as const;

  test('differs by the version that the policy names, and says which it was', () => {
    expect(severityBy('2.0', scores)).toEqual({ word: 'high', version: '2.0', score: 10 });
    expect(severityBy('3.1', scores)).toEqual({ word: 'critical', version: '3.1', score: 9.8 });
    expect(severityBy('4.0', scores)).toEqual({ word: 'high', version: '4.0', score: 8.7 });
    expect(severityBy('3.0', scores)).toBeNull();
  });

  test('falls to the next version that has a score', () => {
    expect(severityByPreference(scores, ['3.0', '4.0', '3.1'])?.version).toBe('4.0');
    expect(severityByPreference([])).toBeNull();
  });

  test.each([
    [0, 'none'],
    [0.1, 'low'],
    [3.9, 'low'],
    [4, 'medium'],
    [6.9, 'medium'],
    [7, 'high'],
    [8.9, 'high'],
    [9, 'critical'],
    [10, 'critical'],
  ] as const)('names the score %d %s in version 3.1', (score, word) => {
    expect(severityOfScore('3.1', score)).toBe(word);
  });

  test('reads what vendors say, and hears nothing in their mistakes', () => {
    expect(['Important', 'Moderate', 'System.Object[]', 'None', null].map(severityOfVendorWord)).toEqual([
      'high',
      'medium',
      null,
      null,
      null,
    ]);
    expect(worstSeverity(['low', null, 'high'])).toBe('high');
    expect(worstSeverity([null])).toBeNull();
  });
});

describe('ssvc', () => {
  test.each([
    ['active', 'yes', 'total', 'medium', 'act'],
    ['none', 'no', 'partial', 'high', 'track'],
    ['None', 'No', 'Total', 'high', 'track*'],
    ['public poc', 'yes', 'partial', 'high', 'attend'],
    ['PoC', 'no', 'total', 'medium', 'track*'],
  ] as const)('decides %s, %s, %s, mission %s: %s', (exploitation, automatable, technicalImpact, mission, decision) => {
    expect(decideSsvc(readSsvc({ exploitation, automatable, technicalImpact }), mission)).toBe(decision);
  });

  test('decides nothing where a point is unknown', () => {
    expect(
      decideSsvc(readSsvc({ exploitation: 'active', automatable: null, technicalImpact: 'total' }), 'high'),
    ).toBeNull();
  });
});

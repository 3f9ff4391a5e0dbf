import { describe, expect, test } from 'vitest';
import type { OfficeRelease } from './knowledge.ts';
import { officeChannelOf, officeFixedBuild } from './office-releases.ts';

const RELEASES: readonly OfficeRelease[] = [
  { channel: 'monthly-enterprise', version: '2406', build: '17726.20222', released: '2024-09-10' },
  { channel: 'semi-annual-enterprise', version: '2402', build: '17328.20588', released: '2024-09-10' },
  { channel: 'monthly-enterprise', version: '2408', build: '17928.20216', released: '2024-10-08' },
  { channel: 'monthly-enterprise', version: '2407', build: '17830.20232', released: '2024-10-08' },
  { channel: 'semi-annual-enterprise', version: '2402', build: '17328.20612', released: '2024-10-08' },
  { channel: 'monthly-enterprise', version: '2408', build: '17928.20286', released: '2024-11-12' },
];

describe('the build that brings a fix', () => {
  test.each([
    ['its own line, the first release since', '17928.20148', 'monthly-enterprise', '2024-10-08', '17928.20216'],
    [
      'a line that ended before: the oldest that has it',
      '17726.20222',
      'monthly-enterprise',
      '2024-10-08',
      '17830.20232',
    ],
    ['the channel untold: those that the line came out in', '17726.20222', null, '2024-10-08', '17830.20232'],
    ['another channel has another line', '17328.20588', 'semi-annual-enterprise', '2024-10-08', '17328.20612'],
    ['nothing known since', '17928.20286', 'monthly-enterprise', '2024-12-10', null],
    ['a line that is not known, on no channel', '19999.20000', null, '2024-10-08', null],
  ] as const)('%s', (_, build, channel, since, fixed) => {
    expect(officeFixedBuild(RELEASES, build, channel, since)).toBe(fixed);
  });
});

describe('the update channel, as tools write it', () => {
  test.each([
    ['Monthly Enterprise Channel', 'monthly-enterprise'],
    ['MonthlyEnterprise', 'monthly-enterprise'],
    ['MEC', 'monthly-enterprise'],
    ['Current Channel', 'current'],
    ['Current', 'current'],
    ['Monthly', 'current'],
    ['Semi-Annual Enterprise Channel', 'semi-annual-enterprise'],
    ['SemiAnnual', 'semi-annual-enterprise'],
    ['Deferred', 'semi-annual-enterprise'],
    ['Semi-Annual Enterprise Channel (Preview)', 'semi-annual-enterprise-preview'],
    ['Semi-annual (Targeted)', 'semi-annual-enterprise-preview'],
    ['http://officecdn.microsoft.com/pr/55336b82-a18d-4dd6-b5f6-9e5095c314a6', 'monthly-enterprise'],
    ['http://officecdn.microsoft.com/pr/00000000-0000-0000-0000-000000000000', null],
    ['stable', null],
  ])('%s', (text, channel) => expect(officeChannelOf(text)).toBe(channel));
});

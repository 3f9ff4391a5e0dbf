import { describe, expect, it } from 'vitest';
import { reconcileFleet } from './reconcile-fleet.ts';
import { type ClaimParts, deviceOf, type Situation } from './testing/situation.ts';
import { smallKnowledge } from './testing/small-knowledge.ts';

const FIXES = [{ fixedVersion: '3.0.14-1~deb12u2', cves: ['CVE-2024-5535'], published: null, urgency: null }];
const KNOWLEDGE = smallKnowledge({ packages: { openssl: FIXES } });
const IT: NonNullable<Situation['it']> = {
  state: { distribution: 'debian:12' },
  claims: [
    { names: { package: 'openssl' }, installedVersion: '3.0.14-1~deb12u2', requiredVersion: '3.0.14-1~deb12u2' },
  ],
};
const check = (id: string) => ({
  tool: 'Nessus',
  id,
  name: id,
  family: null,
  published: null,
  modified: null,
  local: true,
});

/** A device on which a check reported the fix, and one that was scanned with that check alone and is silent. */
function verdictOfTheSilent(finding: ClaimParts): string | undefined {
  const reported = deviceOf({ it: IT, scans: [{ findings: [finding] }] });
  const silent = deviceOf({ it: IT, scans: [{ scope: { checks: { kind: 'ids', ids: ['1', '19506'] } } }] });
  const fleet = [
    { ...reported, deviceId: 'a' },
    { ...silent, deviceId: 'b' },
  ];
  const cells = [...reconcileFleet(fleet, KNOWLEDGE, Date.parse('2024-10-14T10:40:00Z'))].flat();
  return cells.find(({ cell }) => cell.deviceId === 'b')?.cell.verdict;
}

describe('a fleet', () => {
  it('learns from one device which check looks for a fix, so that another’s silence counts', () => {
    expect(
      verdictOfTheSilent({ names: { package: 'openssl' }, requiredVersion: '3.0.14-1~deb12u2', check: check('1') }),
    ).toBe('proven');
  });

  it('does not count the silence of a check that asks by upstream’s version', () => {
    const banner = {
      names: { application: 'OpenSSL', cves: ['CVE-2024-5535'] },
      installedVersion: '3.0.14',
      requiredVersion: '3.0.15',
    };
    expect(verdictOfTheSilent({ ...banner, check: check('1') })).toBe('unproven');
  });
});

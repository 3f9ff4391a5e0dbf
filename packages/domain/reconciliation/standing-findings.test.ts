import { describe, expect, it } from 'vitest';
import { judgeSituation, type Situation } from './testing/situation.ts';

const OLD = { names: { application: 'Google Chrome' }, installedVersion: '127.0.1', requiredVersion: '128.0.1' };
const at = (from: string) => ({ from, to: from.replace('03:00:00', '03:10:00') });
// September's list of checks: none for the fix of October.
const scope = { checks: { kind: 'ids' as const, ids: ['208303'] }, feedDate: '2024-09-10T00:00:00Z' };
const reported = { look: at('2024-09-10T03:00:00Z'), scope, findings: [OLD] };
const mended = { look: at('2024-09-17T03:00:00Z'), scope, findings: [] };
const blind = { look: { ...at('2024-10-13T03:00:00Z'), authenticated: false }, findings: [] };
const checks = { 'app:chrome@128.0.1': ['208303'], 'app:chrome@129.0.1': ['208400'] };
const missing = {
  names: { application: 'Google Chrome' },
  says: 'missing' as const,
  installedAt: null,
  installedVersion: '128.0.1',
  requiredVersion: '129.0.1',
};

function cellOf(scans: Situation['scans'] & object, situation: Situation = {}) {
  const judged = judgeSituation({ it: { claims: [missing] }, checks, scans, ...situation });
  const [{ cell } = { cell: null }] = judged;
  return { verdict: cell?.verdict, cause: cell?.cause, infosec: cell?.infosecSays };
}

describe('a finding about an older fix', () => {
  it('is over once a visit that would have repeated it did not: it says nothing of the newer fix', () => {
    expect(cellOf([reported, mended, blind])).toEqual({
      verdict: 'unproven',
      cause: 'unauthenticated-scan',
      infosec: 'not_reported',
    });
  });

  it('stands while no visit looked again well enough', () => {
    expect(cellOf([reported, blind])).toMatchObject({ verdict: 'open', infosec: 'reported' });
    const olderFeed = { ...mended, scope: { ...scope, feedDate: '2024-09-01T00:00:00Z' } };
    const otherChecks = { ...mended, scope: { checks: { kind: 'ids' as const, ids: ['1'] } } };
    const noLogin = { ...mended, look: { ...mended.look, authenticated: false } };
    const cutOff = { ...mended, look: { ...mended.look, to: null } };
    expect(cellOf([reported, cutOff, blind])).toMatchObject({ verdict: 'open', infosec: 'reported' });
    const before = { ...mended, look: at('2024-09-03T03:00:00Z') };
    for (const scan of [olderFeed, otherChecks, noLogin, before])
      expect(cellOf([reported, scan, blind])).toMatchObject({ verdict: 'open', infosec: 'reported' });
  });

  it('is no such finding where it asks for the needed fix itself', () => {
    const needed = { ...reported, findings: [{ ...OLD, requiredVersion: '129.0.1' }] };
    expect(cellOf([needed, mended, blind])).toMatchObject({ verdict: 'open', infosec: 'reported' });
  });
});

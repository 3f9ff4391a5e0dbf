import { describe, expect, it } from 'vitest';
import { judgeSituation } from './testing/situation.ts';

const LISTED = {
  names: { application: 'Google Chrome' },
  raw: '',
  installedVersion: '129.0.6668.100',
  installedAt: null,
};
const ASKED = {
  names: { application: 'Google Chrome < 131.0.1' },
  installedVersion: '129.0.6668.100',
  requiredVersion: '131.0.1',
};

describe('which fixes a device needs', () => {
  it('takes a list of installed software for no fix', () => {
    expect(judgeSituation({ it: { claims: [LISTED] } })).toEqual([]);
  });

  it('lets that list speak as soon as somebody asks for a version', () => {
    const [judged] = judgeSituation({ it: { claims: [LISTED] }, scans: [{ findings: [ASKED] }] });
    expect(judged?.cell).toMatchObject({ verdict: 'open', itSays: 'missing', infosecSays: 'reported' });
  });

  it('folds the KBs that both sides name into the newest, through several steps and cycles', () => {
    const kbs = {
      KB1: { supersededBy: ['KB2'] },
      KB2: { supersededBy: ['KB3', 'KB1'] },
      KB3: { supersededBy: ['KB4'] },
      KB4: {},
    };
    const [judged, ...others] = judgeSituation({
      it: { claims: [{ names: { kbs: ['KB4'] } }, { names: { kbs: ['KB3'] } }] },
      scans: [{ findings: [{ names: { kbs: ['KB2'] }, requiredVersion: '10.0.19041.5007' }] }],
      knowledge: { kbs },
    });
    expect(others).toEqual([]);
    expect(judged?.cell.fixId).toBe('KB4');
    expect([...(judged?.cell.folded ?? [])].sort()).toEqual(['KB2', 'KB3']);
  });

  it('does not fold into a KB that does not apply', () => {
    const cells = judgeSituation({
      it: {
        claims: [
          { names: { kbs: ['KB2'] }, says: 'not_applicable' },
          { names: { kbs: ['KB1'] }, says: 'missing' },
        ],
      },
      scans: [{ findings: [{ names: { kbs: ['KB1'] } }] }],
      knowledge: { kbs: { KB1: { supersededBy: ['KB2'] }, KB2: {} } },
    });
    expect(cells.map(({ cell }) => [cell.fixId, cell.verdict])).toEqual([['KB1', 'open']]);
  });
});

describe('what has no fix', () => {
  const linux = { state: { distribution: 'debian:12' } };
  const unfixed = {
    names: { package: 'curl' },
    installedVersion: '7.88.1-10+deb12u8',
    vendorStatus: 'will-not-fix',
  } as const;
  const fixed = {
    names: { package: 'curl' },
    installedVersion: '7.88.1-10+deb12u8',
    requiredVersion: '7.88.1-10+deb12u8',
  };
  const cellsOf = (situation: Parameters<typeof judgeSituation>[0]) =>
    judgeSituation(situation).map(({ cell }) => [cell.fixId, cell.verdict, cell.cause]);

  it('is a cell of its own beside the fix that there is, which stays proven', () => {
    expect(cellsOf({ it: { ...linux, claims: [fixed] }, scans: [{ findings: [unfixed] }] })).toEqual([
      ['curl 7.88.1-10+deb12u8', 'proven', null],
      ['curl', 'unproven', 'no-fix-available'],
    ]);
  });

  it('takes in what a list says of the product, which is no word on a fix', () => {
    const listed = { ...fixed, raw: '', requiredVersion: null };
    expect(cellsOf({ it: { ...linux, claims: [listed] }, scans: [{ findings: [unfixed] }] })).toEqual([
      ['curl', 'unproven', 'no-fix-available'],
    ]);
  });

  it('is no cell where nobody says so', () => {
    expect(cellsOf({ it: { ...linux, claims: [] }, scans: [{ findings: [{ names: { package: 'curl' } }] }] })).toEqual(
      [],
    );
  });

  it('is the product itself where its life has ended, whatever version was asked for and is in', () => {
    const python = { names: { application: 'Python' }, installedVersion: '3.7.17' };
    const scans = [{ findings: [{ ...python, vendorStatus: 'end-of-life' as const }] }];
    expect(cellsOf({ it: { claims: [{ ...python, requiredVersion: '3.7.17' }] }, scans })).toEqual([
      ['Python', 'disputed', 'end-of-life'],
    ]);
    expect(cellsOf({ it: { claims: [{ ...python, says: 'missing', requiredVersion: '3.12.7' }] }, scans })).toEqual([
      ['Python 3.12.7', 'open', null],
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { type ClaimParts, deviceOf, judgeDevice, judgeSituation } from './testing/situation.ts';

const word = (claims: readonly ClaimParts[]) => {
  const [only] = judgeSituation({ it: { claims } });
  return [only?.cell.itSays, only?.cell.verdict];
};
const row = (says: ClaimParts['says'], at: string | null = null): ClaimParts =>
  ({
    says,
    raw: String(says),
    installedAt: says === 'installed' ? at : null,
    observedAt: says === 'installed' ? null : at,
  }) as ClaimParts;
const copy = (says: ClaimParts['says'], installedVersion: string, path: string): ClaimParts =>
  ({ ...row(says), names: { application: '7-Zip' }, installedVersion, requiredVersion: '24.08', path }) as ClaimParts;

describe('several rows of one export on one fix, in either order', () => {
  test.each<[string, readonly ClaimParts[], readonly [string, string]]>([
    [
      'what speaks against the fix counts where no time tells them apart',
      [row('installed'), row('missing')],
      ['missing', 'disputed'],
    ],
    [
      'the later one counts',
      [row('installed', '2024-10-11T20:00:00Z'), row('failed', '2024-10-09T20:00:00Z')],
      ['installed', 'proven'],
    ],
    [
      'the later one counts, whatever it says',
      [row('installed', '2024-10-09T20:00:00Z'), row('missing', '2024-10-11T20:00:00Z')],
      ['missing', 'disputed'],
    ],
    [
      'one without an opinion does not count beside one with',
      [row('installed', '2024-10-11T20:00:00Z'), row('not_applicable')],
      ['installed', 'proven'],
    ],
    [
      'of two copies the old one counts',
      [copy('installed', '24.08', 'C:/a'), copy('missing', '23.01', 'C:/b')],
      ['missing', 'disputed'],
    ],
    [
      'of two copies the old one counts, though the new one came later',
      [
        { ...copy('installed', '24.08', 'C:/a'), installedAt: '2024-10-11T20:00:00Z' },
        { ...copy('missing', '23.01', 'C:/b'), observedAt: '2024-10-09T20:00:00Z' },
      ],
      ['missing', 'disputed'],
    ],
  ])('%s', (_, rows, right) => {
    expect(word(rows)).toEqual(right);
    expect(word(rows.toReversed())).toEqual(right);
  });
});

describe('a log of which not all rows tell a time', () => {
  const [first, second] = [row('installed', '2024-10-09T20:00:00Z'), row('installed', '2024-10-11T20:00:00Z')];

  test('ends with its last row', () => {
    expect(word([first, row('missing'), second])).toEqual(['installed', 'proven']);
    expect(word([first, second, row('missing')])[0]).toBe('missing');
  });

  test('ends with its first where its times fall', () => {
    expect(word([second, row('missing'), first])).toEqual(['installed', 'proven']);
    expect(word([row('missing'), second, first])[0]).toBe('missing');
  });
});

describe('an old copy that another of IT’s sources lists', () => {
  const verdictOf = (path: string | null, lastSeen: string) => {
    const device = deviceOf({
      it: {
        claims: [{ ...copy('installed', '24.08', 'C:\\Program Files\\7-Zip\\'), installedAt: '2024-10-12T20:00:00Z' }],
      },
    });
    const [record] = device.it;
    if (record === undefined) return expect.fail('no record');
    const claims = [
      { ...record.claims[0], path, installedVersion: '23.01', requiredVersion: null, installedAt: null, raw: '' },
    ];
    const other = { ...record, source: 'osquery', state: { ...record.state, lastSeen }, claims } as typeof record;
    const [only] = judgeDevice({ ...device, it: [record, other] });
    return only?.cell.cause ?? only?.cell.verdict;
  };

  test('keeps the cell from being proven where it was there after the install, at another path', () => {
    expect(verdictOf('C:\\Program Files (x86)\\7-Zip', '2024-10-14T08:00:00Z')).toBe('side-by-side-version');
    expect(verdictOf('c:/program files/7-zip', '2024-10-14T08:00:00Z')).toBe('proven');
    expect(verdictOf(null, '2024-10-14T08:00:00Z')).toBe('proven');
    expect(verdictOf('C:\\Program Files (x86)\\7-Zip', '2024-10-12T08:00:00Z')).toBe('proven');
  });
});

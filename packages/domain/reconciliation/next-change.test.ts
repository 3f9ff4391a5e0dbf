import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeOf, judgeSituation, type Situation } from './testing/situation.ts';

const ends = {
  python: { '3.7': '2024-10-20', '3.12': '2028-10-31' },
  debian: { 12: '2024-11-02' },
  windows: { '10-22H2': '2025-10-14' },
};
const python = { names: { application: 'Python' }, installedVersion: '3.7.9', requiredVersion: '3.12.4' };

/** What is judged of a device at a time: all but the sentences. */
function judgedAt(situation: Situation, at: number): readonly unknown[] {
  return judgeSituation({ ...situation, now: new Date(at).toISOString() }).map(({ cell }) => cell);
}

describe('when time alone changes something', () => {
  it.each<[string, Situation, string, string | null, string | null]>([
    [
      'the day after the life of a version line ends',
      { it: { claims: [] }, scans: [{ findings: [python] }], baseline: [], knowledge: { ends } },
      '2024-10-21T00:00:00.000Z',
      'not-approved',
      'end-of-life',
    ],
    [
      'the day after the life of the system ends',
      {
        it: { claims: [], state: { distribution: 'debian:12' }, staleDays: 90 },
        scans: [{ findings: [{ names: { cves: ['CVE-2024-1'] } }] }],
        baseline: [],
        knowledge: { ends },
      },
      '2024-11-03T00:00:00.000Z',
      'not-approved',
      'end-of-life',
    ],
    [
      '90 days after the last flap',
      {
        flaps: [{ key: 'kb:KB5044273', changes: 2, lastAt: '2024-07-20T09:00:00Z' }],
        scans: [{ findings: [{}] }],
      },
      '2024-10-18T09:00:00.000Z',
      'flapping-patch',
      'unexplained',
    ],
  ])('knows %s', (_title, situation, at, before, after) => {
    expect(new Date(changeOf(situation) ?? 0).toISOString()).toBe(at);
    const causeAt = (now: number) =>
      judgeSituation({ ...situation, now: new Date(now).toISOString() })[0]?.cell.cause ?? null;
    expect([causeAt(Date.parse(at) - 1), causeAt(Date.parse(at))]).toEqual([before, after]);
  });

  it('asks nothing of a system whose findings are all of KBs', () => {
    const windows = { it: { state: { lastSeen: null } }, scans: [{ findings: [{}] }], knowledge: { ends } };
    expect(changeOf(windows)).toBeNull();
  });

  it('changes nothing before the time that it names', () => {
    fc.assert(
      fc.property(situations, fc.double({ min: 0, max: 1, noNaN: true }), (situation, share) => {
        const now = Date.parse(situation.now ?? '');
        const next = changeOf(situation) ?? now + 400 * DAY_MS;
        const between = now + Math.floor((next - 1 - now) * share);
        expect(judgedAt(situation, between)).toEqual(judgedAt(situation, now));
      }),
    );
  });
});

const DAY_MS = 86_400_000;
const time = fc
  .integer({ min: 0, max: 130 })
  .map((day) => new Date(Date.parse('2024-07-01T06:00:00Z') + day * DAY_MS).toISOString());
const finding = fc.constantFrom({}, python, { names: { cves: ['CVE-2024-1'] } });
const situations: fc.Arbitrary<Situation & { readonly now: string }> = fc.record({
  now: time,
  it: fc.record({
    claims: fc.constantFrom([], [{}]),
    state: fc.record({ lastSeen: fc.option(time, { nil: null }), distribution: fc.constantFrom('debian:12', null) }),
  }),
  scans: fc.array(fc.record({ findings: fc.array(finding, { maxLength: 2 }) }), { maxLength: 2 }),
  flaps: fc.array(fc.record({ key: fc.constant('kb:KB5044273'), changes: fc.constant(2), lastAt: time }), {
    maxLength: 2,
  }),
  knowledge: fc.constant({ ends }),
});

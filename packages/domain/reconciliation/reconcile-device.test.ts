import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BRIDGE_PARTS, partsOf } from './bridge.ts';
import type { Cell } from './cell.ts';
import { Tally } from './tally.ts';
import { judgeSituation, type Situation } from './testing/situation.ts';

const time = fc
  .integer({ min: 0, max: 40 * 24 })
  .map((hour) => new Date(Date.parse('2024-09-05T00:00:00Z') + hour * 3_600_000).toISOString());
const kb = fc.constantFrom('KB5044273', 'KB5043064', 'KB5041580');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const claim = fc.record({
  names: fc.record({ kbs: kb.map((id) => [id]) }),
  says: fc.constantFrom(
    'installed' as const,
    'installed' as const,
    'missing' as const,
    'failed' as const,
    'unknown' as const,
    'not_applicable' as const,
  ),
  installedAt: maybe(time),
  approved: maybe(fc.boolean()),
});

const scan = fc.record({
  look: fc.record({ from: time, to: fc.constant(null), authenticated: maybe(fc.boolean()), reached: fc.boolean() }),
  scope: fc.record({
    checks: fc.constantFrom(
      { kind: 'all' as const },
      { kind: 'ids' as const, ids: ['208303'] },
      { kind: 'ids' as const, ids: ['1'] },
    ),
    familiesOff: fc.constantFrom([] as string[], ['Windows : Microsoft Bulletins']),
    feedDate: maybe(time),
  }),
  findings: fc.array(fc.record({ names: fc.record({ kbs: kb.map((id) => [id]) }), observedAt: maybe(time) }), {
    maxLength: 3,
  }),
});

const situation: fc.Arbitrary<Situation> = fc.record({
  it: fc.option(
    fc.record({
      state: fc.record({
        lastSeen: maybe(time),
        lastBoot: maybe(time),
        rebootPending: maybe(fc.boolean()),
        osBuild: maybe(fc.constantFrom('19045.5011', '19045.4780')),
      }),
      claims: fc.uniqueArray(claim, { maxLength: 3, selector: (item) => item.names.kbs[0] }),
    }),
    { nil: null },
  ),
  scans: fc.uniqueArray(scan, { maxLength: 3, selector: (item) => item.look.from }),
  knowledge: fc.constantFrom(
    {},
    { kbs: { KB5043064: { supersededBy: ['KB5044273'], build: '10.0.19045.4894', published: '2024-09-10' } } },
  ),
});

function judgedCells(given: Situation): readonly Cell[] {
  return judgeSituation(given).map(({ cell }) => cell);
}

describe('reconciling a device', () => {
  it('sums the bridge exactly from IT’s number over agreed to InfoSec’s', () => {
    fc.assert(
      fc.property(fc.array(situation, { maxLength: 12 }), (fleet) => {
        const tally = new Tally();
        fleet.forEach((given, index) => {
          for (const cell of judgedCells(given)) tally.add({ ...cell, deviceId: String(index) });
        });
        const { it: itSays, agreed, infosec, steps } = tally.bridge();
        let at = itSays;
        for (const part of BRIDGE_PARTS) {
          for (const step of steps.filter((candidate) => candidate.part === part)) {
            expect(step.from).toEqual(at);
            at = step.to;
          }
          if (part === 'it-not-proven') expect(at).toEqual(agreed);
        }
        expect(at).toEqual(infosec);
        expect(steps.map((step) => BRIDGE_PARTS.indexOf(step.part))).toEqual(
          steps.map((step) => BRIDGE_PARTS.indexOf(step.part)).sort(),
        );
      }),
    );
  });

  it('gives the same cells again, and whatever the order in which the evidence arrived', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const once = judgedCells(given);
        expect(judgedCells(given)).toEqual(once);
        const turned = judgedCells({ ...given, scans: [...(given.scans ?? [])].reverse() });
        expect(byFix(turned)).toEqual(byFix(once));
      }),
    );
  });

  it('names a cause for what is disputed or unproven, and for nothing else', () => {
    fc.assert(
      fc.property(situation, (given) => {
        for (const cell of judgedCells(given)) {
          expect(cell.cause !== null).toBe(cell.verdict === 'disputed' || cell.verdict === 'unproven');
          if (cell.verdict === 'proven' || cell.verdict === 'open') expect(partsOf(cell)).toEqual([]);
          if (cell.cause === 'unexplained') expect(cell.also).toEqual([]);
        }
      }),
    );
  });

  it('calls nothing proven that a scan reports, that IT does not call installed, or that nobody looked at logged in', () => {
    fc.assert(
      fc.property(situation, (given) => {
        for (const cell of judgedCells(given).filter(({ verdict }) => verdict === 'proven')) {
          expect(cell.itSays).toBe('installed');
          expect(cell.infosecSays).toBe('not_reported');
          const kb = given.it?.claims?.find((item) => item.names?.kbs?.[0] === cell.fixId);
          const after = (given.scans ?? []).filter(
            ({ look }) =>
              look?.reached &&
              look.authenticated !== false &&
              (!kb?.installedAt || Date.parse(look.from ?? '') >= Date.parse(kb.installedAt)),
          );
          expect(after.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('never loses a fix that either side names, unless a newer one replaces it or it does not apply', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const cells = judgedCells(given);
        const kept = new Set(cells.flatMap((cell) => [cell.fixId, ...cell.folded]));
        for (const item of given.it?.claims ?? []) {
          if (item.says !== 'not_applicable') expect(kept).toContain(item.names?.kbs?.[0]);
        }
        for (const finding of (given.scans ?? []).flatMap((one) => one.findings ?? []))
          expect(kept).toContain(finding.names?.kbs?.[0]);
      }),
    );
  });
});

function byFix(cells: readonly Cell[]): readonly Cell[] {
  return [...cells].sort((a, b) => (a.fixId < b.fixId ? -1 : 1));
}

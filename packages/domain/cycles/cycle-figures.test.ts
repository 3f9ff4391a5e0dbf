import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VERDICTS, type Verdict } from '../reconciliation/verdict.ts';
import { breachesByLeg } from './breach-legs.ts';
import { causeChanges } from './cause-changes.ts';
import { changeBridge } from './change-bridge.ts';
import { cellsLeft, fixProgress } from './fix-progress.ts';
import { type CellMoves, frozenNow, lateAdditions } from './frozen-scope.ts';
import { type ActionPromise, isKept, promiseProblems } from './promise.ts';

/** One cell at both ends of a cycle; null: not required there. Devices from 100 on came later, fixes from 100 on too. */
const lifetime = fc.record({
  device: fc.constantFrom(1, 2, 100),
  fixId: fc.constantFrom(1, 2, 100),
  before: fc.option(fc.constantFrom(...VERDICTS)),
  after: fc.option(fc.constantFrom(...VERDICTS)),
});
type Lifetime = {
  readonly device: number;
  readonly fixId: number;
  readonly before: Verdict | null;
  readonly after: Verdict | null;
};

/** What is new was required nowhere before. */
const fleet = fc
  .array(lifetime, { maxLength: 60 })
  .map((cells) =>
    cells.map((cell): Lifetime => (cell.device < 100 && cell.fixId < 100 ? cell : { ...cell, before: null })),
  );

function movesOf(cells: readonly Lifetime[]): readonly CellMoves[] {
  return cells
    .filter(({ before, after }) => before !== after)
    .map(({ device, fixId, before, after }) => ({
      fixId,
      newDevice: device >= 100,
      newFix: fixId >= 100,
      before,
      after,
      cells: 1,
    }));
}

function count(cells: readonly Lifetime[], test: (cell: Lifetime) => boolean): number {
  return cells.filter(test).length;
}

function verdictsOf(cells: readonly Lifetime[], side: 'before' | 'after'): Record<Verdict, number> {
  const sums = { disputed: 0, unproven: 0, open: 0, proven: 0, excepted: 0 };
  for (const cell of cells) {
    const verdict = cell[side];
    if (verdict !== null) sums[verdict] += 1;
  }
  return sums;
}

const agreedOf = (cells: readonly Lifetime[], side: 'before' | 'after') => ({
  numerator: verdictsOf(cells, side).proven,
  denominator: count(cells, (cell) => cell[side] !== null),
});

describe('the laws of a cycle', () => {
  test('the change sums exactly: each step begins where the one before ended, the last one at agreed of the end', () => {
    fc.assert(
      fc.property(fleet, (cells) => {
        let at = agreedOf(cells, 'before');
        for (const { from, to, cells: moved } of changeBridge(at, movesOf(cells))) {
          expect(from).toEqual(at);
          expect(moved).toBeGreaterThan(0);
          expect(to.numerator).toBeGreaterThanOrEqual(0);
          at = { ...to };
        }
        expect(at).toEqual(agreedOf(cells, 'after'));
      }),
    );
  });

  test('what was frozen stays whole: its cells of now and those that are gone sum to it, whatever came late', () => {
    fc.assert(
      fc.property(fleet, (cells) => {
        const frozen = cells.filter(({ before }) => before !== null);
        const start = { devices: 2, fixes: 2, verdicts: verdictsOf(cells, 'before') };
        const seen = frozenNow(start, movesOf(cells));
        expect(seen.now).toEqual(verdictsOf(frozen, 'after'));
        expect(seen.gone + Object.values(seen.now).reduce((sum, one) => sum + one, 0)).toBe(seen.cells);
        const late = lateAdditions(1, movesOf(cells));
        const came = cells.filter(({ before, after }) => before === null && after !== null);
        expect(late.now).toEqual(verdictsOf(came, 'after'));
        expect(late.onNewDevices + late.byNewFixes + late.byKnownFixes).toBe(late.cells);
        expect(late.onNewDevices).toBe(count(came, ({ device }) => device >= 100));
      }),
    );
  });

  test('the fixes sum to the whole', () => {
    fc.assert(
      fc.property(fleet, (cells) => {
        const frozenFixes = [1, 2].map((fixId) => {
          const own = cells.filter((cell) => cell.fixId === fixId);
          const { proven, excepted } = verdictsOf(own, 'before');
          return { fixId, required: count(own, ({ before }) => before !== null), proven, excepted };
        });
        const fixes = fixProgress(frozenFixes, movesOf(cells));
        const sum = (of: (fix: (typeof fixes)[number]) => number) => fixes.reduce((all, fix) => all + of(fix), 0);
        const left = cells.filter(({ before, after }) => before !== null && after !== null);
        expect(sum(cellsLeft)).toBe(count(left, ({ after }) => after !== 'proven' && after !== 'excepted'));
        expect(sum(({ proven, lateProven }) => proven + lateProven)).toBe(agreedOf(cells, 'after').numerator);
        expect(sum(({ late }) => late)).toBe(count(cells, ({ before, after }) => before === null && after !== null));
      }),
    );
  });
});

test('the steps of the change are told apart by what a cell was, by what it is, and by what brought it', () => {
  const move = (change: Partial<CellMoves>): CellMoves => ({
    fixId: 1,
    newDevice: false,
    newFix: false,
    before: null,
    after: 'proven',
    cells: 10,
    ...change,
  });
  const steps = changeBridge({ numerator: 50, denominator: 100 }, [
    move({ before: 'open' }),
    move({ before: 'disputed', cells: 5 }),
    move({ before: 'proven', after: 'open', cells: 3 }),
    move({ before: 'proven', after: null, cells: 2 }),
    move({ before: 'open', after: null, cells: 1 }),
    move({ newFix: true, after: 'open', cells: 20 }),
    move({ newDevice: true, newFix: true, cells: 4 }),
    move({ after: 'unproven', cells: 6 }),
    // Neither counts as proven, before or after.
    move({ before: 'open', after: 'unproven', cells: 7 }),
  ]);
  expect(steps.map(({ kind, verdict, cells, proven }) => [kind, verdict, cells, proven])).toEqual([
    ['proven', 'disputed', 5, 5],
    ['proven', 'open', 10, 10],
    ['proof-lost', 'open', 3, 0],
    ['gone', null, 3, 2],
    ['late-device', null, 4, 4],
    ['late-fix', null, 20, 0],
    ['late-cell', null, 6, 0],
  ]);
  expect(steps.at(-1)?.to).toEqual({ numerator: 64, denominator: 127 });
});

test('causes that grew come first, unexplained last and though there are none', () => {
  const count = (cause: 'stale-scan' | 'pending-reboot' | 'unexplained', cells: number) => ({
    cause,
    cells,
    devices: 1,
  });
  expect(
    causeChanges(
      [count('stale-scan', 10), count('unexplained', 1)],
      [count('stale-scan', 4), count('pending-reboot', 7), count('unexplained', 90)],
    ).map(({ cause, before, after }) => [cause, before, after]),
  ).toEqual([
    ['pending-reboot', 0, 7],
    ['stale-scan', 10, 4],
    ['unexplained', 1, 90],
  ]);
  expect(causeChanges([], [])).toEqual([{ cause: 'unexplained', before: 0, after: 0, devices: 0 }]);
});

test('breaches are put down to the leg that spent the most, none of them to nobody', () => {
  const spent = (leg: string, team: 'it' | 'infosec', minutes: number) => ({ longest: { leg, team, minutes } });
  expect(
    breachesByLeg([
      spent('deploy', 'it', 10),
      spent('verify', 'infosec', 25),
      spent('deploy', 'it', 5),
      { longest: null },
    ]),
  ).toEqual([
    { leg: 'verify', team: 'infosec', breaches: 1, minutes: 25 },
    { leg: 'deploy', team: 'it', breaches: 2, minutes: 15 },
  ]);
});

describe('a promise', () => {
  const promise = (change: Partial<ActionPromise>): ActionPromise => ({
    measure: 'cause-cells',
    target: 500,
    cause: 'stale-scan',
    ...change,
  });

  test.each([
    [promise({}), { kind: 'number', number: 500 }, true],
    [promise({}), { kind: 'number', number: 501 }, false],
    [
      promise({ measure: 'agreed', target: 92, cause: null }),
      { kind: 'share', share: { numerator: 91_999, denominator: 100_000 } },
      false,
    ],
    [
      promise({ measure: 'verified-on-time', target: 90, cause: null }),
      { kind: 'share', share: { numerator: 0, denominator: 0 } },
      null,
    ],
  ] as const)('%j with %j is kept: %s', (made, figure, kept) => {
    expect(isKept(made, figure)).toBe(kept);
  });

  test('that makes no sense is refused with why', () => {
    expect(promiseProblems(promise({}))).toEqual([]);
    expect(promiseProblems(promise({ cause: null }))).toEqual(['name the cause whose cells are counted']);
    expect(promiseProblems(promise({ measure: 'agreed', target: 101 }))).toEqual([
      'Agreed: 101 is more than 100 per cent',
      'Agreed is not of one cause',
    ]);
    expect(promiseProblems(promise({ measure: 'breaches', target: 0.5, cause: null }))).toEqual([
      'Missed deadlines: 0.5 is no whole number',
    ]);
  });
});

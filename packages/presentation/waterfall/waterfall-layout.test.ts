import { BRIDGE_PARTS } from '@baton/domain/reconciliation/bridge.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fraction } from '../formats.ts';
import { foldSteps, type Step } from './fold-steps.ts';
import { axisBase, BASELINE_Y, barRoom, layOutWaterfall } from './waterfall-layout.ts';

type Count = Pick<Step, 'part' | 'cause' | 'owner' | 'cells'>;

/** Steps chained from IT's number as the server does it. */
function chain(it: Fraction, counts: readonly Count[]): Step[] {
  let at = it;
  return BRIDGE_PARTS.flatMap((part) =>
    counts
      .filter((count) => count.part === part)
      .map((count) => {
        const to = {
          numerator:
            at.numerator + (part === 'it-not-proven' ? -count.cells : part === 'infosec-not-proven' ? count.cells : 0),
          denominator:
            at.denominator +
            (part === 'it-not-counted' ? count.cells : part === 'infosec-not-scanned' ? -count.cells : 0),
        };
        const step = { ...count, label: count.cause, summary: '', nextAction: '', devices: 1, from: at, to };
        at = to;
        return step;
      }),
  );
}

const it0: Fraction = { numerator: 43_735, denominator: 46_378 };
const counts: Count[] = [
  { part: 'it-not-counted', cause: 'not-in-it-inventory', owner: 'it', cells: 1133 },
  { part: 'it-not-counted', cause: 'unknown-dropped', owner: 'it', cells: 1050 },
  ...[1602, 1214, 820, 434, 432, 265, 104, 97, 107, 61, 58].map(
    (cells, index): Count => ({
      part: 'it-not-proven',
      cause: `cause-${index}`,
      owner: index % 2 === 0 ? 'infosec' : 'it',
      cells,
    }),
  ),
  { part: 'it-not-proven', cause: 'unexplained', owner: 'both', cells: 21 },
  ...[1005, 554, 405, 391, 100, 50, 32].map(
    (cells, index): Count => ({
      part: 'infosec-not-proven',
      cause: `cause-${index}`,
      owner: index % 2 === 0 ? 'infosec' : 'it',
      cells,
    }),
  ),
  { part: 'infosec-not-proven', cause: 'unexplained', owner: 'both', cells: 13 },
  { part: 'infosec-not-scanned', cause: 'not-in-infosec-scope', owner: 'infosec', cells: 1817 },
];

const anyCounts = fc
  .uniqueArray(
    fc.record({
      part: fc.constantFrom(...BRIDGE_PARTS),
      cause: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'unexplained'),
      cells: fc.integer({ min: 1, max: 500 }),
    }),
    { selector: (count) => `${count.part} ${count.cause}`, maxLength: 28 },
  )
  .map((list) =>
    list.map(
      (count): Count => ({
        ...count,
        owner: count.cause === 'unexplained' ? 'both' : count.cause < 'd' ? 'it' : 'infosec',
      }),
    ),
  );

describe('the folding of a bridge', () => {
  it('chains every bar to the one before, so that the bars end exactly where the steps end, whatever is folded', () => {
    fc.assert(
      fc.property(anyCounts, fc.integer({ min: 1, max: 20 }), (list, room) => {
        const steps = chain({ numerator: 20_000, denominator: 30_000 }, list);
        const bars = foldSteps({ numerator: 20_000, denominator: 30_000 }, steps, room, new Set());
        let at: Fraction = { numerator: 20_000, denominator: 30_000 };
        for (const bar of bars) {
          expect(bar.from).toEqual(at);
          at = bar.to;
        }
        expect(at).toEqual(steps.at(-1)?.to ?? at);
        const causesShown = bars.reduce((sum, bar) => sum + bar.causes.length, 0);
        expect(causesShown).toBe(steps.length);
      }),
    );
  });

  it('never folds unexplained and always shows it last in its part', () => {
    fc.assert(
      fc.property(anyCounts, fc.integer({ min: 1, max: 20 }), (list, room) => {
        const bars = foldSteps(it0, chain(it0, list), room, new Set());
        for (const part of BRIDGE_PARTS) {
          const own = bars.filter((bar) => bar.part === part);
          own.forEach((bar, index) => {
            if (!bar.causes.some((step) => step.cause === 'unexplained')) return;
            expect(bar.causes).toHaveLength(1);
            expect(index).toBe(own.length - 1);
          });
        }
      }),
    );
  });

  it('folds the smallest causes of one owner in one part, and only as many as it needs', () => {
    const steps = chain(it0, counts);
    const bars = foldSteps(it0, steps, 17, new Set());
    expect(bars).toHaveLength(17);
    for (const folded of bars.filter((bar) => bar.causes.length > 1)) {
      expect(new Set(folded.causes.map((step) => `${step.part} ${step.owner}`)).size).toBe(1);
    }
    expect(bars.find((bar) => bar.causes[0]?.cells === 1602)?.causes).toHaveLength(1);
  });

  it('shows every cause of a fold that has been opened', () => {
    const steps = chain(it0, counts);
    const folded = foldSteps(it0, steps, 17, new Set()).find((bar) => bar.causes.length > 1);
    expect(folded).toBeDefined();
    const open = foldSteps(it0, steps, 17, new Set([folded?.key ?? '']));
    expect(open.some((bar) => bar.key === folded?.key)).toBe(false);
    expect(open).toHaveLength(17 - 1 + (folded?.causes.length ?? 0));
  });

  it('puts the larger cause first within a part', () => {
    const bars = foldSteps(it0, chain(it0, [...counts].reverse()), 40, new Set());
    const cells = bars.filter((bar) => bar.part === 'it-not-proven').map((bar) => bar.cells);
    expect(cells.slice(0, -1)).toEqual([...cells.slice(0, -1)].sort((a, b) => b - a));
  });
});

describe('the axis of a bridge', () => {
  it.each([
    ['the ten below agreed, at most 70', 79.32, 79.32, 94.3, 70],
    ['never above 70', 96, 96, 99, 70],
    ['lower where the lowest total would keep less than a tenth of the height', 62.41, 62.41, 91.59, 50],
    ['not cut where agreed is near nothing', 4, 4, 90, 0],
    ['at nothing where nothing is proven', 0, 0, 100, 0],
  ])('starts at %s', (_, agreed, lowest, highest, base) => {
    expect(axisBase(agreed, lowest, highest)).toBe(base);
  });
});

describe('the layout of a bridge', () => {
  const bridge = {
    it: it0,
    agreed: { numerator: 38_520, denominator: 48_561 },
    infosec: { numerator: 41_070, denominator: 46_744 },
  };

  it('has room for seventeen bars at 1200 px', () => {
    expect(barRoom(1200)).toBe(17);
    expect(barRoom(900)).toBe(12);
  });

  it('draws every step at least 2 px high, between the axis and the top', () => {
    const layout = layOutWaterfall({ ...bridge, steps: chain(it0, counts) }, 1204, new Set());
    for (const box of layout.bars) {
      expect(box.height).toBeGreaterThanOrEqual(2);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.y + box.height).toBeLessThanOrEqual(BASELINE_Y + 2);
    }
    expect(layout.base).toBe(70);
  });

  it('gives each of the four parts its bracket with the sum of its cells', () => {
    const layout = layOutWaterfall({ ...bridge, steps: chain(it0, counts) }, 1204, new Set());
    expect(layout.brackets.map((bracket) => bracket.cells)).toEqual([2183, 5215, 2550, 1817]);
  });

  it('keeps the words over neighbouring brackets apart where the chart is narrow', () => {
    const layout = layOutWaterfall({ ...bridge, steps: chain(it0, counts) }, 850, new Set());
    const places = layout.brackets.map((bracket) => bracket.textX);
    // Half of "IT does not count" and half of "IT counts as installed, not proven", and so on: 132, 214, 226 and 108 px wide.
    expect((places[1] ?? 0) - (places[0] ?? 0)).toBeGreaterThanOrEqual(173);
    expect((places[2] ?? 0) - (places[1] ?? 0)).toBeGreaterThanOrEqual(220);
    expect((places[3] ?? 0) - (places[2] ?? 0)).toBeGreaterThanOrEqual(167);
    expect((places[3] ?? 0) + 54).toBeLessThanOrEqual(850);
  });

  it('lifts the points of a fall that ends at the axis above its bar, away from the labels', () => {
    const nothing = { numerator: 0, denominator: 6 };
    const steps = chain({ numerator: 4, denominator: 6 }, [
      { part: 'it-not-proven', cause: 'stale-scan', owner: 'infosec', cells: 4 },
    ]);
    const layout = layOutWaterfall(
      { it: { numerator: 4, denominator: 6 }, agreed: nothing, infosec: nothing, steps },
      1204,
      new Set(),
    );
    expect(layout.bars[0]?.pointsY).toBeLessThan(layout.bars[0]?.y ?? 0);
  });

  const start = { numerator: 20_000_000, denominator: 30_000_000 };
  const alike = (cells: number) =>
    Array.from(
      { length: 20 },
      (_, index): Count => ({
        part: 'it-not-proven',
        cause: `cause-${index}`,
        owner: 'infosec',
        cells,
      }),
    );
  it.each([
    ['of single causes', counts.map((count) => ({ ...count, cells: count.cells * 900 }))],
    ['of folds, whose causes have six', alike(540_000)],
  ])('keeps counts of seven digits apart, %s, and the three totals their room', (_, large) => {
    const steps = chain(start, large);
    for (const width of [1190, 1020, 850]) {
      const layout = layOutWaterfall({ it: start, agreed: start, infosec: start, steps }, width, new Set());
      expect(layout.width).toBeLessThanOrEqual(width);
      expect(Math.max(...layout.bars.map((box) => box.bar.cells))).toBeGreaterThan(999_999);
      // "1,441,800" is 54 px wide in 11 px figures.
      for (const box of layout.bars) expect(box.slot.width).toBeGreaterThanOrEqual(54 + 4);
      for (const total of layout.totals) expect(total.width).toBeGreaterThanOrEqual(50);
    }
  });

  it('has marks on its axis where all lies within a few points', () => {
    const near = (numerator: number): Fraction => ({ numerator, denominator: 1000 });
    const layout = layOutWaterfall(
      { it: near(932), agreed: near(930), infosec: near(931), steps: [] },
      1200,
      new Set(),
    );
    expect(layout.ticks.length).toBeGreaterThanOrEqual(3);
  });

  it('keeps every box inside the picture', () => {
    const layout = layOutWaterfall({ ...bridge, steps: chain(it0, counts) }, 1204, new Set());
    for (const box of [...layout.totals, ...layout.bars]) {
      expect(box.x).toBeGreaterThanOrEqual(40);
      expect(box.x + box.width).toBeLessThanOrEqual(layout.width);
    }
  });

  it('draws a bridge without any step, and one without any cell', () => {
    const nothing = { numerator: 0, denominator: 0 };
    expect(
      layOutWaterfall({ it: nothing, agreed: nothing, infosec: nothing, steps: [] }, 1200, new Set()).bars,
    ).toEqual([]);
    expect(layOutWaterfall({ it: it0, agreed: it0, infosec: it0, steps: [] }, 1200, new Set()).totals).toHaveLength(3);
  });
});

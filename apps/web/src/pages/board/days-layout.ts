import type { TrendDay } from '@baton/contract/board.ts';
import { percentOf } from '@baton/presentation/formats.ts';

/** The lines of cells under the line of agreed, in the order of their legend. */
export const CELL_LINES = ['disputed', 'unproven', 'unexplained', 'open'] as const;
export type CellLine = (typeof CELL_LINES)[number];

interface Tick {
  readonly y: number;
  readonly value: number;
}

export interface DaysLayout {
  /** Middle and hit area of each day. */
  readonly days: readonly {
    readonly day: TrendDay;
    readonly x: number;
    readonly left: number;
    readonly width: number;
  }[];
  readonly agreed: string;
  readonly agreedTicks: readonly Tick[];
  readonly cells: Readonly<Record<CellLine, string>>;
  readonly cellTicks: readonly Tick[];
  /** Days that stand under the chart. */
  readonly labels: readonly { readonly x: number; readonly day: string }[];
}

export const LEFT = 64;
const RIGHT = 12;
/** Agreed above, cells below, each with an axis of its own. */
export const AGREED = { top: 12, bottom: 116 } as const;
export const CELLS = { top: 152, bottom: 256 } as const;
const LABEL_WIDTH = 78;

/** Places the days of a trend: agreed in per cent above, the cells that are not agreed below. */
export function layOutDays(days: readonly TrendDay[], width: number): DaysLayout {
  const slot = (width - LEFT - RIGHT) / Math.max(1, days.length);
  const placed = days.map((day, index) => ({
    day,
    left: LEFT + index * slot,
    width: slot,
    x: LEFT + (index + 0.5) * slot,
  }));
  const shares = days.map((day) => percentOf(day.agreed) ?? 0);
  const low = Math.min(...shares, 100);
  const high = Math.max(...shares, 0);
  const shareAxis = axis(low, Math.max(high, low + 1), AGREED);
  const most = Math.max(1, ...days.flatMap((day) => CELL_LINES.map((line) => day[line])));
  const cellAxis = axis(0, most, CELLS);
  const line = (values: readonly number[], y: (value: number) => number): string =>
    placed.map(({ x }, index) => `${x.toFixed(1)},${y(values[index] ?? 0).toFixed(1)}`).join(' ');
  const cellLine = (name: CellLine): string =>
    line(
      days.map((day) => day[name]),
      cellAxis.y,
    );
  return {
    days: placed,
    agreed: line(shares, shareAxis.y),
    agreedTicks: shareAxis.ticks,
    cells: {
      disputed: cellLine('disputed'),
      unproven: cellLine('unproven'),
      unexplained: cellLine('unexplained'),
      open: cellLine('open'),
    },
    cellTicks: cellAxis.ticks,
    labels: placed
      .filter((_, index) => index % Math.max(1, Math.ceil(LABEL_WIDTH / slot)) === 0)
      .map(({ x, day }) => ({ x, day: day.day })),
  };
}

/** An axis from a round number below `low` to a round number above `high`, with two to five marks. */
function axis(
  low: number,
  high: number,
  place: { readonly top: number; readonly bottom: number },
): { readonly y: (value: number) => number; readonly ticks: readonly Tick[] } {
  const step = roundStep((high - low) / 3);
  const from = Math.floor(low / step) * step;
  const to = Math.ceil(high / step) * step;
  const y = (value: number): number => place.bottom - ((value - from) / (to - from)) * (place.bottom - place.top);
  const count = Math.round((to - from) / step);
  const ticks = Array.from({ length: count + 1 }, (_, index) => from + index * step);
  return { y, ticks: ticks.map((value) => ({ value, y: y(value) })) };
}

/** 1, 2, 5, 10, 20, 50 …: the next at least as large. Marks are whole numbers. */
function roundStep(least: number): number {
  const ten = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return [1, 2, 5, 10].map((factor) => factor * ten).find((step) => step >= least) ?? 10 * ten;
}

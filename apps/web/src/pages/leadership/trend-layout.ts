import { type Fraction, tenthsOf } from '@baton/presentation/formats.ts';

/** Px; `afterRight` has room for "73.5 today". */
export const TREND = { height: 232, left: 34, top: 22, bottom: 206, afterRight: 96 } as const;
/** Px that a label under the chart needs: "13 Sep". */
const LABEL_ROOM = 46;

interface PlacedPoint {
  readonly day: string;
  readonly x: number;
  readonly y: number;
  /** Per cent with one decimal. */
  readonly value: number;
}

export interface LeadershipTrend {
  /** Where the plot ends, px. */
  readonly right: number;
  /** Ends of past periods; `isTold` has its label below: where they stand close, not each has, the last one always. */
  readonly past: readonly (PlacedPoint & { readonly isTold: boolean })[];
  readonly today: PlacedPoint | null;
  readonly ticks: readonly { readonly value: number; readonly y: number }[];
  readonly goalY: number | null;
  /** The axis begins above zero, and shows it. */
  readonly isCut: boolean;
}

/** Places the trend in a width in px: the axis holds all points and the goal, in steps that are read at a glance. */
export function layOutLeadershipTrend(
  points: readonly { readonly day: string; readonly agreed: Fraction }[],
  goal: number | null,
  width: number,
): LeadershipTrend {
  const known = points.flatMap(({ day, agreed }) => {
    const value = tenthsOf(agreed);
    return value === null ? [] : [{ day, value }];
  });
  const values = [...known.map(({ value }) => value), ...(goal === null ? [] : [goal])];
  const [low, high] = values.length === 0 ? [0, 100] : [Math.min(...values), Math.max(...values)];
  const step = [1, 2, 5, 10, 20, 25].find((each) => (high - low) / each <= 4) ?? 25;
  const bottom = Math.max(0, Math.floor((low - step / 4) / step) * step);
  const top = Math.min(100, Math.max(bottom + step, Math.ceil(high / step) * step));
  const y = (value: number): number => TREND.bottom - ((value - bottom) / (top - bottom)) * (TREND.bottom - TREND.top);
  const right = width - TREND.afterRight;
  const apart = (right - TREND.left - 26) / Math.max(1, known.length - 1);
  const told = Math.max(1, Math.ceil(LABEL_ROOM / apart));
  const placed = known.map(({ day, value }, at) => ({ day, value, x: TREND.left + 18 + at * apart, y: y(value) }));
  const past = placed.slice(0, -1);
  return {
    right,
    past: past.map((point, at) => ({ ...point, isTold: (past.length - 1 - at) % told === 0 })),
    today: placed.at(-1) ?? null,
    ticks: Array.from({ length: Math.floor((top - bottom) / step) + 1 }, (_, at) => bottom + at * step).map(
      (value) => ({
        value,
        y: y(value),
      }),
    ),
    goalY: goal === null ? null : y(goal),
    isCut: bottom > 0,
  };
}

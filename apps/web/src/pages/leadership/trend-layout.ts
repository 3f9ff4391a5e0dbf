import { type Fraction, tenthsOf } from '@baton/presentation/formats.ts';

export const TREND = { width: 790, height: 232, left: 34, right: 694, top: 22, bottom: 206 } as const;

interface PlacedPoint {
  readonly day: string;
  readonly x: number;
  readonly y: number;
  /** Per cent with one decimal. */
  readonly value: number;
}

export interface LeadershipTrend {
  /** Ends of past periods. */
  readonly past: readonly PlacedPoint[];
  readonly today: PlacedPoint | null;
  readonly ticks: readonly { readonly value: number; readonly y: number }[];
  readonly goalY: number | null;
  /** The axis begins above zero, and shows it. */
  readonly isCut: boolean;
}

/** Places the trend: the axis holds all points and the goal, in steps that are read at a glance. */
export function layOutLeadershipTrend(
  points: readonly { readonly day: string; readonly agreed: Fraction }[],
  goal: number | null,
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
  const apart = (TREND.right - TREND.left - 26) / Math.max(1, known.length - 1);
  const placed = known.map(({ day, value }, at) => ({ day, value, x: TREND.left + 18 + at * apart, y: y(value) }));
  return {
    past: placed.slice(0, -1),
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

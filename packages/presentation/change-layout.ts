import type { ChangeStep } from '@baton/domain/cycles/change-bridge.ts';
import { type Fraction, shareOf } from './formats.ts';

/** A bar of the change: where it lies on the axis, 0 to 1. */
export interface ChangeBar {
  readonly left: number;
  readonly width: number;
  readonly rises: boolean;
}

export interface ChangeLayout {
  /** What the axis begins with, in per cent: 0, or the ten below the lowest share. */
  readonly base: number;
  readonly start: ChangeBar;
  readonly steps: readonly ChangeBar[];
  readonly end: ChangeBar;
}

/** The shortest axis, in points: two shares that lie close together are still told apart. */
const LEAST_SPAN = 0.1;

/** Lays the bridge of the change on one axis: from the ten below the lowest fraction to the highest. */
export function changeLayout(start: Fraction, steps: readonly ChangeStep[], end: Fraction): ChangeLayout {
  const shares = [start, end, ...steps.map(({ to }) => to)].map(shareOf);
  const lowest = Math.min(...shares);
  // A lowest share of exactly a ten would have no bar.
  const base = Math.max(0, Math.ceil(lowest * 10 - 1) / 10);
  const span = Math.max(LEAST_SPAN, Math.max(...shares) - base);
  const at = (share: Fraction) => (shareOf(share) - base) / span;
  const total = (share: Fraction): ChangeBar => ({ left: 0, width: at(share), rises: true });
  return {
    base: Math.round(base * 100),
    start: total(start),
    steps: steps.map(({ from, to }) => {
      const [a, b] = [at(from), at(to)];
      return { left: Math.min(a, b), width: Math.abs(b - a), rises: b >= a };
    }),
    end: total(end),
  };
}

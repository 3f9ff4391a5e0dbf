import type { BridgeStep, Ratio } from '@baton/domain/reconciliation/bridge.ts';

/** 48,561 */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** "79.32 %"; a dash where there is nothing to divide by. */
export function percent(ratio: Ratio): string {
  return ratio.denominator === 0 ? '–' : `${((100 * ratio.numerator) / ratio.denominator).toFixed(2)} %`;
}

/** "38,520 of 48,561" */
export function share(ratio: Ratio): string {
  return `${count(ratio.numerator)} of ${count(ratio.denominator)}`;
}

/** The step in points, with a true minus: "−3.30", "+2.07". Rounded for reading; the fractions are the truth. */
export function points({ from, to }: BridgeStep): string {
  const value = pointsOf(to) - pointsOf(from);
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}

function pointsOf(ratio: Ratio): number {
  return ratio.denominator === 0 ? 0 : (100 * ratio.numerator) / ratio.denominator;
}

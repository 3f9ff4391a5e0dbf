import type { BridgePart } from '@baton/domain/reconciliation/bridge.ts';
import { type Fraction, formatChange, formatPoints, formatShare, percentOf } from '../formats.ts';
import type { Bar } from './fold-steps.ts';
import type { BridgeInput } from './waterfall-layout.ts';

/** The four parts in words, as they stand over their brackets. */
export const PART_WORDS: Record<BridgePart, string> = {
  'it-not-counted': 'IT does not count',
  'it-not-proven': 'IT counts as installed, not proven',
  'infosec-not-proven': 'InfoSec does not report, not proven',
  'infosec-not-scanned': 'not scanned',
};

/** What stands under the three totals. */
export const TOTAL_WORDS: Record<'it' | 'agreed' | 'infosec', readonly string[]> = {
  it: ['IT says'],
  agreed: ['Agreed', 'both can', 'prove it'],
  infosec: ['InfoSec', 'says'],
};

/** "79.32", a dash where nothing is counted. */
export function pointsText(share: Fraction): string {
  const percent = percentOf(share);
  return percent === null ? '–' : formatPoints(percent);
}

/** By how many points the share moves between two fractions; computed from the integers, rounded once. */
export function pointsMoved(from: Fraction, to: Fraction): number {
  if (from.denominator === 0 || to.denominator === 0) return 0;
  const crossed = to.numerator * from.denominator - from.numerator * to.denominator;
  return Math.round((crossed * 10_000) / (to.denominator * from.denominator)) / 100;
}

export function changeText(from: Fraction, to: Fraction): string {
  const moved = pointsMoved(from, to);
  const falls = to.numerator * from.denominator < from.numerator * to.denominator;
  return moved === 0 && falls ? '−0.00' : formatChange(moved);
}

/** "Scan older than the fix", or "4 smaller causes". */
export function barName(bar: Bar): string {
  const [first] = bar.causes;
  return bar.causes.length === 1 && first ? first.label : `${bar.causes.length} smaller causes`;
}

/** The chart in one sentence, for those who do not see it. */
export function bridgeSentence({ it, agreed, infosec, steps }: BridgeInput): string {
  return `Bridge from what IT says, ${formatShare(it)}, over agreed, ${formatShare(agreed)}, to what InfoSec says, ${formatShare(infosec)}, in ${steps.length} steps. The table has the same steps with their fractions.`;
}

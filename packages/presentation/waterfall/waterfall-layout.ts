import { BRIDGE_PARTS, type BridgePart } from '@baton/domain/reconciliation/bridge.ts';
import type { Fraction } from '../formats.ts';
import { type Bar, foldSteps, type Step } from './fold-steps.ts';

export interface BridgeInput {
  readonly it: Fraction;
  readonly agreed: Fraction;
  readonly infosec: Fraction;
  readonly steps: readonly Step[];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TotalBox extends Box {
  readonly kind: 'it' | 'agreed' | 'infosec';
  readonly share: Fraction;
}

export interface BarBox extends Box {
  readonly bar: Bar;
  /** −1 where the number falls, 1 where it rises: the points stand below a fall, above a rise. */
  readonly direction: -1 | 1;
  /** Foot of the points' text; above a fall that ends too near the axis to have room below. */
  readonly pointsY: number;
  /** Where the bar's own slot begins and ends: the ground that hover shows. */
  readonly slot: { readonly x: number; readonly width: number };
  /** Height at which this bar begins, for the line that joins it to the one before. */
  readonly joinY: number;
  readonly joinFrom: number;
}

export interface Bracket {
  readonly part: BridgePart;
  readonly cells: number;
  readonly from: number;
  readonly to: number;
  /** Middle of its text, moved aside where it would meet its neighbour's. */
  readonly textX: number;
}

export interface WaterfallLayout {
  readonly width: number;
  /** Lowest point of the axis in per cent. 0 means that it is not cut. */
  readonly base: number;
  readonly ticks: readonly { readonly percent: number; readonly y: number }[];
  readonly totals: readonly TotalBox[];
  readonly bars: readonly BarBox[];
  readonly brackets: readonly Bracket[];
  /** Lines that join the last step of a half to the total after it. */
  readonly joins: readonly { readonly y: number; readonly from: number; readonly to: number }[];
}

export const AXIS_LEFT = 44;
export const BASELINE_Y = 240;
const TOP_Y = 62;
const MARGIN_RIGHT = 8;
const LEAST_HEIGHT = 2;
const MOST_BARS_AT_1200 = 17;

/** Px that one bar less sets free: what a bar and its share of the labels need. */
const ROOM_OF_A_BAR = 60;

/** Px between two bars' counts, so that they read as two numbers. */
const LABEL_GAP = 6;
const LEAST_SLOT = 40;
const LEAST_TOTAL_SLOT = 66;

/** Roughly the width of a count in 11 px figures: 6.9 px a digit, 3 px a separator. */
function countWidth(cells: number): number {
  const digits = String(cells).length;
  return digits * 6.9 + Math.floor((digits - 1) / 3) * 3;
}

/** The narrowest slot in which the largest count still stands apart from its neighbours': seven digits need 61 px. */
function leastSlot(counted: readonly { readonly cells: number }[]): number {
  return Math.max(LEAST_SLOT, ...counted.map(({ cells }) => countWidth(cells) + LABEL_GAP));
}

/**
 * Bars that a chart of this width has room for: 17 at 1200 px, one less every 60 px below, and fewer where counts are long, so
 * that labels do not meet.
 */
export function barRoom(width: number, slot: number = LEAST_SLOT): number {
  const byWidth = Math.floor(MOST_BARS_AT_1200 - (1200 - width) / ROOM_OF_A_BAR);
  const byCounts = Math.floor((width - AXIS_LEFT - MARGIN_RIGHT - 3 * LEAST_TOTAL_SLOT) / slot);
  return Math.max(4, Math.min(MOST_BARS_AT_1200, byWidth, byCounts));
}

/** Share in per cent, not rounded: for places on the axis only, never for words. */
function percentAt({ numerator, denominator }: Fraction): number {
  return denominator === 0 ? 0 : (numerator * 100) / denominator;
}

/**
 * Where the axis starts: at the ten below agreed, at most at 70, and low enough that the lowest total keeps a tenth of the
 * height.
 */
export function axisBase(agreed: number, lowest: number, highest: number): number {
  let base = Math.max(0, Math.min(70, Math.floor(agreed / 10) * 10));
  while (base > 0 && (lowest < base || lowest - base < (highest - base) / 10)) base -= 10;
  return base;
}

function axisTicks(base: number, highest: number, y: (percent: number) => number): WaterfallLayout['ticks'] {
  const span = highest - base;
  const step = span > 60 ? 20 : span > 12 ? 10 : span > 5 ? 5 : 1;
  const ticks: { percent: number; y: number }[] = [];
  for (let percent = base; percent <= Math.min(100, highest + 0.01); percent += step)
    ticks.push({ percent, y: y(percent) });
  return ticks;
}

/** Places every bar, total, bracket and join of the bridge. Pure: the same input gives the same picture. */
export function layOutWaterfall(input: BridgeInput, width: number, unfolded: ReadonlySet<string>): WaterfallLayout {
  const fold = (counted: readonly { readonly cells: number }[]): readonly Bar[] =>
    foldSteps(input.it, input.steps, barRoom(width, leastSlot(counted)), unfolded);
  // The sum of a fold may have a digit more than any of its causes.
  const bars = fold(fold(input.steps));
  const narrowest = leastSlot(bars);
  const shares = [input.it, input.agreed, input.infosec, ...bars.map((bar) => bar.to)].map(percentAt);
  const highest = Math.max(...shares);
  const lowest = Math.min(...shares);
  const base = axisBase(percentAt(input.agreed), lowest, highest);
  const perPoint = (BASELINE_Y - TOP_Y) / Math.max(1, highest - base);
  const y = (percent: number): number => BASELINE_Y - (percent - base) * perPoint;

  const leastUsable = bars.length * narrowest + 3 * LEAST_TOTAL_SLOT;
  const usable = Math.max(width - AXIS_LEFT - MARGIN_RIGHT, leastUsable);
  const roomForTotals = (usable - bars.length * narrowest) / 3;
  const totalSlot = Math.min(104, roomForTotals, Math.max(LEAST_TOTAL_SLOT, usable / (bars.length + 4.2)));
  const slot = bars.length === 0 ? 0 : Math.min(132, (usable - 3 * totalSlot) / bars.length);
  const gap = bars.length === 0 ? (usable - 3 * totalSlot) / 2 : (usable - 3 * totalSlot - bars.length * slot) / 2;

  const falls = bars.filter((bar) => bar.part === 'it-not-counted' || bar.part === 'it-not-proven');
  const rises = bars.filter((bar) => bar.part === 'infosec-not-proven' || bar.part === 'infosec-not-scanned');
  const itX = AXIS_LEFT;
  const fallsX = itX + totalSlot + gap / 2;
  const agreedX = fallsX + falls.length * slot + gap / 2;
  const risesX = agreedX + totalSlot + gap / 2;
  const infosecX = risesX + rises.length * slot + gap / 2;

  const total = (kind: TotalBox['kind'], x: number, share: Fraction): TotalBox => {
    const top = y(percentAt(share));
    return { kind, share, x: x + 8, y: top, width: totalSlot - 16, height: Math.max(LEAST_HEIGHT, BASELINE_Y - top) };
  };
  const totals = [
    total('it', itX, input.it),
    total('agreed', agreedX, input.agreed),
    total('infosec', infosecX, input.infosec),
  ];
  const place = (half: readonly Bar[], startX: number, before: TotalBox): BarBox[] =>
    half.map((bar, index) =>
      placeBar(bar, startX + index * slot, slot, y, index === 0 ? before.x + before.width : null),
    );
  const [itTotal, agreedTotal, infosecTotal] = totals as [TotalBox, TotalBox, TotalBox];
  const placedFalls = place(falls, fallsX, itTotal);
  const placedRises = place(rises, risesX, agreedTotal);
  const placed = [...placedFalls, ...placedRises];
  return {
    width: usable + AXIS_LEFT + MARGIN_RIGHT,
    base,
    ticks: axisTicks(base, highest, y),
    totals,
    bars: placed,
    brackets: placeBrackets(placed, width),
    joins: [
      joinInto(placedFalls.at(-1), itTotal, agreedTotal),
      joinInto(placedRises.at(-1), agreedTotal, infosecTotal),
    ],
  };
}

function placeBar(
  bar: Bar,
  slotX: number,
  slot: number,
  y: (percent: number) => number,
  joinFrom: number | null,
): BarBox {
  const fromY = y(percentAt(bar.from));
  const toY = y(percentAt(bar.to));
  const inset = Math.min(14, slot * 0.11);
  const falls = bar.part === 'it-not-counted' || bar.part === 'it-not-proven';
  const direction = toY > fromY || (falls && toY === fromY) ? -1 : 1;
  const top = Math.min(fromY, toY);
  const height = Math.max(LEAST_HEIGHT, Math.abs(toY - fromY));
  const below = top + height + 14;
  return {
    bar,
    direction,
    pointsY: direction < 0 && below <= BASELINE_Y - 2 ? below : top - 6,
    slot: { x: slotX, width: slot },
    x: slotX + inset,
    width: slot - 2 * inset,
    y: top,
    height,
    joinY: fromY,
    joinFrom: joinFrom ?? slotX - inset,
  };
}

function joinInto(last: BarBox | undefined, before: TotalBox, next: TotalBox): WaterfallLayout['joins'][number] {
  return { y: next.y, from: last ? last.x + last.width : before.x + before.width, to: next.x };
}

/** Roughly the width of a bracket's text in 11.5 px type. */
const BRACKET_TEXT_WIDTH: Record<BridgePart, number> = {
  'it-not-counted': 132,
  'it-not-proven': 214,
  'infosec-not-proven': 226,
  'infosec-not-scanned': 108,
};

/** What each digit past the fourth adds to it. */
const DIGIT_WIDTH = 7;

const bracketTextWidth = (part: BridgePart, cells: number): number =>
  BRACKET_TEXT_WIDTH[part] + Math.max(0, String(cells).length - 4) * DIGIT_WIDTH;

/** Over the middle of each bracket, moved apart until no text meets the next: first to the right, then back from the edge. */
function placeTexts(middles: readonly number[], halves: readonly number[], width: number): readonly number[] {
  const placed: number[] = [];
  let free = AXIS_LEFT - 36;
  for (const [index, middle] of middles.entries()) {
    const half = halves[index] ?? 0;
    const x = Math.max(middle, free + half);
    placed.push(x);
    free = x + half + 8;
  }
  let limit = width - 4;
  for (let index = placed.length - 1; index >= 0; index -= 1) {
    const half = halves[index] ?? 0;
    const x = Math.min(placed[index] ?? 0, limit - half);
    placed[index] = x;
    limit = x - half - 8;
  }
  return placed;
}

function placeBrackets(bars: readonly BarBox[], width: number): Bracket[] {
  const brackets = BRIDGE_PARTS.flatMap((part) => {
    const own = bars.filter((box) => box.bar.part === part);
    const first = own[0];
    const last = own.at(-1);
    if (!first || !last) return [];
    const cells = own.reduce((sum, box) => sum + box.bar.cells, 0);
    return [{ part, cells, from: first.x, to: last.x + last.width }];
  });
  const middles = brackets.map(({ from, to }) => (from + to) / 2);
  const halves = brackets.map(({ part, cells }) => bracketTextWidth(part, cells) / 2);
  const texts = placeTexts(middles, halves, width);
  return brackets.map((bracket, index) => ({ ...bracket, textX: texts[index] ?? bracket.from }));
}

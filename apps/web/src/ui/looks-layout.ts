import type { Team } from '@baton/domain/evidence/team.ts';

export interface Look {
  readonly at: string;
  /** Null: neither team's, such as the publication of the fix. */
  readonly team: Team | null;
  readonly label: string;
}

export interface PlacedLook extends Look {
  readonly x: number;
}

export interface LooksLayout {
  readonly looks: readonly PlacedLook[];
  readonly nowX: number;
  /** Whether day and time stand under one another, because the looks are near. */
  readonly stacked: boolean;
}

const MARGIN = 10;
const LEAST_GAP = 128;
/** Words that are nearer than this do not fit on one line of text. */
const ONE_LINE_GAP = 100;

/**
 * Both looks and now on one line of time. To scale where there is room; looks that are close are moved apart until their words
 * can be read, in their order.
 */
export function layOutLooks(looks: readonly Look[], now: string, width: number): LooksLayout {
  const sorted = [...looks].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const first = sorted[0];
  if (!first) return { looks: [], nowX: width - MARGIN, stacked: false };
  const start = Date.parse(first.at);
  const end = Math.max(Date.parse(now), ...sorted.map((look) => Date.parse(look.at)), start + 1);
  const side = Math.min(LEAST_GAP / 2, width / 10);
  const left = MARGIN + side;
  const right = width - MARGIN - side;
  const scale = (at: string): number => left + ((Date.parse(at) - start) / (end - start)) * (right - left);
  const wanted = [...sorted.map((look) => scale(look.at)), scale(new Date(end).toISOString())];
  const gap = Math.min(LEAST_GAP, (right - left) / Math.max(1, wanted.length - 1));
  const placed: number[] = [];
  for (const x of wanted) placed.push(Math.max(x, (placed.at(-1) ?? Number.NEGATIVE_INFINITY) + gap));
  for (let index = placed.length - 1, limit = right; index >= 0; index -= 1) {
    const x = Math.min(placed[index] ?? limit, limit);
    placed[index] = x;
    limit = x - gap;
  }
  return {
    looks: sorted.map((look, index) => ({ ...look, x: placed[index] ?? left })),
    nowX: placed.at(-1) ?? right,
    stacked: gap < ONE_LINE_GAP,
  };
}

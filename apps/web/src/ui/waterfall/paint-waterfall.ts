import type { Owner } from '@baton/domain/evidence/team.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { barLabel } from '@baton/presentation/waterfall/bar-labels.ts';
import {
  AXIS_LEFT,
  type BarBox,
  type TotalBox,
  type WaterfallLayout,
} from '@baton/presentation/waterfall/waterfall-layout.ts';
import { changeText, PART_WORDS, pointsText, TOTAL_WORDS } from '@baton/presentation/waterfall/waterfall-words.ts';

/** The tokens that the picture needs, as colours of paper. */
export const PICTURE_COLOURS = [
  'ink',
  'ink-2',
  'ink-3',
  'line',
  'line-strong',
  'surface',
  'it',
  'it-tint',
  'infosec',
  'infosec-tint',
  'infosec-hatch',
  'both',
  'proven',
] as const;
export type PictureColours = Readonly<Record<(typeof PICTURE_COLOURS)[number], string>>;

const SANS = '"Inter Variable", Inter, sans-serif';
const CUT_Y = 233;

/** Paints the bridge from the layout that the page shows, on a canvas; x and y as in the page. */
export function paintWaterfall(on: CanvasRenderingContext2D, layout: WaterfallLayout, colours: PictureColours): void {
  const fills: Record<Owner, string | CanvasPattern> = {
    it: colours.it,
    infosec: hatched(on, colours.infosec, colours['infosec-hatch'], false),
    both: hatched(on, colours.both, colours['infosec-hatch'], true),
    none: hatched(on, colours.both, colours['infosec-hatch'], true),
  };
  paintAxis(on, layout, colours);
  for (const { part, cells, from, to, textX } of layout.brackets) {
    stroke(on, colours['line-strong'], [from, 27, from, 22, to, 22, to, 27]);
    write(on, `${formatCount(cells)} ${PART_WORDS[part]}`, textX, 14, '540 11.5px', colours.ink);
  }
  for (const join of layout.joins) dashed(on, colours, [join.from, join.y, join.to, join.y]);
  for (const total of layout.totals) paintTotal(on, total, layout.base > 0, colours);
  for (const box of layout.bars) paintBar(on, box, fills[box.bar.owner], colours);
}

/** Writes one line of text, in the page's own type. */
export function write(
  on: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  type: string,
  colour: string,
  align: CanvasTextAlign = 'center',
): void {
  on.font = `${type} ${SANS}`;
  on.textAlign = align;
  on.fillStyle = colour;
  on.fillText(text, x, y);
}

function paintAxis(on: CanvasRenderingContext2D, layout: WaterfallLayout, colours: PictureColours): void {
  layout.ticks.forEach(({ percent, y }, index) => {
    stroke(on, index === 0 ? colours['line-strong'] : colours.line, [AXIS_LEFT, y, layout.width - 4, y]);
    write(on, `${percent} %`, AXIS_LEFT - 8, y + 3.5, '420 10.5px', colours['ink-3'], 'right');
  });
  if (layout.base > 0) stroke(on, colours['ink-3'], [38, 245, 42, 241, 46, 245, 50, 241]);
  write(on, 'cells', AXIS_LEFT - 8, 298, '420 11px', colours['ink-3'], 'right');
}

function paintTotal(on: CanvasRenderingContext2D, total: TotalBox, cut: boolean, colours: PictureColours): void {
  const { kind, x, y, width, height } = total;
  on.fillStyle = kind === 'agreed' ? colours.proven : colours[`${kind}-tint`];
  on.fillRect(x, y, width, height);
  on.strokeStyle = kind === 'agreed' ? colours.proven : colours[kind];
  on.lineWidth = 1;
  on.strokeRect(x, y, width, height);
  if (cut) {
    const step = (width + 4) / 6;
    const points = Array.from({ length: 7 }, (_, index) => [x - 2 + index * step, CUT_Y - (index % 2) * 4]).flat();
    stroke(on, colours.surface, points, 3);
  }
  const middle = x + width / 2;
  write(on, pointsText(total.share), middle, y - 7, '640 17px', colours.ink);
  TOTAL_WORDS[kind].forEach((word, index) => {
    write(
      on,
      word,
      middle,
      257 + index * 14,
      index === 0 ? '640 12.5px' : '420 11px',
      colours[index === 0 ? 'ink' : 'ink-3'],
    );
  });
}

function paintBar(
  on: CanvasRenderingContext2D,
  box: BarBox,
  fill: string | CanvasPattern,
  colours: PictureColours,
): void {
  const middle = box.x + box.width / 2;
  dashed(on, colours, [box.joinFrom, box.joinY, box.x, box.joinY]);
  on.fillStyle = fill;
  on.fillRect(box.x, box.y, box.width, box.height);
  write(on, changeText(box.bar.from, box.bar.to), middle, box.pointsY, '640 12px', colours.ink);
  barLabel(box.bar).forEach((line, index) => {
    write(on, line, middle, 257 + index * 13, '420 11px', colours['ink-2']);
  });
  write(on, formatCount(box.bar.cells), middle, 298, '420 11px', colours['ink-3']);
}

/** Copper has diagonals, grey has crosses: told apart without colour, on paper too. */
function hatched(on: CanvasRenderingContext2D, ground: string, line: string, crossed: boolean): CanvasPattern | string {
  const size = 6;
  const tile = document.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const tileOn = tile.getContext('2d');
  if (!tileOn) return ground;
  tileOn.fillStyle = ground;
  tileOn.fillRect(0, 0, size, size);
  stroke(tileOn, line, [-1, size + 1, size + 1, -1], 1.4);
  if (crossed) stroke(tileOn, line, [-1, -1, size + 1, size + 1], 1.4);
  return on.createPattern(tile, 'repeat') ?? ground;
}

function dashed(on: CanvasRenderingContext2D, colours: PictureColours, points: readonly number[]): void {
  on.setLineDash([2, 2]);
  stroke(on, colours['line-strong'], points);
  on.setLineDash([]);
}

function stroke(on: CanvasRenderingContext2D, colour: string, points: readonly number[], width = 1): void {
  on.strokeStyle = colour;
  on.lineWidth = width;
  on.beginPath();
  for (let index = 0; index + 1 < points.length; index += 2) on.lineTo(points[index] ?? 0, points[index + 1] ?? 0);
  on.stroke();
}

import { formatCount, formatFraction } from '@baton/presentation/formats.ts';
import { barLabel } from '@baton/presentation/waterfall/bar-labels.ts';
import type { Bar, Step } from '@baton/presentation/waterfall/fold-steps.ts';
import {
  AXIS_LEFT,
  BASELINE_Y,
  type BarBox,
  type BridgeInput,
  layOutWaterfall,
  type TotalBox,
  type WaterfallLayout,
} from '@baton/presentation/waterfall/waterfall-layout.ts';
import {
  barName,
  bridgeSentence,
  changeText,
  PART_WORDS,
  pointsText,
} from '@baton/presentation/waterfall/waterfall-words.ts';
import { type Html, html } from './html.ts';

const WIDTH = 1206;
const HEIGHT = 312;

/** The waterfall as one SVG; each bar links to the list of its cells further down the page. */
export function bridgePicture(bridge: BridgeInput): Html {
  const layout = layOutWaterfall(bridge, WIDTH, new Set());
  return html`<svg class="wf" viewBox="0 0 ${layout.width} ${HEIGHT}" width="100%" role="img" aria-label="${bridgeSentence(bridge)}">
<defs><pattern id="hx" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="var(--infosec)"/><rect width="1.5" height="5" fill="var(--infosec-hatch)"/></pattern><pattern id="hb" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="4" height="4" fill="var(--both)"/><path d="M0 0H4M0 0V4" stroke="var(--infosec-hatch)" stroke-width="1.2"/></pattern></defs>
${axis(layout)}${layout.brackets.map(
  (bracket) =>
    html`<path class="br" d="M${bracket.from} 27V22H${bracket.to}V27"/><text class="bt" x="${bracket.textX}" y="14" text-anchor="middle"><tspan>${formatCount(bracket.cells)}</tspan> ${PART_WORDS[bracket.part]}</text>`,
)}${layout.totals.map((total) => totalBox(total, layout.base > 0))}${layout.joins.map(
  (join) => html`<line class="cn" x1="${join.from}" x2="${join.to}" y1="${join.y}" y2="${join.y}"/>`,
)}${layout.bars.map(barBox)}</svg>`;
}

/** Where the list of a step stands on the page. */
export function stepAnchor(step: Pick<Step, 'part' | 'cause'>): string {
  return `${step.part}-${step.cause}`;
}

function axis(layout: WaterfallLayout): Html {
  const lines = layout.ticks.map(
    (tick, index) =>
      html`<line class="${index === 0 ? 'ax0' : 'ax'}" x1="${AXIS_LEFT}" x2="${layout.width - 4}" y1="${tick.y}" y2="${tick.y}"/><text class="a" x="${AXIS_LEFT - 8}" y="${tick.y + 3.5}" text-anchor="end">${tick.percent} %</text>`,
  );
  const cut =
    layout.base === 0
      ? null
      : html`<path d="M38 ${BASELINE_Y + 5}l4-4 4 4 4-4" fill="none" stroke="var(--ink-3)" stroke-width="1.2"/>`;
  return html`${lines}${cut}<text class="c" x="${AXIS_LEFT - 8}" y="304" text-anchor="end">cells</text>`;
}

function totalBox(total: TotalBox, cut: boolean): Html {
  const middle = total.x + total.width / 2;
  const step = (total.width + 4) / 6;
  const zigzag = `M${total.x - 2} 233${[-4, 4, -4, 4, -4, 4].map((dy) => `l${step.toFixed(2)} ${dy}`).join('')}`;
  const name = { it: 'IT says', agreed: 'Agreed', infosec: 'InfoSec says' }[total.kind];
  return html`<rect class="total-${total.kind}" x="${total.x}" y="${total.y}" width="${total.width}" height="${total.height}"/>${
    cut ? html`<path d="${zigzag}" fill="none" stroke="var(--surface)" stroke-width="3"/>` : null
  }<text class="tv" x="${middle}" y="${total.y - 7}" text-anchor="middle">${pointsText(total.share)}</text><text class="t" x="${middle}" y="257" text-anchor="middle">${name}</text><text class="c" x="${middle}" y="271" text-anchor="middle">${formatFraction(total.share)}</text>`;
}

function barBox(box: BarBox): Html {
  const { bar } = box;
  const middle = box.x + box.width / 2;
  const change = changeText(bar.from, bar.to);
  const fill = bar.owner === 'infosec' ? 'url(#hx)' : bar.owner === 'it' ? 'var(--it)' : 'url(#hb)';
  return html`<a href="#${anchorOf(bar)}" aria-label="${barName(bar)}: ${formatCount(bar.cells)} cells, ${change} points"><rect class="hit" x="${box.slot.x}" y="42" width="${box.slot.width}" height="266" rx="4"/><line class="cn" x1="${box.joinFrom}" x2="${box.x}" y1="${box.joinY}" y2="${box.joinY}"/><rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="1" fill="${fill}"/><text class="v" x="${middle}" y="${box.pointsY}" text-anchor="middle">${change}</text>${barLabel(
    bar,
  ).map(
    (line, index) => html`<text x="${middle}" y="${257 + index * 13}" text-anchor="middle">${line}</text>`,
  )}<text class="c" x="${middle}" y="304" text-anchor="middle">${formatCount(bar.cells)}</text></a>`;
}

function anchorOf(bar: Bar): string {
  const first = bar.causes[0];
  return first ? stepAnchor(first) : '';
}

import { type BridgePart, partsOf, type Ratio } from '@baton/domain/reconciliation/bridge.ts';
import { evidenceLines } from '@baton/domain/reconciliation/explain-cell.ts';
import type { JudgedCell } from '@baton/domain/reconciliation/reconcile-device.ts';
import { formatCount, formatCounted, formatShare } from '@baton/presentation/formats.ts';
import type { Step } from '@baton/presentation/waterfall/fold-steps.ts';
import { changeText } from '@baton/presentation/waterfall/waterfall-words.ts';
import { stepAnchor } from './bridge-picture.ts';
import { teamChip, verdictChip } from './chips.ts';
import { type Html, html } from './html.ts';

/** Rows of one step that the page holds; --json holds them all. */
const MOST_ROWS = 1000;

/** One step of the bridge with exactly its cells behind it. */
export function stepList(step: Step, cells: readonly JudgedCell[]): Html {
  const own = cells.filter(({ cell }) => cell.cause === step.cause && partsOf(cell).includes(step.part as BridgePart));
  const rows = own.slice(0, MOST_ROWS).map(cellRow);
  const more = own.length - rows.length;
  return html`<details id="${stepAnchor(step)}"><summary><span>${teamChip(step.owner)}</span><span><b>${step.label}</b> <span class="q">&nbsp;${step.summary}</span></span><span class="q w">${step.nextAction}</span><span class="num q w">${fraction(step.to)}</span><span class="num"><b>${formatCount(step.cells)}</b></span><span class="num w">${formatCount(step.devices)}</span><span class="num">${changeText(step.from, step.to)}</span></summary><div class="inner"><table><thead><tr><th>Device</th><th>Fix</th><th>IT’s evidence</th><th>InfoSec’s evidence</th><th>Verdict</th></tr></thead><tbody>${rows}${
    more > 0
      ? html`<tr><td class="n" colspan="5">and ${formatCounted(more, 'more cell')}; --json lists them all</td></tr>`
      : null
  }</tbody></table></div></details>`;
}

/** A total between the parts: IT says, agreed, InfoSec says. */
export function totalRow(mark: Html, label: string, ratio: Ratio): Html {
  return html`<div class="tot"><i></i><span>${mark}</span><span>${label} ${formatShare(ratio)}</span><span class="w"></span><span class="num w">${fraction(ratio)}</span><span></span><span class="w"></span><span></span></div>`;
}

function cellRow(judged: JudgedCell): Html {
  const { it, infosec } = evidenceLines(judged);
  const { cell, facts } = judged;
  return html`<tr><td class="m">${facts.device.name}</td><td class="m">${cell.fixId}</td><td>${it.what}<small>${it.detail}</small></td><td>${infosec.what}<small>${infosec.detail}</small></td><td>${verdictChip(cell.verdict)}</td></tr>`;
}

function fraction({ numerator, denominator }: Ratio): string {
  return `${formatCount(numerator)} / ${formatCount(denominator)}`;
}

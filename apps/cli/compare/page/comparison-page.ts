import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Owner } from '@baton/domain/evidence/team.ts';
import { BRIDGE_PARTS, type Ratio } from '@baton/domain/reconciliation/bridge.ts';
import { causeRule } from '@baton/domain/reconciliation/causes/registry.ts';
import { formatCount, formatCounted, formatHash, formatShare, formatStamp } from '@baton/presentation/formats.ts';
import type { Step } from '@baton/presentation/waterfall/fold-steps.ts';
import type { ComparedFile, Comparison } from '../comparison.ts';
import { bridgePicture } from './bridge-picture.ts';
import { teamChip, verdictChip, verdictShape } from './chips.ts';
import { Html, html } from './html.ts';
import { stepList, totalRow } from './step-list.ts';

/** Opens the list behind a step when its bar is followed. The only script on the page, held by its hash. */
const OPEN_STEP = `const open=()=>{const d=document.getElementById(location.hash.slice(1));if(d){d.open=true;d.scrollIntoView({block:'start'})}};addEventListener('hashchange',open);open();`;

/** The comparison as one page that needs nothing else: fonts, styles and every list are in it. */
export async function comparisonPage(comparison: Comparison): Promise<string> {
  const steps = stepsOf(comparison);
  const { bridge } = comparison;
  const script = createHash('sha256').update(OPEN_STEP).digest('base64');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; font-src data:; script-src 'sha256-${script}'`;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Baton compare: IT ${formatShare(bridge.it)}, InfoSec ${formatShare(bridge.infosec)}, agreed ${formatShare(bridge.agreed)}</title>
<style>${await styles()}</style></head><body><main class="wrap">
${head(comparison)}
<h1 class="sent">IT says <b style="color:var(--it-text)">${formatShare(bridge.it)}</b>. InfoSec says <b style="color:var(--infosec-text)">${formatShare(bridge.infosec)}</b>. Both can prove <b style="color:var(--proven-text)">${formatShare(bridge.agreed)}</b>. ${closing(comparison)}</h1>
<section class="panel"><div class="row ph"><h2>The bridge</h2><span class="n s">points; cells below each step; click a step for its list</span><span class="sp"></span><span class="row s q"><i class="swatch it"></i>IT moves next <i class="swatch infosec"></i>InfoSec moves next <i class="swatch both"></i>both</span></div>${bridgePicture({ ...bridge, steps })}</section>
${turns(comparison)}
${list(comparison, steps)}
${foot(comparison)}
</main><script>${new Html(OPEN_STEP)}</script></body></html>
`;
  return page.text;
}

function stepsOf({ bridge }: Comparison): readonly Step[] {
  return bridge.steps.map((step) => {
    const { label, summary, nextAction } = causeRule(step.cause);
    return { ...step, label, summary, nextAction };
  });
}

function head(comparison: Comparison): Html {
  const stamp = formatStamp(comparison.now, '1970-01-01T00:00:00Z', 'UTC');
  return html`<header class="row hd"><svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><g transform="rotate(-38 10 10)"><path d="M3.2 7h6.3v6H3.2a3 3 0 0 1 0-6z" fill="var(--it)"/><path d="M10.5 7h6.3a3 3 0 0 1 0 6h-6.3z" fill="var(--infosec)"/></g></svg><b style="font-size:15px">Baton compare</b><div class="files">${comparison.files.map((file) => fileWords(file, comparison.now))}</div><span class="sp"></span><span class="n s">${stamp} UTC</span></header>`;
}

function fileWords(file: ComparedFile, now: string): Html {
  const size =
    file.team === 'it'
      ? `${formatCounted(file.devices, 'device')}, ${formatCounted(file.claims, 'row')}`
      : `${formatCounted(file.devices, 'host')}, ${formatCounted(file.claims, 'finding')}`;
  const looked = file.from
    ? `, ${formatStamp(file.from, now, 'UTC')} to ${formatStamp(file.to ?? file.from, now, 'UTC')}`
    : '';
  return html`<span>${teamChip(file.team)}<span class="m">${file.name}</span>${size}${looked}</span>`;
}

function closing({ bridge }: Comparison): string {
  return bridge.steps.length === 0 ? 'There is nothing in between.' : 'Here is every cell in between.';
}

function turns({ cells, verdicts, bridge }: Comparison): Html {
  const waiting = (owner: Owner) => cells.filter(({ cell }) => cell.cause !== null && cell.owner === owner).length;
  const first = (owner: Owner) => {
    const step = bridge.steps.filter((one) => one.owner === owner).toSorted((a, b) => b.cells - a.cells)[0];
    return step
      ? ` First: ${causeRule(step.cause).nextAction.toLowerCase()}, ${formatCounted(step.devices, 'device')}`
      : '';
  };
  const team = (owner: 'it' | 'infosec') =>
    html`<div class="panel" style="border-top-color:var(--${owner})">${teamChip(owner)}<b>${formatCount(waiting(owner))}</b><span class="q s">cells.${first(owner)}</span></div>`;
  const both = waiting('both');
  return html`<div class="turn">${team('infosec')}${team('it')}<div class="panel" style="border-top-color:var(--both)">${verdictChip('open')}<b>${formatCount(verdicts.open)}</b><span class="q s">cells both know of${both > 0 ? `; ${formatCount(both)} more unexplained` : ''}</span></div></div>`;
}

function list({ bridge, cells }: Comparison, steps: readonly Step[]): Html {
  const rows = BRIDGE_PARTS.flatMap((part) => [
    ...(part === 'infosec-not-proven'
      ? [totalRow(html`<span class="verdict proven">${verdictShape('proven')}</span>`, 'Agreed', bridge.agreed)]
      : []),
    ...steps.filter((step) => step.part === part).map((step) => stepList(step, cells)),
  ]);
  return html`<section class="panel lst"><div class="h"><span></span><span>Moves next</span><span>Step</span><span class="w">Next action</span><span class="num w">Becomes</span><span class="num">Cells</span><span class="num w">Devices</span><span class="num">Points</span></div>${totalRow(teamChip('it'), 'IT says', bridge.it)}${rows}${totalRow(teamChip('infosec'), 'InfoSec says', bridge.infosec)}</section>`;
}

function foot(comparison: Comparison): Html {
  const { verdicts, problems, files, bridge, devices } = comparison;
  const chips = (['proven', 'open', 'disputed', 'unproven'] as const).map(
    (verdict) => html`${verdictChip(verdict)} ${formatCount(verdicts[verdict])} `,
  );
  const required: Ratio = bridge.agreed;
  return html`<footer><div class="ft">${chips}<span>of ${formatCounted(required.denominator, 'required cell')} on ${formatCounted(devices, 'device')}</span><span class="sp"></span><span>Each step starts where the one before it ends. Sums are exact in cells.</span></div>
<div class="ft"><span>${problems.length === 0 ? 'No row was left out.' : `${formatCounted(problems.length, 'problem')}; the rest of each file counts.`}</span><span class="sp"></span>${files.map((file) => html`<span class="m">sha256 ${formatHash(file.sha256)}</span>`)}<span>Knowledge of ${comparison.knowledgeDate}</span></div>
${problems.length === 0 ? null : html`<div class="ft"><ul>${problems.slice(0, 50).map((problem) => html`<li>${problem.file}${problem.line === null ? '' : ` line ${formatCount(problem.line)}`}: ${problem.what}</li>`)}</ul></div>`}</footer>`;
}

async function styles(): Promise<Html> {
  const [tokens, chips, page, inter, mono] = await Promise.all([
    readText('@baton/presentation/tokens.css'),
    readText('@baton/presentation/chips.css'),
    readFile(new URL('page.css', import.meta.url), 'utf8'),
    readFont('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
    readFont('@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2'),
  ]);
  const face = (family: string, weight: string, font: string) =>
    `@font-face{font-family:"${family}";font-weight:${weight};font-display:block;src:url(data:font/woff2;base64,${font})}`;
  return new Html(
    [tokens, chips, face('Inter Variable', '100 900', inter), face('IBM Plex Mono', '400', mono), page].join('\n'),
  );
}

function readText(specifier: string): Promise<string> {
  return readFile(new URL(import.meta.resolve(specifier)), 'utf8');
}

async function readFont(specifier: string): Promise<string> {
  return (await readFile(new URL(import.meta.resolve(specifier)))).toString('base64');
}

import type { Owner } from '@baton/domain/evidence/team.ts';
import { BRIDGE_PARTS, type BridgePart, type BridgeStep, type Ratio } from '@baton/domain/reconciliation/bridge.ts';
import { causeRule } from '@baton/domain/reconciliation/causes/registry.ts';
import type { ComparedFile, Comparison } from './comparison.ts';
import { count, percent, points, share } from './numbers.ts';
import { type Paint, paintFor } from './paint.ts';

const BAR = 24;

const PART_TITLES: Readonly<Record<BridgePart, string>> = {
  'it-not-counted': 'IT does not count',
  'it-not-proven': 'IT counts as installed, not proven',
  'infosec-not-proven': 'InfoSec does not report, not proven',
  'infosec-not-scanned': 'InfoSec did not scan',
};

/** The comparison for a terminal: the three numbers, the bridge by cause with whose turn it is, and what could not be read. */
export function printComparison(comparison: Comparison, options: { readonly colour: boolean }): string {
  const paint = paintFor(options.colour);
  return [
    '',
    ...comparison.files.map((file) => fileLine(file, paint)),
    '',
    ...headline(comparison, paint),
    '',
    ...bridgeLines(comparison, paint),
    '',
    ...turnLines(comparison, paint),
    ...problemLines(comparison, paint),
    '',
  ].join('\n');
}

function fileLine(file: ComparedFile, paint: Paint): string {
  const looked = file.from
    ? `, looked ${file.from.slice(0, 16).replace('T', ' ')} to ${(file.to ?? file.from).slice(0, 16).replace('T', ' ')}`
    : '';
  const what = `${plural(file.devices, 'device')}, ${plural(file.claims, file.team === 'it' ? 'claim' : 'finding')}${looked}`;
  return `  ${teamWord(file.team, paint)}  ${paint.bold(file.name)}  ${paint.faint(`${file.format}: ${what}`)}`;
}

/** Both teams’ numbers and the agreed one, with their integers. */
export function headline(
  { bridge, verdicts, devices }: Pick<Comparison, 'bridge' | 'verdicts' | 'devices'>,
  paint: Paint,
): readonly string[] {
  const row = (label: string, ratio: Ratio, colour: (text: string) => string) =>
    `  ${label.padEnd(15)}${colour(percent(ratio).padStart(9))}   ${paint.faint(share(ratio))}`;
  const words = (['proven', 'open', 'disputed', 'unproven'] as const).map(
    (verdict) => `${count(verdicts[verdict])} ${verdict}`,
  );
  return [
    row('IT says', bridge.it, paint.it),
    row('InfoSec says', bridge.infosec, paint.infosec),
    row('Both can prove', bridge.agreed, (text) => paint.bold(paint.proven(text))),
    '',
    `  ${paint.faint(`${words.join(', ')}: ${plural(bridge.agreed.denominator, 'required cell')} on ${plural(devices, 'device')}`)}`,
  ];
}

/** The bridge from IT’s number over agreed to InfoSec’s, a line a step. */
export function bridgeLines({ bridge }: Pick<Comparison, 'bridge'>, paint: Paint): readonly string[] {
  if (bridge.steps.length === 0)
    return [`  ${paint.bold('The bridge')} has no steps: both teams’ numbers are the same cells.`];
  const largest = Math.max(...bridge.steps.map((step) => step.cells));
  const lines = [
    `  ${paint.bold('The bridge')} ${paint.faint('each step begins where the one before it ended')}`,
    total('IT says', bridge.it, paint),
  ];
  for (const part of BRIDGE_PARTS) {
    const steps = bridge.steps.filter((step) => step.part === part);
    if (part === 'infosec-not-proven') lines.push(total('Agreed', bridge.agreed, paint));
    if (steps.length > 0) lines.push(`    ${paint.faint(PART_TITLES[part])}`);
    for (const step of steps) lines.push(stepLine(step, largest, paint));
  }
  lines.push(total('InfoSec says', bridge.infosec, paint));
  return lines;
}

function total(label: string, ratio: Ratio, paint: Paint): string {
  return `  ${paint.bold(label.padEnd(52))}${paint.bold(percent(ratio).padStart(10))}   ${paint.faint(share(ratio))}`;
}

function stepLine(step: BridgeStep, largest: number, paint: Paint): string {
  const rule = causeRule(step.cause);
  const length = Math.max(1, Math.round((step.cells / largest) * BAR));
  const glyph = step.owner === 'it' ? '█' : step.owner === 'infosec' ? '▒' : '░';
  const bar = ownerPaint(step.owner, paint)(glyph.repeat(length)) + ' '.repeat(BAR - length);
  const cells = `${plural(step.cells, 'cell')} on ${plural(step.devices, 'device')}`;
  return `    ${ownerWord(step.owner, paint)} ${rule.label.padEnd(27)} ${bar} ${points(step).padStart(7)}   ${cells.padEnd(28)} ${paint.faint(rule.nextAction)}`;
}

function turnLines({ cells, verdicts, bridge }: Comparison, paint: Paint): readonly string[] {
  const byOwner = new Map<Owner, number>();
  for (const { cell } of cells) if (cell.cause) byOwner.set(cell.owner, (byOwner.get(cell.owner) ?? 0) + 1);
  const lines: string[] = [];
  for (const owner of ['infosec', 'it', 'both'] as const) {
    const waiting = byOwner.get(owner) ?? 0;
    if (waiting === 0) continue;
    const first = bridge.steps.filter((step) => step.owner === owner).toSorted((a, b) => b.cells - a.cells)[0];
    const next = first
      ? `  first: ${causeRule(first.cause).nextAction.toLowerCase()}, ${plural(first.devices, 'device')}`
      : '';
    lines.push(
      `  ${ownerWord(owner, paint)} moves next on ${paint.bold(count(waiting))} ${waiting === 1 ? 'cell' : 'cells'}${paint.faint(next)}`,
    );
  }
  if (verdicts.open > 0)
    lines.push(
      `  ${paint.open('open')}     ${paint.bold(count(verdicts.open))} ${verdicts.open === 1 ? 'cell' : 'cells'} both know of: IT deploys`,
    );
  return lines;
}

const SHOWN_PROBLEMS = 8;

function problemLines({ problems }: Comparison, paint: Paint): readonly string[] {
  if (problems.length === 0) return [];
  const shown = problems
    .slice(0, SHOWN_PROBLEMS)
    .map(({ file, line, what }) => `    ${file}${line === null ? '' : `, line ${count(line)}`}: ${what}`);
  const more =
    problems.length > SHOWN_PROBLEMS
      ? [`    and ${count(problems.length - SHOWN_PROBLEMS)} more; --json lists them all`]
      : [];
  return [
    '',
    `  ${paint.bold(plural(problems.length, 'problem'))} ${paint.faint('rows that could not be read; the rest counts')}`,
    ...shown,
    ...more,
  ];
}

function plural(amount: number, word: string): string {
  return `${count(amount)} ${word}${amount === 1 ? '' : 's'}`;
}

function teamWord(team: Owner, paint: Paint): string {
  return ownerWord(team, paint);
}

function ownerWord(owner: Owner, paint: Paint): string {
  const word = owner === 'it' ? 'IT' : owner === 'infosec' ? 'InfoSec' : owner === 'both' ? 'Both' : 'Nobody';
  return ownerPaint(owner, paint)(word.padEnd(7));
}

function ownerPaint(owner: Owner, paint: Paint): (text: string) => string {
  return owner === 'it' ? paint.it : owner === 'infosec' ? paint.infosec : paint.faint;
}

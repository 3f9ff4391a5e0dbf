import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Knowledge } from '@baton/domain/advisories/knowledge.ts';
import { BUNDLED_KNOWLEDGE } from '@baton/formats/knowledge/bundled-knowledge.ts';
import { loadKnowledge } from '@baton/formats/knowledge/load-knowledge.ts';
import { isTimeZone } from '@baton/formats/reports/is-time-zone.ts';
import { Command } from 'commander';
import { CompareError } from '../compare/compare-error.ts';
import { compareReports } from '../compare/compare-reports.ts';
import { comparisonJson } from '../compare/comparison-json.ts';
import { comparisonPage } from '../compare/page/comparison-page.ts';
import { printComparison } from '../compare/print-comparison.ts';

interface Flags {
  readonly it: readonly string[];
  readonly infosec: readonly string[];
  readonly html?: string;
  readonly json?: boolean;
  readonly now?: string;
  readonly knowledge?: string;
  readonly zone?: string;
  readonly device?: string;
  readonly staleDays: string;
}

/** `baton compare`: two teams' reports laid over each other, with no server and no set-up. */
export function compareCommand(): Command {
  return new Command('compare')
    .description('Show why IT’s number and InfoSec’s number differ, from the files both teams have')
    .requiredOption('--it <file...>', 'IT’s exports: CSV of a patch tool')
    .requiredOption('--infosec <file...>', 'InfoSec’s reports: .nessus, Tenable’s findings as CSV, debsecan output')
    .option('--html <file>', 'write one self-contained page with the waterfall and the list behind each step')
    .option('--json', 'print everything as JSON')
    .option('--now <time>', 'the clock, ISO-8601: how old evidence is counts from here (default: now)')
    .option('--knowledge <bundle>', 'bundle of advisories (default: the one that ships with Baton)')
    .option('--zone <zone>', 'IANA zone of times that are written without one (default: this machine’s)')
    .option('--device <name>', 'device that a debsecan list is of (default: the file’s name)')
    .option('--stale-days <days>', 'after how many days without a word IT’s record of a device is stale', '14')
    .addHelpText('after', '\nExample:\n  baton compare --it pdq-export.csv --infosec weekly.nessus --html why.html\n')
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  const now = parseNow(flags.now);
  const comparison = await compareReports({
    it: flags.it,
    infosec: flags.infosec,
    now,
    knowledge: () => knowledgeOf(flags.knowledge),
    staleDays: parseDays(flags.staleDays),
    zone: parseZone(flags.zone),
    device: flags.device ?? null,
    signal: interrupted(),
  });
  if (flags.html !== undefined) await writeFile(flags.html, await comparisonPage(comparison));
  if (flags.json) process.stdout.write(`${JSON.stringify(comparisonJson(comparison), null, 1)}\n`);
  else process.stdout.write(printComparison(comparison, { colour: paintsColour() }));
  if (flags.html !== undefined && !flags.json) process.stdout.write(`  Wrote ${flags.html}\n\n`);
}

function parseNow(text: string | undefined): number {
  if (text === undefined) return Date.now();
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw new CompareError('bad-option', `--now ${text} is no date. Write it as 2024-10-14 or 2024-10-14T10:40:00Z.`);
  return at;
}

function parseZone(name: string | undefined): string {
  if (name === undefined) return Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!isTimeZone(name))
    throw new CompareError('bad-option', `--zone ${name} is no time zone. Write it as Europe/Berlin or UTC.`);
  return name;
}

function parseDays(text: string): number {
  const days = Number(text);
  if (!Number.isFinite(days) || days <= 0)
    throw new CompareError('bad-option', `--stale-days ${text} is no number of days above 0.`);
  return days;
}

async function knowledgeOf(path: string | undefined): Promise<Knowledge> {
  return loadKnowledge(createReadStream(path === undefined ? BUNDLED_KNOWLEDGE : pathToFileURL(path)));
}

/** Ctrl-C stops the reading at once; nothing is half written. */
function interrupted(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort(new Error('Stopped. Nothing was written.')));
  return controller.signal;
}

function paintsColour(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR;
}

import { type Added, type BoardDiff, type DiffGroup, getBoardDiff } from '@baton/contract/board-diff.ts';
import type { CellWords } from '@baton/contract/cells.ts';
import { Command } from 'commander';
import { count, percent, share } from '../compare/numbers.ts';
import { connect } from '../server/connect.ts';
import { printJson, tableText } from '../terminal/print-table.ts';

/** `baton diff DAY [DAY]`: why the numbers moved, as groups of cells that sum. */
export function diffCommand(): Command {
  return new Command('diff')
    .description('Show why the numbers moved between the ends of two days: groups of cells that sum to the difference')
    .argument('<from>', 'the first day (UTC): 2026-11-20')
    .argument('[to]', 'the second day; left out: now')
    .option('--scope <scope>', 'only these devices: "site:Berlin;os:Windows 10"')
    .option('--json', 'print what the API says')
    .action(async (from: string, to: string | undefined, { scope, json }: { scope?: string; json?: boolean }) => {
      const call = await connect();
      const diff = await call(getBoardDiff, { query: { from, to, scope } });
      if (json === true) printJson(diff);
      else process.stdout.write(text(diff));
    });
}

function text({ from, to, difference, groups }: BoardDiff): string {
  const number = (label: string, name: 'it' | 'agreed' | 'infosec') =>
    `  ${label.padEnd(14)}${told(from[name])}  →  ${told(to[name])}\n`;
  const table = tableText(
    [...groups, { ...SUM, cells: groups.reduce((sum, group) => sum + group.cells, 0), adds: difference }],
    [
      { heading: 'BEFORE', of: (group) => ('id' in group ? words(group.before) : 'sum') },
      { heading: 'AFTER', of: (group) => ('id' in group ? words(group.after) : '') },
      { heading: 'BECAUSE', of: (group) => ('id' in group ? because(group) : '') },
      { heading: 'CELLS', number: true, of: ({ cells }) => count(cells) },
      { heading: 'PROVEN', number: true, of: ({ adds }) => signed(adds.proven) },
      { heading: 'REQUIRED', number: true, of: ({ adds }) => signed(adds.required) },
      { heading: 'IT', number: true, of: ({ adds }) => both(adds, 'itInstalled', 'itCounted') },
      { heading: 'INFOSEC', number: true, of: ({ adds }) => both(adds, 'infosecNotReported', 'infosecScanned') },
    ],
    '',
  );
  return `\n${number('IT says', 'it')}${number('Agreed', 'agreed')}${number('InfoSec says', 'infosec')}\n${groups.length === 0 ? 'No cell moved.\n' : table}\n`;
}

const SUM = { devices: 0 };

function words(said: CellWords | null): string {
  return said === null ? 'no cell' : `${said.verdict}${said.cause === null ? '' : `: ${said.cause}`}`;
}

const REASONS: Readonly<Record<DiffGroup['reason'], string>> = {
  report: 'a report',
  'check-in': 'an agent’s check-in',
  time: 'time went by',
  knowledge: 'new knowledge',
  rules: 'other rules',
  setting: 'a setting',
  lesson: 'a lesson of the fleet',
  decision: 'a decision',
  asked: 'judged again',
  names: 'names joined anew',
  scope: 'into or out of the scope',
};

function because({ reason, report }: DiffGroup): string {
  return report === null ? REASONS[reason] : `${report.source}: ${report.fileName}`;
}

function both(adds: Added, numerator: keyof Added, denominator: keyof Added): string {
  return `${signed(adds[numerator])} of ${signed(adds[denominator])}`;
}

function told(ratio: BoardDiff['from']['agreed']): string {
  return `${percent(ratio)} (${share(ratio)})`;
}

function signed(value: number): string {
  return value > 0 ? `+${count(value)}` : count(value).replace('-', '−');
}

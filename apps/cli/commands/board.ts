import { type BoardDto, type boardNumbers, exportBridge, getBoard, getBoardNumbers } from '@baton/contract/board.ts';
import { Command } from 'commander';
import type { z } from 'zod';
import { share } from '../compare/numbers.ts';
import { paintFor } from '../compare/paint.ts';
import { bridgeLines, headline } from '../compare/print-comparison.ts';
import { connect } from '../server/connect.ts';
import { download } from '../server/download.ts';
import { printJson, tableText } from '../terminal/print-table.ts';
import { type ViewFlags, withView } from '../terminal/view-options.ts';

interface Flags extends ViewFlags {
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** `baton board`: both teams’ numbers, the agreed one, by every unit, and what would settle the most. */
export function boardCommand(): Command {
  const command = new Command('board').description(
    'Show the one number, both teams’ numbers and the smallest actions that gain the most',
  );
  return withView(command)
    .option('--json', 'print what the API says')
    .action(async ({ json, ...query }: Flags) => {
      const call = await connect();
      const [board, units] = await Promise.all([call(getBoard, { query }), call(getBoardNumbers, { query })]);
      if (json === true) printJson({ ...board, units });
      else print(['', ...numbers(board), '', ...unitLines(units), '', ...actions(board), '']);
    });
}

/** `baton bridge`: why the two teams’ numbers differ. */
export function bridgeCommand(): Command {
  const command = new Command('bridge').description(
    'Show the steps from IT’s number over agreed to InfoSec’s, a cause each',
  );
  return withView(command)
    .option('--csv', 'print it as CSV, with the fractions between which each step goes')
    .option('--json', 'print what the API says')
    .action(async ({ json, csv, ...query }: Flags) => {
      if (csv === true) return download(exportBridge, { query });
      const call = await connect();
      const board = await call(getBoard, { query });
      if (json === true) printJson(board);
      else print(['', ...bridgeLines({ bridge: bridgeOf(board) }, paint()), '']);
    });
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

type Units = z.infer<typeof boardNumbers>;

function unitLines(units: Units): readonly string[] {
  const rows = (['cells', 'devices', 'fixes', 'vulnerabilities'] as const).map((unit) => ({ unit, ...units[unit] }));
  const of = ({ numerator, denominator }: BoardDto['it']) => share({ numerator, denominator });
  const table = tableText(
    rows,
    [
      { heading: 'BY', of: ({ unit }) => unit },
      { heading: 'IT SAYS', number: true, of: ({ it }) => of(it) },
      { heading: 'AGREED', number: true, of: ({ agreed }) => of(agreed) },
      { heading: 'WITHOUT EXCEPTIONS', number: true, of: ({ withoutExceptions }) => of(withoutExceptions.agreed) },
      { heading: 'INFOSEC SAYS', number: true, of: ({ infosec }) => of(infosec) },
    ],
    '',
  );
  return indented(table);
}

function indented(table: string): readonly string[] {
  return table
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`);
}

function numbers(board: BoardDto): readonly string[] {
  return headline({ bridge: bridgeOf(board), verdicts: board.verdicts, devices: board.devices.total }, paint());
}

function bridgeOf({ it, agreed, infosec, bridge }: BoardDto) {
  return { it, agreed, infosec, steps: bridge };
}

function actions({ smallestActions }: BoardDto): readonly string[] {
  if (smallestActions.length === 0) return ['  Nothing is disputed or unproven.'];
  const table = tableText(
    smallestActions,
    [
      { heading: 'WHAT SETTLES THE MOST', of: ({ action }) => action },
      { heading: 'BY', of: ({ owner }) => OWNERS[owner] },
      { heading: 'EFFORT', of: ({ effort }) => effort },
      { heading: 'CELLS', number: true, of: ({ cells }) => cells.toLocaleString('en-US') },
    ],
    '',
  );
  return indented(table);
}

const OWNERS = { it: 'IT', infosec: 'InfoSec', both: 'both', none: 'nobody' } as const;

function paint() {
  return paintFor(process.stdout.isTTY === true && !process.env.NO_COLOR);
}

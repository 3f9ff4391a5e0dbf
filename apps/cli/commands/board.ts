import { type BoardDto, getBoard } from '@baton/contract/board.ts';
import { Command } from 'commander';
import { paintFor } from '../compare/paint.ts';
import { bridgeLines, headline } from '../compare/print-comparison.ts';
import { connect } from '../server/connect.ts';
import { printJson, tableText } from '../terminal/print-table.ts';

/** `baton board`: both teams’ numbers, the agreed one, and what would settle the most. */
export function boardCommand(): Command {
  return new Command('board')
    .description('Show the one number, both teams’ numbers and the smallest actions that gain the most')
    .option('--json', 'print what the API says')
    .action(({ json }: { readonly json?: boolean }) =>
      show(json === true, (board) => [...numbers(board), '', ...actions(board)]),
    );
}

/** `baton bridge`: why the two teams’ numbers differ. */
export function bridgeCommand(): Command {
  return new Command('bridge')
    .description('Show the steps from IT’s number over agreed to InfoSec’s, a cause each')
    .option('--json', 'print what the API says')
    .action(({ json }: { readonly json?: boolean }) =>
      show(json === true, (board) => bridgeLines({ bridge: bridgeOf(board) }, paint())),
    );
}

async function show(json: boolean, lines: (board: BoardDto) => readonly string[]): Promise<void> {
  const call = await connect();
  const board = await call(getBoard);
  if (json) printJson(board);
  else process.stdout.write(`\n${lines(board).join('\n')}\n\n`);
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
  return table
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`);
}

const OWNERS = { it: 'IT', infosec: 'InfoSec', both: 'both', none: 'nobody' } as const;

function paint() {
  return paintFor(process.stdout.isTTY === true && !process.env.NO_COLOR);
}

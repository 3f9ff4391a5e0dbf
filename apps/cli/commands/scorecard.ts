import { getScorecard, type ScoreRow } from '@baton/contract/confirmations.ts';
import { formatFraction } from '@baton/presentation/formats.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { type Column, printJson, tableText } from '../terminal/print-table.ts';

const COLUMNS: readonly Column<ScoreRow>[] = [
  { heading: 'TOOL', of: ({ tool }) => tool },
  { heading: 'CHECK', of: ({ check }) => check ?? 'all' },
  { heading: 'NAME', of: ({ name }) => name ?? '' },
  { heading: 'WRONG', of: ({ wrong, answered }) => formatFraction({ numerator: wrong, denominator: answered }) },
  { heading: 'DEVICES', of: ({ devices }) => String(devices), number: true },
  { heading: 'LAST', of: ({ lastAt }) => lastAt.slice(0, 10) },
  {
    heading: 'PROPOSED',
    of: ({ proposal }) => (proposal === null ? '' : `${proposal.ruleId}${proposal.inRules ? ' (there)' : ''}`),
  },
];

/** `baton scorecard`: how often checks and tools were confirmed wrong. */
export function scorecardCommand(): Command {
  return new Command('scorecard')
    .description('Show how often each tool and check was confirmed wrong, of the cells that InfoSec answered')
    .option('--json', 'print what the API says')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const card = await (await connect())(getScorecard);
      if (json === true) printJson(card);
      else {
        process.stdout.write(
          tableText([...card.tools, ...card.checks], COLUMNS, 'InfoSec has answered no positive proof yet.'),
        );
      }
    });
}

import { getBoardTrend, type TrendDay } from '@baton/contract/board.ts';
import { Command } from 'commander';
import { percent, share } from '../compare/numbers.ts';
import { connect } from '../server/connect.ts';
import { type Column, printJson, tableText } from '../terminal/print-table.ts';

const COLUMNS: readonly Column<TrendDay>[] = [
  { heading: 'DAY', of: ({ day }) => day },
  { heading: 'AGREED', number: true, of: ({ agreed }) => percent(agreed) },
  { heading: 'PROVEN OF REQUIRED', number: true, of: ({ agreed }) => share(agreed) },
  ...(['open', 'disputed', 'unproven', 'unexplained'] as const).map((name) => ({
    heading: name.toUpperCase(),
    number: true as const,
    of: (day: TrendDay) => day[name].toLocaleString('en-US'),
  })),
];

/** `baton trend`: how the numbers moved, a line a day. */
export function trendCommand(): Command {
  return new Command('trend')
    .description('Show how agreed, disputed, unproven and unexplained moved, a line a day')
    .option('--days <number>', 'how many days', '30')
    .option('--scope <scope>', 'only these devices: "site:Berlin;os:Windows 10"')
    .option('--json', 'print what the API says')
    .action(
      async ({ days, scope, json }: { readonly days: string; readonly scope?: string; readonly json?: boolean }) => {
        const call = await connect();
        const trend = await call(getBoardTrend, { query: { days, scope } });
        if (json === true) printJson(trend);
        else process.stdout.write(tableText(trend.days, COLUMNS, 'There is no report yet.'));
      },
    );
}

import { type Coverage, getCoverage } from '@baton/contract/board.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { printJson, tableText } from '../terminal/print-table.ts';

interface Line {
  readonly name: string;
  readonly looks: Coverage['teams'][number]['looks'];
}

const BANDS = { day: '24 H', week: '7 D', month: '30 D', quarter: '90 D', older: 'OLDER', never: 'NEVER' } as const;

/** `baton coverage`: who has not looked, and since when. */
export function coverageCommand(): Command {
  return new Command('coverage')
    .description('Show who has not looked, and since when: devices by the age of the last look')
    .option('--scope <scope>', 'only these devices: "site:Berlin;os:Windows 10"')
    .option('--json', 'print what the API says')
    .action(async ({ scope, json }: { readonly scope?: string; readonly json?: boolean }) => {
      const call = await connect();
      const coverage = await call(getCoverage, { query: { scope } });
      if (json === true) return printJson(coverage);
      const lines: readonly Line[] = [
        ...coverage.teams.map(({ team, looks }) => ({ name: team === 'it' ? 'IT' : 'InfoSec', looks })),
        ...coverage.sources.map(({ name, looks }) => ({ name: `  ${name}`, looks })),
      ];
      const bands = Object.entries(BANDS).map(([band, heading]) => ({
        heading,
        number: true as const,
        of: ({ looks }: Line) => (looks.find((one) => one.lastLook === band)?.devices ?? 0).toLocaleString('en-US'),
      }));
      process.stdout.write(tableText(lines, [{ heading: 'LAST LOOK', of: ({ name }) => name }, ...bands], ''));
    });
}

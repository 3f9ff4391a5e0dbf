import { checkCells } from '@baton/contract/board.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { printJson } from '../terminal/print-table.ts';

/** `baton reconcile --check`: whether what is kept is what the evidence gives. */
export function reconcileCommand(): Command {
  return new Command('reconcile')
    .description('Check the kept verdicts and numbers against the evidence; exit code 1 where they differ')
    .requiredOption('--check', 'judge everything again and compare; changes nothing')
    .option('--json', 'print what the API says')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const call = await connect();
      const found = await call(checkCells);
      const differs = found.differingDevices.length + found.differingTotals.length > 0;
      if (json === true) printJson(found);
      else if (differs)
        process.stdout.write(
          `${[...found.differingDevices.map((name) => `${name} differs`), ...found.differingTotals].join('\n')}\n`,
        );
      else
        process.stdout.write(
          `${found.cells.toLocaleString('en-US')} cells of ${found.devices.toLocaleString('en-US')} devices are what the evidence gives, and every number is their sum.\n`,
        );
      if (differs) process.exitCode = 1;
    });
}

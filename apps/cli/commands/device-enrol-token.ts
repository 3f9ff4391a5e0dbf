import { createEnrolmentToken } from '@baton/contract/agent.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { printJson } from '../terminal/print-table.ts';

/** `baton device enrol-token`: the token with which a device enrols. */
export function deviceEnrolTokenCommand(): Command {
  return new Command('enrol-token')
    .description('Make a one-time token with which a device enrols')
    .option('--hours <hours>', 'how long it can be used', '24')
    .option('--uses <devices>', 'how many devices may enrol with it', '1')
    .option('--note <text>', 'what it is for; shown in the log', '')
    .option('--json', 'print what the API says')
    .action(async ({ hours, uses, note, json }: { hours: string; uses: string; note: string; json?: boolean }) => {
      const call = await connect();
      const made = await call(createEnrolmentToken, { body: { hours: Number(hours), uses: Number(uses), note } });
      if (json === true) return printJson(made);
      process.stdout.write(`${made.token}\n`);
      process.stderr.write(
        `Usable until ${made.expiresAt}. On the device: npm run agent -- --server URL --token TOKEN\n`,
      );
    });
}

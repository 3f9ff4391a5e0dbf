import { cancelCommand } from '@baton/contract/agent.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';

/** `baton device cancel`: takes back what a device has not begun. */
export function deviceCancelCommand(): Command {
  return new Command('cancel')
    .description('Cancel a command that its device has not begun')
    .argument('<command>', 'id of the command')
    .action(async (commandId: string) => {
      const call = await connect();
      const { cancelled, state } = await call(cancelCommand, { params: { commandId } });
      process.stdout.write(cancelled ? 'Cancelled.\n' : `Too late: the command is ${state}.\n`);
      if (!cancelled) process.exitCode = 1;
    });
}

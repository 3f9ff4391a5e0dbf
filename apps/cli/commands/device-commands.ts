import { type CommandRow, listDeviceCommands } from '@baton/contract/agent.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { type Column, printList } from '../terminal/print-table.ts';

const COLUMNS: readonly Column<CommandRow>[] = [
  { heading: 'MADE', of: (command) => command.createdAt.slice(0, 16).replace('T', ' ') },
  { heading: 'BY', of: (command) => command.createdBy },
  { heading: 'WHAT', of: ({ order }) => order.packages.map((item) => `${item.name}=${item.version}`).join(' ') },
  { heading: 'STATE', of: (command) => command.result?.outcome ?? command.state },
  { heading: 'EXIT', number: true, of: (command) => command.result?.exitCode?.toString() ?? '' },
  { heading: 'ID', of: (command) => command.commandId },
];

/** `baton device commands`: what a device was told to do and what came of it. */
export function deviceCommandsCommand(): Command {
  return new Command('commands')
    .description('List what a device was told to do and what came of it, newest first')
    .argument('<device>', 'id of the device')
    .option('--json', 'print what the API says, with the output of each step')
    .action(async (deviceId: string, { json }: { json?: boolean }) => {
      const call = await connect();
      const list = await call(listDeviceCommands, { params: { deviceId }, query: { pageSize: 100 } });
      printList(list, COLUMNS, { json, none: 'This device was never told to do anything.' });
    });
}

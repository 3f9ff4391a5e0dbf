import { CallError } from '@baton/contract/client.ts';
import { Command } from 'commander';
import { COMMANDS } from './commands/registry.ts';
import { guardTerminal } from './terminal/guard-terminal.ts';

const program = new Command('baton')
  .description('Patch management as one relay: IT owns execution, InfoSec owns validation')
  .showHelpAfterError('(see --help)')
  .configureHelp({ showGlobalOptions: true });
for (const stream of [process.stdout, process.stderr]) guardTerminal(stream);
for (const command of COMMANDS) program.addCommand(command());

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}

/** Errors of ours in words; one that is not is a fault, told with its stack. */
function explain(error: unknown): string {
  if (error instanceof CallError) {
    const where = error.where === undefined ? '' : ` (${error.where})`;
    return [
      `${error.message}${where}`,
      error.hint,
      error.status >= 500 && error.id !== undefined ? `Id in the server's log: ${error.id}` : undefined,
    ]
      .filter((line) => line !== undefined)
      .join('\n');
  }
  if (error instanceof Error && 'code' in error && error.name !== 'Error') return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

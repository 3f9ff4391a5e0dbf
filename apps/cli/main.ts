import { Command } from 'commander';
import { COMMANDS } from './commands/registry.ts';
import { explainError } from './terminal/explain-error.ts';
import { guardTerminal } from './terminal/guard-terminal.ts';
import { guideErrors } from './terminal/guide-errors.ts';

const program = new Command('baton')
  .description('Patch management as one relay: IT owns execution, InfoSec owns validation')
  .configureHelp({ showGlobalOptions: true });
for (const stream of [process.stdout, process.stderr]) guardTerminal(stream);
for (const command of COMMANDS) program.addCommand(command());
guideErrors(program);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${explainError(error)}\n`);
  process.exitCode = 1;
}

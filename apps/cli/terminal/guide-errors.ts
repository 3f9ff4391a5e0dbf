import type { Command } from 'commander';

/**
 * Has every command say after what was wrong how it is called, and where more stands. Settings of the program do not reach the
 * commands that were made on their own, so each is told.
 */
export function guideErrors(command: Command, path = command.name()): void {
  command.showHelpAfterError(`Usage: ${path} ${command.usage()}\nMore: ${path} --help`);
  command.configureOutput({
    outputError: (said, write) => write(`${said.trimEnd()}${whatItTakes(command, said)}\n`),
  });
  for (const one of command.commands) guideErrors(one, `${path} ${one.name()}`);
}

/** Of an option that was given without its value. */
function whatItTakes({ options }: Command, said: string): string {
  const flags = /option '(.+)' argument missing/.exec(said)?.[1];
  const option = options.find((one) => one.flags === flags);
  return option === undefined ? '' : `: ${option.description}`;
}

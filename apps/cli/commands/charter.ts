import { Command } from 'commander';
import { charterApplyCommand } from './charter-apply.ts';
import { charterDiffCommand } from './charter-diff.ts';
import { charterExportCommand } from './charter-export.ts';
import { charterShowCommand } from './charter-show.ts';
import { charterSignCommand } from './charter-sign.ts';

/** `baton charter …`: who is responsible for what, signed by both leads. */
export function charterCommand(): Command {
  const charter = new Command('charter').description('Who is responsible for what, signed by both leads');
  for (const command of [
    charterShowCommand,
    charterExportCommand,
    charterApplyCommand,
    charterDiffCommand,
    charterSignCommand,
  ]) {
    charter.addCommand(command());
  }
  return charter;
}

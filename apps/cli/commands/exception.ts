import { Command } from 'commander';
import {
  exceptionAttestCommand,
  exceptionCheckCommand,
  exceptionNoteCommands,
  exceptionRenewCommand,
} from './exception-acts.ts';
import { exceptionListCommand } from './exception-list.ts';
import { exceptionRequestCommand } from './exception-request.ts';
import { exceptionReviewCommand } from './exception-review.ts';
import { exceptionShowCommand } from './exception-show.ts';
import { exceptionSignCommand } from './exception-sign.ts';

/** `baton exception …`: what is set aside, by both teams' signatures, for a time. */
export function exceptionCommand(): Command {
  const exception = new Command('exception').description('Exceptions: what is set aside, signed by both teams');
  for (const command of [
    exceptionListCommand(),
    exceptionShowCommand(),
    exceptionRequestCommand(),
    exceptionSignCommand(),
    exceptionRenewCommand(),
    ...exceptionNoteCommands(),
    exceptionAttestCommand(),
    exceptionCheckCommand(),
    exceptionReviewCommand(),
  ])
    exception.addCommand(command);
  return exception;
}

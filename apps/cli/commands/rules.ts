import { Command } from 'commander';
import { rulesApplyCommand } from './rules-apply.ts';
import { rulesOfferCommand } from './rules-offer.ts';
import { rulesPreviewCommand } from './rules-preview.ts';
import { rulesShowCommand } from './rules-show.ts';
import { rulesSignCommand } from './rules-sign.ts';

/** `baton rules …`: which causes are tried in which order, and the customer’s own. */
export function rulesCommand(): Command {
  const rules = new Command('rules').description(
    'The rule set: causes, their order, and own rules; both leads sign it',
  );
  for (const command of [
    rulesShowCommand,
    rulesApplyCommand,
    rulesPreviewCommand,
    rulesOfferCommand,
    rulesSignCommand,
  ]) {
    rules.addCommand(command());
  }
  return rules;
}

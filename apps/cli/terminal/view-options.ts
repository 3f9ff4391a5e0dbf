import type { Command } from 'commander';

/** Which devices, and as of the end of which day. */
export interface ViewFlags {
  readonly scope?: string;
  readonly day?: string;
}

/** Adds `--scope` and, where any day can be had, `--day`. */
export function withView(command: Command, { day }: { readonly day: boolean } = { day: true }): Command {
  command.option('--scope <scope>', 'only these devices: "site:Berlin;os:Windows 10" (see "baton scopes")');
  return day ? command.option('--day <date>', 'as it was at the end of that day (UTC): 2026-11-23') : command;
}

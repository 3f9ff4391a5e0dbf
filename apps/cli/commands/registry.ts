import type { Command } from 'commander';
import { compareCommand } from './compare.ts';
import { deviceCommand } from './device.ts';
import { logCommand } from './log.ts';
import { peopleCommand } from './people.ts';
import { remediationCommand } from './remediation.ts';
import { signInCommand, signOutCommand } from './sign-in.ts';
import { whoamiCommand } from './whoami.ts';

/** Every command, in the order that help shows them. */
export const COMMANDS: readonly (() => Command)[] = [
  compareCommand,
  signInCommand,
  signOutCommand,
  whoamiCommand,
  remediationCommand,
  deviceCommand,
  peopleCommand,
  logCommand,
];

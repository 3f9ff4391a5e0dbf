import { Command } from 'commander';
import { remediationCloseCommand } from './remediation-close.ts';
import { remediationDeployCommand } from './remediation-deploy.ts';
import { remediationHandOverCommand } from './remediation-hand-over.ts';
import { remediationListCommand } from './remediation-list.ts';
import { remediationShowCommand } from './remediation-show.ts';
import { remediationVerifyCommand } from './remediation-verify.ts';

/** `baton remediation …`: fixes on their way through the relay. */
export function remediationCommand(): Command {
  const remediation = new Command('remediation').description('Fixes on their way through the relay');
  for (const command of [
    remediationListCommand,
    remediationShowCommand,
    remediationHandOverCommand,
    remediationDeployCommand,
    remediationVerifyCommand,
    remediationCloseCommand,
  ]) {
    remediation.addCommand(command());
  }
  return remediation;
}

import { Command } from 'commander';
import { policyApplyCommand } from './policy-apply.ts';
import { policyShowCommand } from './policy-show.ts';
import { policySignCommand } from './policy-sign.ts';
import { policySimulateCommand } from './policy-simulate.ts';

/** `baton policy …`: the service levels that both leads sign. */
export function policyCommand(): Command {
  const policy = new Command('policy').description('The service-level policy: show, apply, simulate, sign');
  for (const command of [policyShowCommand, policyApplyCommand, policySimulateCommand, policySignCommand]) {
    policy.addCommand(command());
  }
  return policy;
}

import { retireAgent } from '@baton/contract/agent.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';

/** `baton device retire`: withdraws the agent of a device. */
export function deviceRetireCommand(): Command {
  return new Command('retire')
    .description('Withdraw an agent: its key is refused from now on')
    .argument('<agent>', 'id of the agent')
    .action(async (agentId: string) => {
      const call = await connect();
      await call(retireAgent, { params: { agentId } });
      process.stdout.write('Withdrawn.\n');
    });
}

import { closeRemediation } from '@baton/contract/remediation-moves.ts';
import { Command } from 'commander';
import { asPerson } from '../server/session-client.ts';
import { findRemediation } from './find-remediation.ts';

/** `baton remediation close`: signed by a person of InfoSec who did not deploy, when every required cell is proven. */
export function remediationCloseCommand(): Command {
  return new Command('close')
    .description('Close when every required cell is proven; a person of InfoSec who did not deploy signs for it')
    .argument('<fix>', 'the fix ("KB5044273") or the id of the remediation')
    .requiredOption('--note <words>', 'what was verified')
    .action(async (fix: string, { note }: { readonly note: string }) => {
      await asPerson(async (call) => {
        const { id, version } = await findRemediation(call, fix);
        return call(closeRemediation, { params: { remediationId: id }, body: { version, note } });
      });
      process.stdout.write('Closed.\n');
    });
}

import { getServiceLevels, signPolicy } from '@baton/contract/service-levels.ts';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { asPerson } from '../server/session-client.ts';

/** `baton policy sign N`: a lead signs a version, with their password. */
export function policySignCommand(): Command {
  return new Command('sign')
    .description('Sign a version of the policy for your team; with both signatures it is in force')
    .argument('<version>', 'the version')
    .action(async (version: string) => {
      const { inForce } = await asPerson(async (call, prove) => {
        const found = (await call(getServiceLevels)).versions.find((one) => String(one.version) === version);
        if (!found) throw new CliError('bad-option', `There is no version ${version} of the policy.`);
        process.stderr.write(`Version ${version}, ${found.policyName}: ${found.note}\n\n${found.text}\n`);
        const proof = prove('/settings/service-levels');
        return call(signPolicy, { params: { version: found.version }, body: { hash: found.hash, proof } });
      });
      process.stdout.write(
        inForce
          ? `Version ${version} is in force. Deadlines follow it now.\n`
          : `Signed. Version ${version} waits for the other team.\n`,
      );
    });
}

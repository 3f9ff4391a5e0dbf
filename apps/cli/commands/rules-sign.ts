import { getRules, signRules } from '@baton/contract/rules.ts';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { asPerson } from '../server/session-client.ts';

/** `baton rules sign`: a lead signs the version that waits, for the own team. */
export function rulesSignCommand(): Command {
  return new Command('sign')
    .description('Sign the version that waits, for my team; with both leads’ signatures it is in force')
    .argument('<version>', 'the version that you have read')
    .action(async (version: string) => {
      const inForce = await asPerson(async (call, prove) => {
        const { open } = await call(getRules);
        if (open === null) throw new CliError('bad-option', 'No version of the rule set waits for a signature.');
        if (String(open.version) !== version) {
          throw new CliError(
            'bad-option',
            `Version ${open.version} waits for signatures, not ${version}. Read it first.`,
          );
        }
        const params = { version: open.version };
        return (await call(signRules, { params, body: { hash: open.hash, proof: prove('/settings/rules') } })).inForce
          .version;
      });
      process.stdout.write(
        String(inForce) === version
          ? `Rule set ${version} is in force. The fleet is judged again.\n`
          : 'Signed. It is in force when the other team’s lead has signed.\n',
      );
    });
}

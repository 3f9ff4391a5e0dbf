import { getCaller } from '@baton/contract/people.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { readProfile } from '../server/profile.ts';

/** `baton whoami`: whom the key on this computer acts for. */
export function whoamiCommand(): Command {
  return new Command('whoami').description('Show the server and whom your key acts for').action(async () => {
    const { url } = await readProfile();
    const call = await connect();
    const { name, team, role, permissions, demo } = await call(getCaller);
    process.stdout.write(
      `${name}: ${role} of ${team === 'it' ? 'IT' : 'InfoSec'} at ${url}\n${demo ? 'Demo: made-up devices and people\n' : ''}May: ${permissions.join(', ')}\n`,
    );
  });
}

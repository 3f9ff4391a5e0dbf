import { hostname } from 'node:os';
import { createClient } from '@baton/contract/client.ts';
import { createKey, getCaller, signIn, signOut } from '@baton/contract/people.ts';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { profilePath, removeProfile, writeProfile } from '../server/profile.ts';
import { sessionClient } from '../server/session-client.ts';
import { ask } from '../terminal/ask.ts';

/** `baton sign-in`: from e-mail and password to an API key of the own team, kept for this user. */
export function signInCommand(): Command {
  return new Command('sign-in')
    .description('Choose a server and get an API key of your team for this computer')
    .argument('<url>', 'address of the server, for example https://baton.example.org')
    .option('--key', 'ask for an API key that exists instead of e-mail and password')
    .addHelpText('after', `\nThe key is kept in ${profilePath()}, readable for you only.\n`)
    .action(async (url: string, flags: { readonly key?: boolean }) => {
      if (!URL.canParse(url))
        throw new CliError('bad-option', `${url} is no address. Write it as https://baton.example.org.`);
      const key = flags.key === true ? await ask('API key: ', { hidden: true }) : await makeKey(url);
      const { name, team, role } = await createClient({ baseUrl: url, key })(getCaller);
      await writeProfile({ url, key });
      process.stdout.write(`You act for ${teamName(team)} as ${role} by the key "${name}".\n`);
    });
}

/** `baton sign-out`: forgets server and key here; the key itself is revoked in Settings. */
export function signOutCommand(): Command {
  return new Command('sign-out').description('Forget the server and the key on this computer').action(async () => {
    await removeProfile();
    process.stdout.write('Forgotten here. The key itself stays good until it is revoked in Settings.\n');
  });
}

async function makeKey(url: string): Promise<string> {
  const email = await ask('E-mail: ');
  const password = await ask('Password: ', { hidden: true });
  const session = sessionClient(url);
  const { role } = await session(signIn, { body: { email, password } });
  try {
    const { secret } = await session(createKey, { body: { name: `baton on ${hostname()}`, role } });
    return secret;
  } finally {
    await session(signOut);
  }
}

function teamName(team: 'it' | 'infosec'): string {
  return team === 'it' ? 'IT' : 'InfoSec';
}

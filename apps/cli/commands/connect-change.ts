import type { Client } from '@baton/contract/client.ts';
import {
  type ConnectionRow,
  listConnections,
  removeConnection,
  renewSigningSecret,
  setConnectionActive,
  testConnection,
} from '@baton/contract/connections.ts';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { asPerson } from '../server/session-client.ts';

/** What is done to a connection by its name. */
export function changeCommands(): readonly Command[] {
  return [
    act('test', 'Send a test, or look whether the other tool lets Baton in', async (call, { connectionId }) => {
      const { arrived, said, hint } = await call(testConnection, { params: { connectionId } });
      if (!arrived) throw new CliError('no-answer', [said, hint ?? ''].join('\n').trim());
      return said;
    }),
    act('pause', 'Pause a connection: what happens meanwhile is not told', async (call, { connectionId, name }) => {
      await call(setConnectionActive, { params: { connectionId }, body: { active: false } });
      return `${name} is paused.`;
    }),
    act('resume', 'Let a paused connection go on', async (call, { connectionId, name }) => {
      await call(setConnectionActive, { params: { connectionId }, body: { active: true } });
      return `${name} goes on.`;
    }),
    act('new-secret', 'Make a new secret by which a webhook is signed', async (call, { connectionId }) => {
      const { signingSecret } = await call(renewSigningSecret, { params: { connectionId } });
      return `Signed by ${signingSecret} from now on. It is shown this once.`;
    }),
    act('remove', 'Remove a connection and its secret', async (call, { connectionId, name }) => {
      await call(removeConnection, { params: { connectionId } });
      return `${name} is removed.`;
    }),
  ];
}

function act(
  verb: string,
  description: string,
  perform: (call: Client, connection: ConnectionRow) => Promise<string>,
): Command {
  return new Command(verb)
    .description(`${description}; a lead or an administrator does`)
    .argument('<name>', 'the connection')
    .action(async (name: string) => {
      const said = await asPerson(async (call) => perform(call, await findNamed(call, name)));
      process.stdout.write(`${said}\n`);
    });
}

/** A connection by its name, whatever the case. */
export async function findNamed(call: Client, name: string): Promise<ConnectionRow> {
  const { rows } = await call(listConnections);
  const found = rows.find((row) => row.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const names = rows.map((row) => row.name).join(', ');
  throw new CliError(
    'bad-option',
    `No connection is called ${name}. ${names === '' ? 'There is none yet.' : `There are: ${names}.`}`,
  );
}

import { listPasskeys, type Passkey, renamePasskey } from '@baton/contract/passkeys.ts';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { asPerson } from '../server/session-client.ts';
import { type Column, printList } from '../terminal/print-table.ts';

const COLUMNS: readonly Column<Passkey>[] = [
  { heading: 'PASSKEY', of: ({ name }) => name },
  { heading: 'WORKS AT', of: ({ domain, works }) => (works ? domain : `${domain}, where this Baton is no more`) },
  { heading: 'ADDED', of: ({ createdAt }) => createdAt.slice(0, 10) },
  { heading: 'LAST USED', of: ({ lastUsedAt }) => lastUsedAt?.slice(0, 16).replace('T', ' ') ?? 'never' },
];

const PURPOSE = 'Passkeys are a person’s own.';

/** `baton passkeys`: one's own. A terminal can ask none, so they are added and removed on the page of the account. */
export function passkeysCommand(): Command {
  return new Command('passkeys')
    .description('List your passkeys, or rename one; the page /account adds and removes them')
    .option('--json', 'print what the API says')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const { passkeys } = await asPerson((call) => call(listPasskeys), PURPOSE);
      const none = 'You have no passkey. The page /account adds one.';
      printList({ rows: passkeys, total: passkeys.length }, COLUMNS, { json, none });
    })
    .addCommand(renameCommand());
}

function renameCommand(): Command {
  return new Command('rename')
    .description('Give a passkey of yours another name')
    .argument('<passkey>', 'its name, or its id')
    .argument('<name>', 'what it is on: "laptop"')
    .action(async (passkey: string, name: string) => {
      const renamed = await asPerson(async (call) => {
        const { passkeys } = await call(listPasskeys);
        return call(renamePasskey, { params: { passkeyId: idOf(passkey, passkeys) }, body: { name } });
      }, PURPOSE);
      process.stdout.write(`It is called ${renamed.name} now.\n`);
    });
}

function idOf(asked: string, passkeys: readonly Passkey[]): string {
  const named = passkeys.filter(({ passkeyId, name }) => passkeyId === asked || name === asked);
  const [one, another] = named;
  if (one === undefined) {
    const yours = passkeys.map(({ name }) => `"${name}"`).join(', ');
    const have = yours === '' ? 'You have none. The page /account adds one.' : `Yours: ${yours}.`;
    throw new CliError('bad-option', `You have no passkey "${asked}". ${have}`);
  }
  if (another === undefined) return one.passkeyId;
  const ids = named.map(({ passkeyId, createdAt }) => `${passkeyId}, added ${createdAt.slice(0, 10)}`);
  throw new CliError(
    'bad-option',
    `You have ${named.length} passkeys "${asked}". Name one by its id:\n${ids.join('\n')}`,
  );
}

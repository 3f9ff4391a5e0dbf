import { listPasskeys, type Passkey } from '@baton/contract/passkeys.ts';
import { Command } from 'commander';
import { asPerson } from '../server/session-client.ts';
import { type Column, printList } from '../terminal/print-table.ts';

const COLUMNS: readonly Column<Passkey>[] = [
  { heading: 'PASSKEY', of: ({ name }) => name },
  { heading: 'WORKS AT', of: ({ domain, works }) => (works ? domain : `${domain}, where this Baton is no more`) },
  { heading: 'ADDED', of: ({ createdAt }) => createdAt.slice(0, 10) },
  { heading: 'LAST USED', of: ({ lastUsedAt }) => lastUsedAt?.slice(0, 16).replace('T', ' ') ?? 'never' },
];

/** `baton passkeys`: one's own. A terminal can ask none, so they are added and removed on the page of the account. */
export function passkeysCommand(): Command {
  return new Command('passkeys')
    .description('List your passkeys; the page /account adds and removes them')
    .option('--json', 'print what the API says')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const { passkeys } = await asPerson((call) => call(listPasskeys));
      const none = 'You have no passkey. The page /account adds one.';
      printList({ rows: passkeys, total: passkeys.length }, COLUMNS, { json, none });
    });
}

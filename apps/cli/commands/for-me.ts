import { listNotifications, readNotification } from '@baton/contract/notifications.ts';
import { Command } from 'commander';
import { asPerson } from '../server/session-client.ts';
import { printList } from '../terminal/print-table.ts';

/** `baton for-me`: what a person was told, as on the page "For you". */
export function forMeCommand(): Command {
  return new Command('for-me')
    .description('List what is for you: warnings, deadlines that passed, what waits for your signature')
    .option('--unread', 'only what you have not read')
    .option('--read', 'mark all of it as read')
    .option('--json', 'print what the API says')
    .action(
      async ({
        unread,
        read,
        json,
      }: {
        readonly unread?: boolean;
        readonly read?: boolean;
        readonly json?: boolean;
      }) => {
        const list = await asPerson(async (call) => {
          const found = await call(listNotifications, {
            query: { ...(unread ? { unread: 'true' as const } : {}), pageSize: 100 },
          });
          const newest = found.rows[0];
          if (read === true && newest) await call(readNotification, { body: { upTo: newest.id } });
          return found;
        });
        const columns = [
          { heading: 'TIME', of: (row: (typeof list.rows)[number]) => row.createdAt.slice(0, 16).replace('T', ' ') },
          {
            heading: '',
            of: (row: (typeof list.rows)[number]) => (row.settled !== null ? 'done' : row.readAt === null ? 'new' : ''),
          },
          {
            heading: 'WHAT',
            of: ({ title, settled }: (typeof list.rows)[number]) => (settled === null ? title : `${title}. ${settled}`),
          },
        ];
        printList(list, columns, { json, none: 'There is nothing for you.' });
      },
    );
}

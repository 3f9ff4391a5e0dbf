import { listPeople, type PersonRow } from '@baton/contract/people.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { type Column, printList } from '../terminal/print-table.ts';

const COLUMNS: readonly Column<PersonRow>[] = [
  { heading: 'NAME', of: (person) => person.name },
  { heading: 'E-MAIL', of: (person) => person.email },
  { heading: 'TEAM', of: (person) => (person.team === 'it' ? 'IT' : 'InfoSec') },
  { heading: 'ROLE', of: (person) => `${person.role}${person.administrator ? ', administrator' : ''}` },
  { heading: 'LAST SEEN', of: (person) => person.lastSeenAt?.slice(0, 16).replace('T', ' ') ?? 'never' },
  { heading: '', of: (person) => (person.deactivatedAt === null ? '' : 'closed') },
];

/** `baton people`: who has an account. */
export function peopleCommand(): Command {
  return new Command('people')
    .description('List people')
    .option('--team <team>', 'it or infosec')
    .option('--search <text>', 'part of a name or e-mail')
    .option('--json', 'print what the API says')
    .action(
      async ({
        team,
        search,
        json,
      }: {
        readonly team?: 'it' | 'infosec';
        readonly search?: string;
        readonly json?: boolean;
      }) => {
        const call = await connect();
        printList(await call(listPeople, { query: { team, search, pageSize: 500 } }), COLUMNS, {
          json,
          none: 'There are no such people.',
        });
      },
    );
}

import { type CalendarFeed, listCalendars, makeCalendar, revokeCalendar } from '@baton/contract/calendar.ts';
import { Command, Option } from 'commander';
import { CliError } from '../cli-error.ts';
import { asPerson } from '../server/session-client.ts';
import { type Column, printList } from '../terminal/print-table.ts';

const COLUMNS: readonly Column<CalendarFeed>[] = [
  { heading: 'CALENDAR', of: ({ name }) => name },
  { heading: 'SHOWS', of: showsWords },
  { heading: 'READ', number: true, of: ({ reads }) => String(reads) },
  { heading: 'LAST', of: ({ lastReadAt }) => lastReadAt?.slice(0, 16).replace('T', ' ') ?? 'never' },
  { heading: '', of: ({ revokedAt }) => (revokedAt === null ? '' : 'revoked') },
];

function showsWords({ windows, deadlines }: CalendarFeed): string {
  const of = { it: 'deadlines of IT', infosec: 'deadlines of InfoSec', both: 'all deadlines' } as const;
  return [...(windows ? ['windows'] : []), ...(deadlines === null ? [] : [of[deadlines]])].join(', ');
}

/** `baton connect calendar …`: own feeds for a calendar program. */
export function calendarCommand(): Command {
  const calendar = new Command('calendar').description('Your calendars of maintenance windows and deadlines (iCal)');
  calendar
    .command('list', { isDefault: true })
    .description('List your calendars')
    .option('--json', 'print what the API says')
    .action(async ({ json }: { readonly json?: boolean }) => {
      printList(await asPerson((call) => call(listCalendars)), COLUMNS, { json, none: 'You have no calendar yet.' });
    });
  calendar
    .command('make')
    .description('Make one: its address is shown this once')
    .argument('<name>')
    .addOption(
      new Option('--deadlines <of>', 'whose deadlines').choices(['it', 'infosec', 'both', 'none']).default('both'),
    )
    .option('--no-windows', 'without maintenance windows')
    .action(
      async (name: string, { deadlines, windows }: { readonly deadlines: Deadlines; readonly windows: boolean }) => {
        const body = { name, windows, deadlines: deadlines === 'none' ? null : deadlines };
        const { address } = await asPerson((call) => call(makeCalendar, { body }));
        process.stdout.write(`${address}\nSubscribe to it in your calendar program. It is shown this once.\n`);
      },
    );
  calendar
    .command('revoke')
    .description('Revoke one at once')
    .argument('<name>')
    .action(async (name: string) => {
      await asPerson(async (call) => {
        const { rows } = await call(listCalendars);
        const found = rows.find((row) => row.name === name && row.revokedAt === null);
        if (found === undefined) throw new CliError('bad-option', `You have no calendar called ${name}.`);
        await call(revokeCalendar, { params: { feedId: found.feedId } });
      });
      process.stdout.write(`${name} is revoked.\n`);
    });
  return calendar;
}

type Deadlines = 'it' | 'infosec' | 'both' | 'none';

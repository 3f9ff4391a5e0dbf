import type { ClockDto } from '@baton/contract/remediation-clock.ts';
import { listRemediations, place, type RemediationRow } from '@baton/contract/remediations.ts';
import { Command, Option } from 'commander';
import { connect } from '../server/connect.ts';
import { type Column, printList } from '../terminal/print-table.ts';

const COLUMNS: readonly Column<RemediationRow>[] = [
  { heading: 'DUE', of: ({ clock }) => dueWords(clock) },
  { heading: 'REMEDIATION', of: (row) => row.fix },
  { heading: 'TITLE', of: (row) => (row.title === row.fix ? '' : row.title.slice(0, 60)) },
  {
    heading: 'NOT PROVEN',
    number: true,
    of: ({ agreed }) => `${agreed.denominator - agreed.numerator}/${agreed.denominator}`,
  },
  {
    heading: 'LEG',
    of: (row) => `${row.place}${row.emergency ? ', emergency' : ''}${row.isSplit ? ', split off' : ''}`,
  },
  { heading: 'HOLDS THE BATON', of: (row) => (row.place === 'closed' ? '' : teamName(row.holder)) },
];

/** `baton remediation list`: what to take up first. */
export function remediationListCommand(): Command {
  return new Command('list')
    .description('List remediations, what to take up first')
    .addOption(new Option('--state <state>', 'open, closed or all').choices(['open', 'closed', 'all']).default('open'))
    .addOption(new Option('--leg <leg>', 'only in this leg').choices([...place.options]))
    .addOption(new Option('--team <team>', 'only where this team holds the baton').choices(['it', 'infosec']))
    .option('--overdue', 'only what is overdue')
    .option('--emergency', 'only emergencies')
    .option('--search <text>', 'part of the fix or a CVE')
    .option('--json', 'print what the API says')
    .action(async (flags: Flags) => {
      const call = await connect();
      const query = {
        state: flags.state,
        place: flags.leg,
        holder: flags.team,
        overdue: flags.overdue === true ? ('true' as const) : undefined,
        emergency: flags.emergency === true ? ('true' as const) : undefined,
        search: flags.search,
        sort: 'next',
        pageSize: 500,
      };
      printList(await call(listRemediations, { query }), COLUMNS, {
        json: flags.json,
        none: 'There are no such remediations.',
      });
    });
}

interface Flags {
  readonly state: 'open' | 'closed' | 'all';
  readonly leg?: RemediationRow['place'];
  readonly team?: 'it' | 'infosec';
  readonly overdue?: boolean;
  readonly emergency?: boolean;
  readonly search?: string;
  readonly json?: boolean;
}

/** "2026-11-26 08:00", with what happened to it. */
export function dueWords({ dueAt, state, aim }: ClockDto): string {
  if (dueAt === null) return 'no deadline';
  const what = { over: ', over', paused: ', paused', met: ', met', missed: ', missed', running: '', none: '' }[state];
  return `${dueAt.slice(0, 16).replace('T', ' ')}${aim === 'fix' ? '' : ` (${aim})`}${what}`;
}

export function teamName(team: 'it' | 'infosec'): string {
  return team === 'it' ? 'IT' : 'InfoSec';
}

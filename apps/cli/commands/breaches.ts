import { type BreachDto, listBreaches } from '@baton/contract/service-levels.ts';
import { Command, Option } from 'commander';
import { connect } from '../server/connect.ts';
import { type Column, printList } from '../terminal/print-table.ts';

const COLUMNS: readonly Column<BreachDto>[] = [
  { heading: 'DUE', of: ({ dueAt }) => dueAt.slice(0, 16).replace('T', ' ') },
  { heading: 'REMEDIATION', of: ({ fix }) => fix },
  { heading: 'TIER', of: ({ tier }) => tier },
  { heading: 'ENDED', of: ({ endedAt }) => endedAt?.slice(0, 16).replace('T', ' ') ?? 'open' },
  { heading: 'OVER', number: true, of: ({ minutesOver }) => duration(minutesOver) },
  { heading: 'IT', number: true, of: ({ attribution }) => duration(attribution.minutesByTeam.it) },
  { heading: 'INFOSEC', number: true, of: ({ attribution }) => duration(attribution.minutesByTeam.infosec) },
  { heading: 'MOST TIME IN', of: ({ attribution }) => attribution.longest ?? '' },
];

/** `baton breaches`: missed deadlines with the leg and team that spent the time. */
export function breachesCommand(): Command {
  return new Command('breaches')
    .description('List missed deadlines and where their minutes went')
    .addOption(new Option('--state <state>', 'open, ended or all').choices(['open', 'ended', 'all']).default('all'))
    .option('--json', 'print what the API says')
    .action(async ({ state, json }: { readonly state: 'open' | 'ended' | 'all'; readonly json?: boolean }) => {
      const call = await connect();
      const list = await call(listBreaches, { query: { state, pageSize: 200 } });
      printList(list, COLUMNS, { json, none: 'No deadline was missed.' });
    });
}

/** Minutes in hours and minutes: "30 h 05 m". */
function duration(minutes: number): string {
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} m`;
}

import { type ApprovalBreach, type BreachDto, listBreaches } from '@baton/contract/service-levels.ts';
import { Command, Option } from 'commander';
import { connect } from '../server/connect.ts';
import { type Column, printList } from '../terminal/print-table.ts';
import { teamName } from './remediation-list.ts';

const COLUMNS: readonly Column<BreachDto>[] = [
  { heading: 'DUE', of: ({ dueAt }) => minute(dueAt) },
  { heading: 'REMEDIATION', of: ({ fix }) => fix },
  { heading: 'MISSED', of: (row) => (row.kind === 'deadline' ? `deadline, ${row.tier}` : 'approval by both leads') },
  { heading: 'ENDED', of: ({ endedAt }) => (endedAt === null ? 'open' : minute(endedAt)) },
  { heading: 'OVER', number: true, of: ({ minutesOver }) => duration(minutesOver) },
  { heading: 'IT', number: true, of: (row) => heldBy(row, 'it') },
  { heading: 'INFOSEC', number: true, of: (row) => heldBy(row, 'infosec') },
  {
    heading: 'MOST TIME IN, OR WHO HAD TO APPROVE',
    of: (row) => (row.kind === 'deadline' ? (row.attribution.longest ?? '') : approvers(row)),
  },
];

/** `baton breaches`: missed deadlines with the leg and team that spent the time, and emergencies approved late. */
export function breachesCommand(): Command {
  return new Command('breaches')
    .description(
      'List missed deadlines and where their minutes went, and emergencies that both leads did not approve in time',
    )
    .addOption(new Option('--state <state>', 'open, ended or all').choices(['open', 'ended', 'all']).default('all'))
    .addOption(new Option('--kind <kind>', 'deadline or approval; both unless told').choices(['deadline', 'approval']))
    .option('--json', 'print what the API says')
    .action(async ({ state, kind, json }: Flags) => {
      const call = await connect();
      const list = await call(listBreaches, { query: { state, kind, pageSize: 200 } });
      printList(list, COLUMNS, { json, none: 'No deadline was missed, and no approval of an emergency is late.' });
    });
}

interface Flags {
  readonly state: 'open' | 'ended' | 'all';
  readonly kind?: BreachDto['kind'];
  readonly json?: boolean;
}

function heldBy(row: BreachDto, team: 'it' | 'infosec'): string {
  return row.kind === 'deadline' ? duration(row.attribution.minutesByTeam[team]) : '';
}

/** "IT: K. Brandt, 2026-11-26 10:05, late; InfoSec: waits for A. Osei; then in deploy, IT" */
function approvers({ approvals, leg, team: holder }: ApprovalBreach): string {
  const words = approvals
    .map(({ team, by, at, late, leads }) => {
      const done = by === null ? `waits for ${leads.join(' or ') || 'a lead'}` : `${by}, ${minute(at ?? '')}`;
      return `${teamName(team)}: ${done}${by !== null && late ? ', late' : ''}`;
    })
    .join('; ');
  return `${words}; then in ${leg}, ${teamName(holder)}`;
}

function minute(at: string): string {
  return at.slice(0, 16).replace('T', ' ');
}

/** Minutes in hours and minutes: "30 h 05 m". */
function duration(minutes: number): string {
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} m`;
}

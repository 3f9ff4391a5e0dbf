import { type ConnectionRow, listConnections } from '@baton/contract/connections.ts';
import { KIND_NAMES } from '@baton/domain/connections/connection-kind.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { type Column, printList } from '../terminal/print-table.ts';
import { addCommands } from './connect-add.ts';
import { calendarCommand } from './connect-calendar.ts';
import { changeCommands } from './connect-change.ts';
import { deliveriesCommand, replayCommand } from './connect-deliveries.ts';
import { trackCommand } from './connect-track.ts';

const COLUMNS: readonly Column<ConnectionRow>[] = [
  { heading: 'CONNECTION', of: ({ name }) => name },
  { heading: 'KIND', of: ({ settings }) => KIND_NAMES[settings.kind] },
  { heading: 'TO', of: ({ place }) => place },
  { heading: 'TELLS', of: ({ settings }) => ('events' in settings ? settings.events.join(', ') : 'remediations') },
  { heading: 'SENT', number: true, of: ({ deliveries }) => formatCount(deliveries.sent) },
  { heading: 'WAITING', number: true, of: ({ deliveries }) => formatCount(deliveries.waiting) },
  { heading: 'FAILED', number: true, of: ({ deliveries }) => formatCount(deliveries.failed) },
  { heading: 'ISSUES', number: true, of: ({ tracks }) => formatCount(tracks) },
  { heading: 'STATE', of: stateWords },
];

function stateWords({ active, failing }: ConnectionRow): string {
  if (!active) return 'paused';
  if (failing === null) return 'works';
  return [failing.problem, failing.hint ?? ''].join(' ').trim();
}

/** `baton connect …`: other tools, what was sent to them, and remediations over there. */
export function connectCommand(): Command {
  const program = new Command('connect')
    .description('Connections to other tools: webhooks, Slack, Teams, e-mail, Jira, ServiceNow, calendars')
    .enablePositionalOptions();
  program
    .command('list', { isDefault: true })
    .description('List connections, each with what is wrong with it')
    .option('--json', 'print what the API says')
    .action(async ({ json }: { readonly json?: boolean }) => {
      printList(await (await connect())(listConnections), COLUMNS, { json, none: 'Nothing is connected yet.' });
    });
  for (const command of [...addCommands(), ...changeCommands()]) program.addCommand(command);
  return program
    .addCommand(deliveriesCommand())
    .addCommand(replayCommand())
    .addCommand(trackCommand())
    .addCommand(calendarCommand());
}

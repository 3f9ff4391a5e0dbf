import {
  listWindows,
  type MaintenanceWindowDto,
  readFeasibility,
  removeWindow,
  saveWindow,
} from '@baton/contract/maintenance-windows.ts';
import { Command, InvalidArgumentError } from 'commander';
import { connect } from '../server/connect.ts';
import { type Column, printJson, printList } from '../terminal/print-table.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const COLUMNS: readonly Column<MaintenanceWindowDto>[] = [
  { heading: 'WINDOW', of: ({ name }) => name },
  { heading: 'DAYS', of: ({ weekdays }) => weekdays.map((day) => DAYS[day - 1]).join(', ') },
  { heading: 'FROM', of: ({ startsAt }) => startsAt },
  { heading: 'MINUTES', number: true, of: ({ minutes }) => String(minutes) },
  { heading: 'FOR', of: whomFor },
  { heading: 'NEXT', of: ({ next }) => next?.start.slice(0, 16).replace('T', ' ') ?? 'none' },
];

function whomFor({ everywhere, groups, devices }: MaintenanceWindowDto): string {
  if (everywhere) return 'every device';
  return [
    ...groups.map((group) => `group ${group}`),
    ...(devices.length > 0 ? [`${devices.length} devices`] : []),
  ].join(', ');
}

interface SetFlags {
  readonly days: readonly number[];
  readonly from: string;
  readonly minutes: number;
  readonly zone: string;
  readonly device?: readonly string[];
  readonly group?: readonly string[];
  readonly all?: boolean;
}

/** `baton windows …`: when devices may be changed, and whether deadlines can be met by it. */
export function windowsCommand(): Command {
  const windows = new Command('windows').description('When devices may be changed, and whether deadlines can be met');
  windows
    .command('list', { isDefault: true })
    .description('List maintenance windows')
    .option('--json', 'print what the API says')
    .action(async ({ json }: { readonly json?: boolean }) => {
      printList(await (await connect())(listWindows), COLUMNS, { json, none: 'No maintenance window is set.' });
    });
  windows.addCommand(setCommand());
  windows
    .command('remove')
    .description('Remove a maintenance window')
    .argument('<name>')
    .action(async (name: string) => {
      await (await connect())(removeWindow, { params: { name } });
    });
  windows
    .command('check')
    .description('Say which devices have no window before their deadline')
    .option('--json', 'print what the API says')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const found = await (await connect())(readFeasibility);
      if (json === true) return printJson(found);
      const lines = found.rows.map(({ fix, dueAt, devices, names }) => {
        const more = devices > names.length ? ` and ${devices - names.length} more` : '';
        return `${fix}, due ${dueAt.slice(0, 16).replace('T', ' ')}: ${names.join(', ')}${more}`;
      });
      process.stdout.write(`${[found.sentence, ...lines].join('\n')}\n`);
    });
  return windows;
}

function setCommand(): Command {
  return new Command('set')
    .description('Set a maintenance window')
    .argument('<name>')
    .requiredOption('--days <days>', 'weekdays on which it begins: sat,sun', weekdays)
    .requiredOption('--from <time>', 'when it begins: 22:00')
    .requiredOption('--minutes <minutes>', 'how long it is', Number)
    .option('--zone <zone>', 'time zone', Temporal.Now.timeZoneId())
    .option('--device <name...>', 'devices by name')
    .option('--group <name...>', 'groups of devices')
    .option('--all', 'every device')
    .action(async (name: string, { days, from, minutes, zone, device, group, all }: SetFlags) => {
      const body = {
        weekdays: [...days],
        startsAt: from,
        minutes,
        timeZone: zone,
        everywhere: all === true,
        groups: [...(group ?? [])],
        devices: [...(device ?? [])],
      };
      const { next } = await (await connect())(saveWindow, { params: { name }, body });
      process.stdout.write(next ? `Next: ${next.start} to ${next.end}.\n` : 'It does not come within two months.\n');
    });
}

function weekdays(text: string): readonly number[] {
  const found = text.split(',').map((day) => DAYS.indexOf(day.trim().toLowerCase().slice(0, 3)) + 1);
  if (found.includes(0)) throw new InvalidArgumentError('days like sat,sun are needed');
  return found;
}

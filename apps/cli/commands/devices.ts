import { type DeviceRow, listDevices } from '@baton/contract/devices.ts';
import { Command, Option } from 'commander';
import { connect } from '../server/connect.ts';
import { type Column, printList } from '../terminal/print-table.ts';
import { type ViewFlags, withView } from '../terminal/view-options.ts';

const COLUMNS: readonly Column<DeviceRow>[] = [
  { heading: 'DEVICE', of: (row) => row.name },
  { heading: 'SYSTEM', of: (row) => row.operatingSystem ?? '' },
  { heading: 'KNOWN TO', of: ({ teams }) => teams.map((team) => (team === 'it' ? 'IT' : 'InfoSec')).join(', ') },
  { heading: 'AGENT', of: (row) => (row.enrolled ? 'yes' : '') },
  { heading: 'SEEN BY IT', of: (row) => dayOf(row.lastSeenByIt) },
  { heading: 'BY INFOSEC', of: (row) => dayOf(row.lastSeenByInfosec) },
  { heading: 'PROVEN', number: true, of: (row) => `${row.verdicts.proven}/${row.required}` },
  { heading: 'OPEN', number: true, of: (row) => String(row.verdicts.open) },
  { heading: 'DISPUTED', number: true, of: (row) => String(row.verdicts.disputed) },
  { heading: 'UNPROVEN', number: true, of: (row) => String(row.verdicts.unproven) },
];

/** `baton devices`: every device that either side knows. */
export function devicesCommand(): Command {
  return withView(new Command('devices').description('List devices with their cells by verdict'))
    .option('--search <text>', 'part of its name, or the beginning of an address, serial or id')
    .addOption(new Option('--missing-from <team>', 'only what this team does not know').choices(['it', 'infosec']))
    .option('--page <number>', 'page of 50', '1')
    .option('--json', 'print what the API says')
    .action(async ({ json, ...query }: Flags) => {
      const call = await connect();
      printList(await call(listDevices, { query }), COLUMNS, { json, none: 'There are no such devices.' });
    });
}

interface Flags extends ViewFlags {
  readonly search?: string;
  readonly missingFrom?: 'it' | 'infosec';
  readonly page: string;
  readonly json?: boolean;
}

function dayOf(iso: string | null): string {
  return iso === null ? 'never' : iso.slice(0, 16).replace('T', ' ');
}

import { type DeviceRow, listDevices } from '@baton/contract/devices.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';
import { type Column, printList } from '../terminal/print-table.ts';

const day = (time: string | null): string => time?.slice(0, 16).replace('T', ' ') ?? 'never';

const COLUMNS: readonly Column<DeviceRow>[] = [
  { heading: 'NAME', of: (device) => device.name },
  { heading: 'OPERATING SYSTEM', of: (device) => device.operatingSystem ?? '' },
  { heading: 'AGENT', of: (device) => (device.enrolled ? 'yes' : 'no') },
  { heading: 'IT SAW IT', of: (device) => day(device.lastSeenByIt) },
  { heading: 'INFOSEC SAW IT', of: (device) => day(device.lastSeenByInfosec) },
  { heading: 'PROVEN', number: true, of: (device) => `${device.verdicts.proven}/${device.required}` },
  { heading: 'ID', of: (device) => device.deviceId },
];

/** `baton device list`: every device that either team knows. */
export function deviceListCommand(): Command {
  return new Command('list')
    .description('List devices, who knows them, and how much of what they need is proven')
    .option('--search <text>', 'part of a name')
    .option('--enrolled', 'only devices with an agent of ours')
    .option('--json', 'print what the API says')
    .action(async ({ search, enrolled, json }: { search?: string; enrolled?: boolean; json?: boolean }) => {
      const call = await connect();
      const query = { search, enrolled: enrolled === true ? ('true' as const) : undefined, pageSize: 500 };
      printList(await call(listDevices, { query }), COLUMNS, { json, none: 'There are no such devices.' });
    });
}

import { inventoryItems } from './nessus-inventory.ts';
import { findingItem, hostDeadItem, scanInformation } from './nessus-items.ts';
import { findingOf } from './scanner-finding.ts';
import type { World } from './world.ts';
import type { Visit, WorldDevice } from './world-device.ts';

/** One ReportHost: its properties and what the checks said in this visit. */
export function reportHost(world: World, device: WorldDevice, visit: Visit): string {
  const items = visit.reached ? itemsOf(world, device, visit) : [hostDeadItem(device.ip)];
  return `<ReportHost name="${reportName(device, visit)}"><HostProperties>
${properties(device, visit)
  .map(([name, value]) => `<tag name="${name}">${value}</tag>`)
  .join('\n')}
</HostProperties>
${items.join('')}</ReportHost>
`;
}

/** A host without names at the address of a device, with another system on it. */
export function strangerHost(world: World, device: WorldDevice, visit: Visit): string {
  return `<ReportHost name="${device.ip}"><HostProperties>
<tag name="HOST_END_TIMESTAMP">${visit.at / 1000 + 300}</tag>
<tag name="Credentialed_Scan">true</tag>
<tag name="operating-system">Linux Kernel 6.8 on Ubuntu 24.04</tag>
<tag name="os">linux</tag>
<tag name="host-ip">${device.ip}</tag>
<tag name="HOST_START_TIMESTAMP">${visit.at / 1000}</tag>
</HostProperties>
${scanInformation(world, visit)}</ReportHost>
`;
}

/** Scans name hosts by address, full name or short name, whatever their targets were. */
function reportName(device: WorldDevice, visit: Visit): string {
  if (visit.byAddress) return device.ip;
  const forms = [device.ip, `${device.name.toLowerCase()}.${device.domain}`, device.name.toLowerCase()];
  return forms[device.index % 3] ?? device.ip;
}

function properties(device: WorldDevice, visit: Visit): readonly (readonly [string, string])[] {
  const start = Math.floor(visit.at / 1000);
  const end = start + 240 + (device.index % 600);
  const times: readonly (readonly [string, string])[] = [
    ['HOST_END', ctime(end)],
    ['HOST_END_TIMESTAMP', String(end)],
  ];
  const starts: readonly (readonly [string, string])[] = [
    ['HOST_START', ctime(start)],
    ['HOST_START_TIMESTAMP', String(start)],
  ];
  if (!visit.reached) return [...times, ['host-ip', device.ip], ...names(device, visit), ...starts];
  return [
    ...times,
    ...(visit.loginTold ? ([['Credentialed_Scan', String(visit.authenticated)]] as const) : []),
    ...(visit.authenticated
      ? ([
          ['operating-system', device.osTitle],
          ['os', device.family === 'windows' ? 'windows' : 'linux'],
        ] as const)
      : []),
    ['mac-address', device.mac.toUpperCase()],
    ['host-ip', device.ip],
    ...names(device, visit),
    ...starts,
  ];
}

function names(device: WorldDevice, visit: Visit): readonly (readonly [string, string])[] {
  if (visit.byAddress) return [['bios-uuid', device.uuid.toUpperCase()]];
  const fqdn = `${device.name.toLowerCase()}.${device.domain}`;
  return device.family === 'windows'
    ? [
        ['netbios-name', device.name],
        ['host-fqdn', fqdn],
      ]
    : [['host-fqdn', fqdn]];
}

function itemsOf(world: World, device: WorldDevice, visit: Visit): readonly string[] {
  const findings = visit.sees ? device.cells.flatMap((cell) => findingOf(cell) ?? []) : [];
  const inventory = visit.authenticated ? inventoryItems(device, visit) : [];
  return [scanInformation(world, visit), ...inventory, ...findings.map(findingItem)];
}

/** "Sat Oct 12 03:11:07 2024", local time of the scanner without a zone. */
function ctime(seconds: number): string {
  const [day, date, month, year, time] = new Date(seconds * 1000).toUTCString().replace(',', '').split(' ');
  return `${day} ${month} ${String(Number(date)).padStart(2, ' ')} ${time} ${year}`;
}

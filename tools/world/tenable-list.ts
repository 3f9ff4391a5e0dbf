import { findingOf, type ScannerFinding } from './scanner-finding.ts';
import type { Visit, WorldDevice } from './world-device.ts';

/** The columns of the findings that Tenable Vulnerability Management exports, of those that a reader may use. */
const COLUMNS = [
  'Plugin ID',
  'CVE',
  'CVSS',
  'Risk',
  'Host',
  'Protocol',
  'Port',
  'Name',
  'Synopsis',
  'Description',
  'Solution',
  'See Also',
  'Plugin Output',
  'Vulnerability State',
  'IP Address',
  'FQDN',
  'NetBios',
  'OS',
  'Plugin Family',
  'Host Start',
  'Host End',
  'First Found',
  'Last Found',
  'Indexed At',
  'Last Authenticated Results Date',
  'Last Unauthenticated Results Date',
  'Severity',
  'Plugin Type',
  'Plugin Modification Date',
  'Plugin Publication Date',
  'Unsupported By Vendor',
  'Last Fixed',
] as const;
type Column = (typeof COLUMNS)[number];

export const TENABLE_HEAD = `${COLUMNS.join(',')}\n`;

const RISK = ['None', 'Low', 'Medium', 'High', 'Critical'];

/** What the list has of a device at a visit: a row a CVE, with the date of the asset's last scan and that of each finding. */
export function tenableRows(device: WorldDevice, visit: Visit): string {
  const found = device.cells.flatMap((cell) => findingOf(cell) ?? []);
  return found.map((finding) => rowsOf(device, visit, finding)).join('');
}

function rowsOf(device: WorldDevice, visit: Visit, { check, severity, port, cves, output, vendor }: ScannerFinding) {
  const date = (day: string) => `${day.replaceAll('/', '-')}T00:00:00Z`;
  const row: Partial<Record<Column, string>> = {
    ...assetCells(device, visit),
    ...findingTimes(visit),
    'Plugin ID': check.id,
    Risk: RISK[severity] ?? 'None',
    Severity: String(severity),
    Protocol: 'TCP',
    Port: String(port),
    Name: check.name,
    Synopsis: 'The remote host is affected.',
    Description: 'Made up for tests.',
    Solution: 'Apply the update.',
    'Plugin Output': output,
    'Plugin Family': check.family,
    'Plugin Type': check.type,
    'Plugin Modification Date': date(check.published),
    'Plugin Publication Date': date(check.published),
    'Unsupported By Vendor': vendor === 'unsupported_by_vendor' ? 'TRUE' : 'FALSE',
  };
  return (cves.length === 0 ? [''] : cves)
    .map((cve) => `${COLUMNS.map((column) => quoted(column === 'CVE' ? cve : (row[column] ?? ''))).join(',')}\n`)
    .join('');
}

/** The asset as Tenable keeps it: when it was scanned last with and without a login. */
function assetCells(device: WorldDevice, { at, authenticated }: Visit): Partial<Record<Column, string>> {
  const fqdn = `${device.name.toLowerCase()}.${device.domain}`;
  const seen = new Date(at).toISOString();
  return {
    Host: device.index % 2 === 0 ? device.ip : fqdn,
    'IP Address': device.ip,
    FQDN: fqdn,
    NetBios: device.family === 'windows' ? `CORP\\${device.name}` : '',
    OS: device.osTitle,
    'Last Authenticated Results Date': authenticated ? seen : new Date(at - 30 * 86_400_000).toISOString(),
    'Last Unauthenticated Results Date': authenticated ? '' : seen,
  };
}

function findingTimes({ at, repeats }: Visit): Partial<Record<Column, string>> {
  const found = new Date(repeats ?? at).toISOString();
  return {
    'Vulnerability State': 'Active',
    'Host Start': found,
    'Host End': found,
    'First Found': found,
    'Last Found': found,
    'Indexed At': new Date(at + 3_600_000).toISOString(),
  };
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

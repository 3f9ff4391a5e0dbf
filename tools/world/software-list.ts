import type { WorldDevice } from './world-device.ts';

/** Software that is on most machines and that no fix of the world is about. */
const INSTALLED: readonly (readonly [string, string])[] = [
  ['Notepad++ (64-bit x64)', '8.6.9'],
  ['Git', '2.46.0'],
  ['PuTTY release 0.81 (64-bit)', '0.81.0.0'],
  ['WinSCP 6.3.4', '6.3.4'],
  ['Zoom Workplace', '6.1.10'],
  ['Slack', '4.39.95'],
  ['Wireshark 4.2.7 x64', '4.2.7'],
  ['KeePass Password Safe 2.57', '2.57'],
  ['Paint.NET', '5.0.13'],
  ['Greenshot 1.2.10.6', '1.2.10.6'],
  ['Everything 1.4.1.1026 (x64)', '1.4.1.1026'],
  ['draw.io 24.7.8', '24.7.8'],
];

export const SOFTWARE_LIST_HEAD = 'Computer,Serial Number,Software,Version,Last Seen\n';

/** What an inventory tool lists of a device: every entry of its list of programs, and no word on fixes. */
export function softwareRows({ name, serial, it, cells }: WorldDevice): string {
  if (it === null) return '';
  const seen = new Date(it.lastSeen).toISOString();
  const office = cells.flatMap(({ fix: { clickToRun } }) =>
    clickToRun ? [[clickToRun.software, clickToRun.build] as const] : [],
  );
  return [...INSTALLED, ...office]
    .map(([software, version]) => `${name},${serial},${software},${version},${seen}\n`)
    .join('');
}

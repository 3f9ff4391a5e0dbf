import { item, lines, scan } from '../hand-made-files.ts';
import type { StrangerCase } from './stranger-case.ts';

const ROWS = 'Computer,OS,KB,Status,Installed On,Last Boot,Last Seen';
const row = (name: string, status = 'Installed', boot = '2024-10-13T01:00:00Z') =>
  `${name},Windows 10 22H2,KB5044273,${status},2024-10-11T20:00:00Z,${boot},2024-10-14T08:00:00Z`;
const told = (id: string, name: string, output = '') => item(id, name, 'Settings', output, '', 0);
const said = told('19506', 'Nessus Scan Information', '\nCredentialed checks : yes\n');
const PROGRAMS = 'Device,OS,Application,Installed Version,Required Version,Status,Install Date,Install Path,Last Seen';
const COPIES = 'Device,OS,Application,Installed Version,Install Path,Last Seen';

const SEVEN_ZIP = item(
  '209001',
  '7-Zip &lt; 24.08',
  'Windows',
  '\n  Path              : C:\\Program Files\\7-Zip\\\n  Installed version : 23.01\n  Fixed version     : 24.08\n',
  '<plugin_publication_date>2024/08/20</plugin_publication_date>',
);
const feed = (version: string) =>
  told('19506', 'Nessus Scan Information', `\nPlugin feed version : ${version}\nCredentialed checks : yes\n`);
const program = (name: string, version: string, status: string) =>
  `${name},Windows 10 22H2,7-Zip,${version},24.08,${status},${status === 'Installed' ? '2024-10-11T20:00:00Z' : ''},C:\\Program Files\\7-Zip,2024-10-14T09:00:00Z`;

/** Silence that is no proof, by what an exam of other forms found to be taken for one. */
export const SILENCE_CASES: readonly StrangerCase[] = [
  {
    title: 'a scan that was stopped half way: a host that began and has no end',
    it: [lines(ROWS, row('sh-1'), row('sh-2'))],
    scans: [
      scan({ name: 'sh-1', items: [said] }, { name: 'sh-2' }).replace(
        /(name="sh-2">.*?)<tag name="HOST_END_TIMESTAMP">\d+<\/tag>/,
        '$1',
      ),
    ],
    right: { 'sh-1 KB5044273': 'proven', 'sh-2 KB5044273': 'out-of-scan-scope' },
  },
  {
    title: 'a login that failed now and then, though the scan calls itself logged in',
    it: [lines(ROWS, row('in-1'))],
    scans: [
      scan({
        name: 'in-1',
        items: [
          said,
          told('117885', 'Target Credential Issues by Authentication Protocol - Intermittent Authentication Failure'),
        ],
      }),
    ],
    right: { 'in-1 KB5044273': 'unauthenticated-scan' },
  },
  {
    title: 'a restart that one scan saw pending, before one that could not log in',
    it: [lines(ROWS, row('rs-1', 'Installed', ''), row('rs-2', 'Installed', ''))],
    scans: [
      scan(
        { name: 'rs-1', day: 12, items: [said, told('35453', 'Microsoft Windows Update Reboot Required')] },
        { name: 'rs-2', day: 12, items: [said] },
      ),
      scan({ name: 'rs-1', login: false }, { name: 'rs-2', login: false }),
    ],
    right: { 'rs-1 KB5044273': 'pending-reboot', 'rs-2 KB5044273': 'proven' },
  },
  {
    title: 'an old copy that only another of IT’s tools lists',
    it: [
      lines(
        PROGRAMS,
        ...['oc-1', 'oc-2'].map(
          (name) =>
            `${name},Windows 10 22H2,7-Zip,24.08,24.08,Installed,2024-10-11T20:00:00Z,C:\\Program Files\\7-Zip,2024-10-14T09:00:00Z`,
        ),
      ),
      lines(
        COPIES,
        'oc-1,Windows 10 22H2,7-Zip,23.01,C:\\Program Files (x86)\\7-Zip,2024-10-14T08:00:00Z',
        'oc-2,Windows 10 22H2,7-Zip,23.01,C:\\Program Files (x86)\\7-Zip,2024-10-10T08:00:00Z',
      ),
    ],
    scans: [scan({ name: 'oc-1' }, { name: 'oc-2' })],
    right: { 'oc-1 7-zip': 'side-by-side-version', 'oc-2 7-zip': 'proven' },
  },
  {
    title: 'words of other languages that hold the word for installed and deny it',
    it: [
      lines(
        ROWS,
        row('la-1', 'Pas installé'),
        row('la-2', 'Não instalado'),
        row('la-3', 'Niet geïnstalleerd'),
        row('la-4', 'Geïnstalleerd'),
      ),
    ],
    scans: [scan(...['la-1', 'la-2', 'la-3', 'la-4'].map((name) => ({ name, items: [said] })))],
    right: {
      'la-1 KB5044273': 'unexplained',
      'la-2 KB5044273': 'unexplained',
      'la-3 KB5044273': 'unexplained',
      'la-4 KB5044273': 'proven',
    },
  },
  {
    title: 'a feed from before the check for a program that no advisory of ours dates came out',
    it: [
      lines(
        PROGRAMS,
        program('fd-1', '24.08', 'Installed'),
        program('fd-2', '24.08', 'Installed'),
        program('fd-3', '23.01', 'Missing'),
      ),
    ],
    scans: [
      scan({ name: 'fd-1', items: [feed('202405010915')] }),
      scan({ name: 'fd-2', items: [feed('202410120915')] }, { name: 'fd-3', items: [feed('202410120915'), SEVEN_ZIP] }),
    ],
    right: { 'fd-1 7-zip': 'detection-lag', 'fd-2 7-zip': 'proven', 'fd-3 7-zip': 'open' },
  },
];

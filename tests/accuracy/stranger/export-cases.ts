import { item, lines, scan } from '../hand-made-files.ts';
import type { StrangerCase } from './stranger-case.ts';

const BULLETINS = 'Windows : Microsoft Bulletins';
const ROLLUP = (kb: string) =>
  item(`9${kb}`, `KB${kb}: Windows Security Update`, BULLETINS, `\nThe remote host is missing KB${kb}.\n`);
const WITH_NET = item(
  '208301',
  'Security Updates for Microsoft Windows and .NET (October 2024)',
  BULLETINS,
  '\nOne or more of the following updates are missing :\n  - 5044273\n  - 5044091\n',
);

/** Headings and words of tools' exports, and what follows from them. */
export const EXPORT_CASES: readonly StrangerCase[] = [
  {
    title: 'a row a device, with a column a state that lists its KBs',
    it: [
      lines(
        'Computer Name,Operating System,Installed KBs,Missing KBs,Failed KBs,Last Boot,Last Status Report,Notes',
        'pv-1,Windows 10 22H2,KB5044273; KB5044091,,,2024-10-12 04:00,2024-10-14 08:00,"Owner: ops\nRack 4"',
        'pv-2,Windows 10 22H2,KB5044091,KB5044273,,2024-10-12 04:00,2024-10-14 08:00,',
        'pv-3,Windows 10 22H2,KB5044091,,KB5044273,2024-10-12 04:00,2024-10-14 08:00,',
      ),
    ],
    scans: [
      scan(
        { name: 'pv-1' },
        { name: 'pv-2', items: [ROLLUP('5044273')] },
        { name: 'pv-3', items: [ROLLUP('5044273')] },
      ),
    ],
    right: {
      'pv-1 KB5044273': 'proven',
      'pv-1 KB5044091': 'proven',
      'pv-2 KB5044273': 'open',
      'pv-2 KB5044091': 'proven',
      'pv-3 KB5044273': 'open',
      'pv-3 KB5044091': 'proven',
    },
  },
  {
    title: 'a table of devices by KBs, and how many there are',
    it: [
      lines(
        'Computer,KB5044273,KB5044091,Installed,Needed,Last Boot,Last Seen',
        'mx-1,11/10/2024 20:00,Installed,34,0,12/10/2024 04:00,14/10/2024 08:00',
        'mx-2,Missing,Installed,33,1,12/10/2024 04:00,14/10/2024 08:00',
      ),
    ],
    scans: [scan({ name: 'mx-1' }, { name: 'mx-2', items: [ROLLUP('5044273')] })],
    right: {
      'mx-1 KB5044273': 'proven',
      'mx-1 KB5044091': 'proven',
      'mx-2 KB5044273': 'open',
      'mx-2 KB5044091': 'proven',
    },
  },
  {
    title: 'states of Configuration Manager under “Status Name”',
    it: [
      lines(
        'Netbios Name\tOS Caption\tArticle ID\tStatus Name\tInstall Time\tLast Communication',
        'cm-1\tWindows 10 22H2\t5044273\tUpdate is installed\t2024-10-11 20:00\t2024-10-14 08:00',
        'cm-2\tWindows 10 22H2\t5044273\tUpdate is required\t\t2024-10-14 08:00',
        'cm-3\tWindows 10 22H2\t5044273\tUpdate is not required\t\t2024-10-14 08:00',
      ),
    ],
    scans: [
      scan(
        { name: 'cm-1' },
        { name: 'cm-2', items: [ROLLUP('5044273')] },
        { name: 'cm-3', items: [ROLLUP('5044273')] },
      ),
    ],
    right: { 'cm-1 KB5044273': 'proven', 'cm-2 KB5044273': 'open', 'cm-3 KB5044273': 'not-applicable-said' },
  },
  {
    title: 'German words for an update that does not apply',
    it: [
      lines(
        'Gerätename;Betriebssystem;KB-Nummer;Status;Letzter Kontakt',
        'ger-1;Windows 10 22H2;KB5044273;Nicht anwendbar;14.10.2024 08:00',
        'ger-2;Windows 10 22H2;KB5044273;Nicht erforderlich;14.10.2024 08:00',
      ),
    ],
    scans: [scan({ name: 'ger-1', items: [ROLLUP('5044273')] }, { name: 'ger-2', items: [ROLLUP('5044273')] })],
    right: { 'ger-1 KB5044273': 'not-applicable-said', 'ger-2 KB5044273': 'not-applicable-said' },
  },
  {
    title: 'installed, and no restart is needed',
    it: [
      lines(
        'Computer,KB,Status,Installed On,Last Seen',
        'nrb-1,KB5044273,"Installed, no reboot required",2024-10-11 20:00,2024-10-14',
      ),
    ],
    scans: [scan({ name: 'nrb-1' })],
    right: { 'nrb-1 KB5044273': 'proven' },
  },
  {
    title: 'words that hold the word for the contrary',
    it: [
      lines(
        'Computer,KB,Compliance State,Last Seen',
        'wo-1,KB5044273,Not up to date,2024-10-14',
        'wo-2,KB5044273,No longer compliant,2024-10-14',
        'wo-3,KB5044273,No updates needed,2024-10-14',
        'wo-4,KB5044273,Detection failed,2024-10-14',
      ),
    ],
    scans: [
      scan(
        { name: 'wo-1', items: [ROLLUP('5044273')] },
        { name: 'wo-2', items: [ROLLUP('5044273')] },
        { name: 'wo-3' },
        { name: 'wo-4', items: [ROLLUP('5044273')] },
      ),
    ],
    right: {
      'wo-1 KB5044273': 'open',
      'wo-2 KB5044273': 'open',
      'wo-3 KB5044273': 'proven',
      'wo-4 KB5044273': 'unknown-dropped',
    },
  },
  {
    title: 'a column “Installed” that holds the time of it, and the last ping',
    it: [
      lines(
        'Hostname|Distribution|Package name|Current version|Available version|Installed|Last ping',
        'ls-1|Debian GNU/Linux 12|libnghttp2-14|1.52.0-1+deb12u2|1.52.0-1+deb12u2|2024-10-11T20:00:00Z|2024-10-14T08:00:00Z',
        'ls-2|Debian GNU/Linux 12|libnghttp2-14|1.52.0-1+deb12u1|1.52.0-1+deb12u2||2024-09-02T08:00:00Z',
      ),
    ],
    scans: [scan({ name: 'ls-1' }, { name: 'ls-2' })],
    right: { 'ls-1 nghttp2': 'proven', 'ls-2 nghttp2': 'stale-inventory' },
  },
  {
    title: 'facts of Ansible, and the candidate of apt',
    it: [
      lines(
        'ansible_hostname,ansible_distribution,ansible_distribution_version,package,version,candidate,installed_at,last_seen',
        'an-1,Debian,12.7,libnghttp2-14,1.52.0-1+deb12u2,1.52.0-1+deb12u2,2024-10-11T20:00:00Z,2024-10-14',
        'an-2,Debian,12.7,libnghttp2-14,1.52.0-1+deb12u1,1.52.0-1+deb12u2,,2024-10-14',
      ),
    ],
    scans: [
      scan(
        { name: 'an-1' },
        {
          name: 'an-2',
          items: [
            item(
              '208200',
              'Debian dsa-5700 : nghttp2 - security update',
              'Debian Local Security Checks',
              '\nRemote package installed : libnghttp2-14_1.52.0-1+deb12u1\nShould be                : libnghttp2-14_1.52.0-1+deb12u2\n',
            ),
          ],
        },
      ),
    ],
    right: { 'an-1 nghttp2': 'proven', 'an-2 nghttp2': 'open' },
  },
  {
    title: 'an erratum that Satellite calls installable',
    it: [
      lines(
        'Host,Operating System,Package,Installed Version,Fixed Version,State,Last Checkin',
        'sa-1,RedHat 9.4,expat,2.5.0-2.el9_4,2.5.0-2.el9_4.1,Installable,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'sa-1',
        items: [
          item(
            '207802',
            'RHEL 9 : expat (RHSA-2024:6754)',
            'Red Hat Local Security Checks',
            '\nRemote package installed : expat-2.5.0-2.el9_4\nShould be                : expat-2.5.0-2.el9_4.1\n',
          ),
        ],
      }),
    ],
    right: { 'sa-1 expat': 'open' },
  },
  {
    title: 'taken off by the tool, and its files are still there; an update that was taken off is missing',
    it: [
      lines(
        'Computer Name,Application Name,Required Version,Deployment Status,Exit Code,Last Successful Scan',
        'off-1,PuTTY release 0.81 (64-bit),0.81.0.0,Uninstalled,0,2024-10-14',
        'off-2,PuTTY release 0.81 (64-bit),0.81.0.0,Uninstall successful,0,2024-10-14',
      ),
      lines(
        'Computer Name,KB,Deployment Status,Last Successful Scan',
        'off-3,KB5044273,Uninstall successful,2024-10-14',
      ),
    ],
    scans: [
      scan(
        ...['off-1', 'off-2'].map((name) => ({
          name,
          items: [
            item(
              '193433',
              'PuTTY &lt; 0.81 Key Recovery Attack',
              'Windows',
              '\n  Path              : C:\\Program Files\\PuTTY\\\n  Installed version : 0.76.0.0\n  Fixed version     : 0.81.0.0\n',
            ),
          ],
        })),
        { name: 'off-3', items: [ROLLUP('5044273')] },
      ),
    ],
    right: { 'off-1 putty': 'leftover-files', 'off-2 putty': 'leftover-files', 'off-3 KB5044273': 'open' },
  },
  {
    title: 'the scan asks a Server 2022 for the update of Server 2019',
    it: [
      lines(
        'Computer,OS,KB,Status,Installed On,Last Seen',
        'rel-1,Windows Server 2022 Standard,KB5044281,Installed,2024-10-11,2024-10-14',
        'rel-2,Windows Server 2019 Standard,KB5044277,Needed,,2024-10-14',
      ),
    ],
    scans: [scan({ name: 'rel-1', items: [ROLLUP('5044277')] }, { name: 'rel-2', items: [ROLLUP('5044277')] })],
    right: { 'rel-1 KB5044281': 'proven', 'rel-1 KB5044277': 'wrong-product', 'rel-2 KB5044277': 'open' },
  },
  {
    title: 'one finding lists two updates that IT names too: it reports both',
    it: [
      lines(
        'Computer,OS,KB,Status,Installed On,Last Seen',
        'both-1,Windows 10 22H2,KB5044273,Installed,2024-10-11,2024-10-14',
        'both-1,Windows 10 22H2,KB5044091,Needed,,2024-10-14',
        'both-2,Windows 10 22H2,KB5044273,Installed,2024-10-11,2024-10-14',
        'both-2,Windows 10 22H2,KB5044091,Not applicable,,2024-10-14',
      ),
    ],
    scans: [scan({ name: 'both-1', items: [WITH_NET] }, { name: 'both-2', items: [WITH_NET] })],
    right: {
      'both-1 KB5044273': 'one-to-many-check',
      'both-1 KB5044091': 'open',
      'both-2 KB5044273': 'one-to-many-check',
    },
  },
];

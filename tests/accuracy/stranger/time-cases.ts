import {
  familiesOff,
  familyInPart,
  item,
  lines,
  OCTOBER,
  preference,
  remoteItem,
  scan,
  scanBy,
} from '../hand-made-files.ts';
import type { StrangerCase } from './stranger-case.ts';

const feed = (version: string, login = 'yes') =>
  item(
    '19506',
    'Nessus Scan Information',
    'Settings',
    `Information about this scan :\n\nNessus version : 10.8.3\nPlugin feed version : ${version}\nCredentialed checks : ${login}\n`,
    '',
    0,
  );
const LOW_PRIVILEGE = item(
  '110385',
  'Target Credential Issues by Authentication Protocol - Insufficient Privilege',
  'Settings',
  'Nessus was able to log in to the remote host ... but the account lacks privileges.',
  '',
  0,
);
const EXPAT_ROW = '2.5.0-1+deb12u1,2.5.0-1+deb12u1,Installed,2024-10-11 20:00,2024-10-14 08:00';

/** When each side looked, how well, and at what. */
export const TIME_CASES: readonly StrangerCase[] = [
  {
    title: 'seven ways to write a time, all before the scan',
    it: [
      lines(
        'Computer;KB;Status;Installed On;Last Seen',
        'ta-1;KB5044273;Installed;11-Oct-2024 20:00;14-Oct-2024 08:00',
        'ta-2;KB5044273;Installed;Oct 11, 2024, 8:00:00 PM;Oct 14, 2024, 8:00:00 AM',
        'ta-3;KB5044273;Installed;1728676800;1728892800',
        'ta-4;KB5044273;Installed;45576.8333;45579.3333',
        'ta-5;KB5044273;Installed;20241011200000.000000+000;20241014080000.000000+000',
        'ta-6;KB5044273;Installed;2024/10/11;2024/10/14',
        'ta-7;KB5044273;Installed;Friday, 11 October 2024 20:00;Monday, 14 October 2024 08:00',
      ),
    ],
    scans: [scan(...[1, 2, 3, 4, 5, 6, 7].map((n) => ({ name: `ta-${n}`, day: 12 })))],
    right: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [`ta-${n} KB5044273`, 'proven' as const])),
  },
  {
    title: 'the same seven, the scan of the morning before',
    it: [
      lines(
        'Computer;KB;Status;Installed On;Last Seen',
        'tb-1;KB5044273;Installed;11-Oct-2024 20:00;14-Oct-2024 08:00',
        'tb-2;KB5044273;Installed;Oct 11, 2024, 8:00:00 PM;Oct 14, 2024, 8:00:00 AM',
        'tb-3;KB5044273;Installed;1728676800;1728892800',
        'tb-4;KB5044273;Installed;45576.8333;45579.3333',
        'tb-5;KB5044273;Installed;20241011200000.000000+000;20241014080000.000000+000',
      ),
    ],
    scans: [scan(...[1, 2, 3, 4, 5].map((n) => ({ name: `tb-${n}`, day: 11 })))],
    right: Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`tb-${n} KB5044273`, 'stale-scan' as const])),
  },
  {
    title: 'a time with its zone: half an hour before the scan, and half an hour after',
    it: [
      lines(
        'Computer,KB,Status,Installed On,Last Seen',
        'tz-1,KB5044273,Installed,2024-10-12T01:30:00+02:00,2024-10-14T10:00:00+02:00',
        'tz-2,KB5044273,Installed,2024-10-11T20:30:00-04:00,2024-10-14T04:00:00-04:00',
      ),
    ],
    scans: [scan({ name: 'tz-1', at: '2024-10-12T00:00:00Z' }, { name: 'tz-2', at: '2024-10-12T00:00:00Z' })],
    right: { 'tz-1 KB5044273': 'proven', 'tz-2 KB5044273': 'stale-scan' },
  },
  {
    title: 'only days are known, and both sides acted on one: a report speaks for before, silence for after',
    it: [
      lines(
        'Computer,KB,Status,Installed On,Last Seen',
        'day-1,KB5044273,Installed,2024-10-13,2024-10-14',
        'day-2,KB5044273,Installed,2024-10-13,2024-10-14',
      ),
    ],
    scans: [scan({ name: 'day-1', day: 13 }, { name: 'day-2', day: 13, items: [OCTOBER] })],
    right: { 'day-1 KB5044273': 'proven', 'day-2 KB5044273': 'stale-scan' },
  },
  {
    title: 'a clock of IT’s that is two hours ahead',
    it: [
      lines(
        'Computer,KB,Status,Installed On,Last Seen',
        'skew-1,KB5044273,Installed,2024-10-11 22:00,2024-10-14 12:40',
      ),
    ],
    scans: [scan({ name: 'skew-1', day: 13 })],
    right: { 'skew-1 KB5044273': 'proven' },
  },
  {
    title: 'two tools of IT’s: the old one has not heard of the device for months, the new one has',
    it: [
      lines('Computer,KB,Status,Last Status Report', 'moved-1,KB5044273,Not Installed,07/30/2024 6:00 AM'),
      lines(
        'Device name;KB;Compliance;Installed on;Last check-in',
        'moved-1;KB5044273;Compliant;2024-10-11;2024-10-14',
      ),
    ],
    scans: [scan({ name: 'moved-1', day: 13 })],
    right: { 'moved-1 KB5044273': 'proven' },
  },
  {
    title: 'two weeks and an hour since IT heard of it, and an hour less',
    it: [
      lines(
        'Computer,KB,Status,Installed On,Last Seen',
        'old-1,KB5044273,Installed,2024-09-29 20:00,2024-09-30 09:40',
        'old-2,KB5044273,Installed,2024-09-29 20:00,2024-09-30 11:40',
      ),
    ],
    scans: [scan({ name: 'old-1' }, { name: 'old-2' })],
    right: { 'old-1 KB5044273': 'stale-inventory', 'old-2 KB5044273': 'proven' },
  },
  {
    title: 'logged in, says the summary, and without the rights to read the registry, says another check',
    it: [lines('Computer,KB,Status,Installed On,Last Seen', 'priv-1,KB5044273,Installed,2024-10-11,2024-10-14')],
    scans: [scan({ name: 'priv-1', login: null, items: [feed('202410130300'), LOW_PRIVILEGE] })],
    right: { 'priv-1 KB5044273': 'unauthenticated-scan' },
  },
  {
    title: 'what was found before the install, and since then only knocked at from outside',
    it: [lines('Computer,KB,Status,Installed On,Last Seen', 'out-1,KB5044273,Installed,2024-10-11 20:00,2024-10-14')],
    scans: [scan({ name: 'out-1', day: 10, items: [OCTOBER] }), scan({ name: 'out-1', day: 13, login: false })],
    right: { 'out-1 KB5044273': 'unauthenticated-scan' },
  },
  {
    title: 'checks from before Patch Tuesday, in a scan of after it',
    it: [lines('Computer,KB,Status,Installed On,Last Seen', 'feed-1,KB5044273,Installed,2024-10-11,2024-10-14')],
    scans: [scan({ name: 'feed-1', login: null, items: [feed('202410010915')] })],
    right: { 'feed-1 KB5044273': 'detection-lag' },
  },
  {
    title: 'a family of checks that is off concerns the devices that it is for',
    it: [
      lines('Computer,KB,Status,Installed On,Last Seen', 'fam-win,KB5044273,Installed,2024-10-11,2024-10-14'),
      lines(
        'host,os,package,installed version,fixed version,status,installed on,last seen',
        `fam-deb,Debian GNU/Linux 12,libexpat1,${EXPAT_ROW}`,
      ),
    ],
    scans: [scanBy(familiesOff('Debian Local Security Checks', 'Firewalls'), { name: 'fam-win' }, { name: 'fam-deb' })],
    right: { 'fam-win KB5044273': 'proven', 'fam-deb expat': 'out-of-scan-scope' },
  },
  {
    title: 'a scan for one hole only',
    it: [lines('Computer,KB,Status,Installed On,Last Seen', 'one-1,KB5044273,Installed,2024-10-11,2024-10-14')],
    scans: [scanBy(preference('plugin_set', '156032;156327;10180;19506'), { name: 'one-1' })],
    right: { 'one-1 KB5044273': 'out-of-scan-scope' },
  },
  {
    title: 'a scan for one hole only, whose policy names its check: the KB was in it, another was not',
    it: [
      lines(
        'Computer,KB,Status,Installed On,Last Seen',
        'two-1,KB5044273,Installed,2024-10-11,2024-10-14',
        'two-1,KB5044091,Installed,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scanBy(
        preference('plugin_set', '208303;10180;19506') +
          familyInPart('Windows : Microsoft Bulletins', {
            208303: 'KB5044273: Windows 10 Security Update (October 2024)',
          }),
        { name: 'two-1' },
      ),
    ],
    right: { 'two-1 KB5044273': 'proven', 'two-1 KB5044091': 'out-of-scan-scope' },
  },
  {
    title: 'a family that is on in part, without a list of all checks: only those that are named ran',
    it: [
      lines(
        'Computer,KB,Status,Installed On,Last Seen',
        'par-1,KB5044273,Installed,2024-10-11,2024-10-14',
        'par-1,KB5044091,Installed,2024-10-11,2024-10-14',
      ),
      lines(
        'Computer,Program,Installed Version,Latest Version,Status,Installed On,Last Seen',
        'par-1,OpenVPN,2.6.12,2.6.12,Up to date,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scanBy(
        familyInPart('Windows : Microsoft Bulletins', {
          208303: 'KB5044273: Windows 10 Security Update (October 2024)',
        }),
        { name: 'par-1' },
      ),
    ],
    right: { 'par-1 KB5044273': 'proven', 'par-1 KB5044091': 'out-of-scan-scope', 'par-1 openvpn': 'proven' },
  },
  {
    title: 'an old finding of a banner does not log in, nor does it say what the device has',
    it: [
      lines(
        'Computer,Program,Installed Version,Latest Version,Status,Installed On,Last Seen',
        'ban-1,OpenVPN,2.6.12,2.6.12,Up to date,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'ban-1',
        login: false,
        items: [
          remoteItem(
            '207333',
            'OpenVPN &lt; 2.6.12 Multiple Vulnerabilities',
            'Misc.',
            '\n  Source : banner\n  Installed version : 2.6.8\n  Fixed version : 2.6.12\n',
          ),
        ],
      }),
    ],
    right: { 'ban-1 openvpn': 'unauthenticated-scan' },
  },
  {
    title: 'the host did not answer, and the day before it was clean',
    it: [
      lines(
        'Computer,KB,Status,Installed On,Last Seen',
        'dead-1,KB5044273,Installed,2024-10-11,2024-10-14',
        'dead-2,KB5044273,Installed,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scan({ name: 'dead-1', day: 12 }),
      scan(
        ...['dead-1', 'dead-2'].map((name) => ({
          name,
          day: 13,
          login: null,
          items: [
            item(
              '10180',
              'Ping the remote host',
              'Port scanners',
              'The remote host (x) is considered as dead - not scanning',
              '',
              0,
            ),
          ],
        })),
      ),
    ],
    right: { 'dead-1 KB5044273': 'proven', 'dead-2 KB5044273': 'out-of-scan-scope' },
  },
];

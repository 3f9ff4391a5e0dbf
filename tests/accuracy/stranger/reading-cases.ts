import { item, lines, OCTOBER, scan } from '../hand-made-files.ts';
import type { StrangerCase } from './stranger-case.ts';

const RHEL = 'Red Hat Local Security Checks';
const SYSTEM = (kernel: string) => ({
  'operating-system': `Linux Kernel ${kernel} on Red Hat Enterprise Linux release 9.4 (Plow)`,
});
const OLD = '5.14.0-427.13.1.el9_4.x86_64';
const NEW = '5.14.0-427.42.1.el9_4.x86_64';
const rpm = (installed: string, fixed: string) =>
  `\nRemote package installed : ${installed}\nShould be                : ${fixed}\n`;
const openssl = (installed = '3.0.7-27.el9') =>
  item(
    '210001',
    'RHEL 9 : openssl (RHSA-2024:7848)',
    RHEL,
    rpm(`openssl-libs-1:${installed}`, 'openssl-libs-1:3.0.7-28.el9_4'),
  );
const build = (found: string) =>
  OCTOBER.replace(
    '</plugin_output>',
    `\n  - C:\\Windows\\system32\\ntoskrnl.exe has not been patched.\n    Remote version : ${found}\n    Should be      : 10.0.19041.5011\n</plugin_output>`,
  );

const KERNELS =
  'Host,OS,Package,Installed version,Fixed version,Status,Installed On,Last Boot,Running kernel,Last Seen';
const kernel = (name: string, boot: string, runs: string) =>
  `${name},RedHat 9.4,kernel,5.14.0-427.42.1.el9_4,5.14.0-427.42.1.el9_4,Installed,2024-10-11T20:00:00Z,${boot},${runs},2024-10-14T08:00:00Z`;
const NOTICES = 'Host,OS,Erratum,Title,Status,Applied On,Last Boot,Running kernel,Services to restart,Last Seen';
const notice = (name: string, id: string, title: string, boot: string, runs = '', services = '') =>
  `${name},RedHat 9.4,${id},${title},Applied,2024-10-11T20:00:00Z,${boot},${runs},${services},2024-10-14T08:00:00Z`;
const UPDATES = 'Computer,OS,KB,Status,Approval,Installed On,Last Boot,Last Seen';
const COPIES = 'Device,OS,Application,Version,Required Version,Status,Install Date,Install Path,Last Seen';
const java = (name: string, version: string, status: string) =>
  `${name},Windows 10 22H2,Java 8 Update ${version.slice(4, 7)} (64-bit),${version},8.0.4210.9,${status},,,2024-10-14T09:00:00Z`;
const ORACLE_JAVA = item(
  '209282',
  'Oracle Java SE Multiple Vulnerabilities (July 2024 CPU)',
  'Windows',
  '\n  Path              : C:\\Program Files\\Java\\jre-1.8\\\n  Installed version : 8.0.411\n  Fixed version     : 8.0.421\n',
);

/** What a scan or one of IT's lists reads of the device itself, by what an exam of a sixth stranger found to be passed over. */
export const READING_CASES: readonly StrangerCase[] = [
  {
    title: 'the kernel that runs, which the scan tells in the name of the system only',
    it: [lines(KERNELS, kernel('readkn-1', '', ''), kernel('readkn-2', '', ''))],
    scans: [scan({ name: 'readkn-1', tags: SYSTEM(OLD) }, { name: 'readkn-2', tags: SYSTEM(NEW) })],
    right: { 'readkn-1 kernel': 'old-kernel-running', 'readkn-2 kernel': 'proven' },
  },
  {
    title: 'a guess of the system over the network tells no kernel',
    it: [lines(KERNELS, kernel('readkg-1', '', ''))],
    scans: [scan({ name: 'readkg-1' }), scan({ name: 'readkg-1', day: 14, login: false, tags: SYSTEM(OLD) })],
    right: { 'readkg-1 kernel': 'proven' },
  },
  {
    title: 'a kernel that went in after the last boot, where nobody tells what runs',
    it: [
      lines(KERNELS, kernel('readkb-1', '2024-10-01T06:00:00Z', ''), kernel('readkb-2', '2024-10-12T06:00:00Z', '')),
    ],
    scans: [scan({ name: 'readkb-1' }, { name: 'readkb-2' })],
    right: { 'readkb-1 kernel': 'old-kernel-running', 'readkb-2 kernel': 'proven' },
  },
  {
    title: 'a notice that brings a kernel, and one that brings a library, before the last boot and after it',
    it: [
      lines(
        NOTICES,
        notice('readnk-1', 'RHSA-2024:8617', 'Moderate: kernel security update', '2024-10-01T06:00:00Z', OLD),
        notice('readnk-2', 'RHSA-2024:8617', 'Moderate: kernel security update', '2024-10-12T06:00:00Z', NEW),
        notice('readnk-3', 'RHSA-2024:7848', 'Low: openssl security update', '2024-10-01T06:00:00Z'),
        notice('readnk-4', 'RHSA-2024:7848', 'Low: openssl security update', '2024-10-01T06:00:00Z', '', 'httpd'),
      ),
    ],
    scans: [scan({ name: 'readnk-1' }, { name: 'readnk-2' }, { name: 'readnk-3' }, { name: 'readnk-4' })],
    right: {
      'readnk-1 RHSA-2024:8617': 'old-kernel-running',
      'readnk-2 RHSA-2024:8617': 'proven',
      'readnk-3 RHSA-2024:7848': 'proven',
      'readnk-4 RHSA-2024:7848': 'restart-needed',
    },
  },
  {
    title: 'rpm -qa with architectures: an old library of the other one is left',
    it: [
      lines(
        'hostname,nevra,installtime,lastseen,distribution,distribution_version',
        'readra-1,openssl-libs-3.0.7-28.el9_4.x86_64,2024-10-11 20:00:00,2024-10-14T08:00:00Z,RedHat,9.4',
        'readra-1,openssl-libs-3.0.7-27.el9.i686,2024-03-01 10:00:00,2024-10-14T08:00:00Z,RedHat,9.4',
        'readra-2,openssl-libs-3.0.7-27.el9.x86_64,2024-03-01 10:00:00,2024-10-14T08:00:00Z,RedHat,9.4',
        'readra-2,bash-5.1.8-9.el9.x86_64,2024-03-01 10:00:00,2024-10-14T08:00:00Z,RedHat,9.4',
        'readra-3,openssl-libs-3.0.7-28.el9_4.x86_64,2024-10-11 20:00:00,2024-10-14T08:00:00Z,RedHat,9.4',
      ),
    ],
    scans: [
      scan({ name: 'readra-1', items: [openssl()] }, { name: 'readra-2', items: [openssl()] }),
      scan({ name: 'readra-3', day: 10, items: [openssl()] }),
      scan({ name: 'readra-3' }),
    ],
    right: { 'readra-1 openssl-libs': 'open', 'readra-2 openssl-libs': 'open', 'readra-3 openssl-libs': 'proven' },
  },
  {
    title: 'a notice by the number that its mail has, where the check leaves that out',
    it: [
      lines(
        'Host,OS,Advisory,Status,Applied On,Last Seen',
        'readdn-1,Debian 12,DSA-5764-1,Applied,2024-10-11T20:00:00Z,2024-10-14T08:00:00Z',
        'readdn-2,Debian 12,DSA-5764-1,Needed,,2024-10-14T08:00:00Z',
      ),
    ],
    scans: [
      scan(
        ...['readdn-1', 'readdn-2'].map((name) => ({
          name,
          day: name === 'readdn-1' ? 10 : 13,
          items: [
            item(
              '206600',
              'Debian dsa-5764 : openssl - security update',
              'Debian Local Security Checks',
              rpm('openssl_3.0.13-1~deb12u1', 'openssl_3.0.14-1~deb12u2'),
            ),
          ],
        })),
      ),
    ],
    right: { 'readdn-1 DSA-5764': 'stale-scan', 'readdn-2 DSA-5764': 'open' },
  },
  {
    title: 'zypper’s patches by their names, under “Name”',
    it: [
      lines(
        'Hostname;OS;Name;Status;Last Seen',
        'readzy-1;SLES 15.5;SUSE-SLE-Module-Basesystem-15-SP5-2024-3512;applied;2024-10-14T08:00:00Z',
        'readzy-2;SLES 15.5;SUSE-SLE-Module-Basesystem-15-SP5-2024-3512;needed;2024-10-14T08:00:00Z',
        'readzy-3;SLES 15.5;SUSE-SLE-Module-Basesystem-15-SP5-2024-3512;not needed;2024-10-14T08:00:00Z',
      ),
    ],
    scans: [
      scan(
        { name: 'readzy-1' },
        ...['readzy-2', 'readzy-3'].map((name) => ({
          name,
          items: [
            item(
              '207900',
              'SUSE SLES15 Security Update : openssl-3 (SUSE-SU-2024:3512-1)',
              'SuSE Local Security Checks',
              rpm('libopenssl3-3.0.8-150500.5.42.1', 'libopenssl3-3.0.8-150500.5.48.1'),
            ),
          ],
        })),
      ),
    ],
    right: {
      'readzy-1 SUSE-SU-2024:3512-1': 'proven',
      'readzy-2 SUSE-SU-2024:3512-1': 'open',
      'readzy-3 SUSE-SU-2024:3512-1': 'not-applicable-said',
    },
  },
  {
    title: 'a system whose name and release stand in columns of their own, as Ansible tells them',
    it: [
      lines(
        'inventory_hostname,package,installed_version,fixed_version,state,installed_at,collected_at,distribution,distribution_version',
        'readwp-1,openssl-libs,1:3.2.2-6.el9_5,1:3.2.2-6.el9_5,ok,2024-10-11 20:00:00,2024-10-14 08:00:00,OracleLinux,9.5',
      ),
    ],
    scans: [
      scan({
        name: 'readwp-1',
        items: [
          item(
            '208800',
            'Amazon Linux 2023 : openssl (ALAS2023-2024-700)',
            'Amazon Linux Local Security Checks',
            rpm('openssl-libs-1:3.2.2-6.el9_5', 'openssl-libs-1:3.0.8-1.amzn2023.0.14'),
          ),
        ],
      }),
    ],
    right: { 'readwp-1 openssl-libs': 'wrong-product' },
  },
  {
    title: 'a scanner’s Oracle Java SE and the uninstall entry’s Java 8, which counts in tens',
    it: [
      lines(
        COPIES,
        java('readjv-1', '8.0.4110.9', 'Missing'),
        java('readjv-2', '8.0.4210.9', 'Installed'),
        java('readjv-3', '8.0.4110.9', 'Installed'),
        'readjv-4,Windows 10 22H2,Java 8 Update 411 (64-bit),8.0.4110.9,,,,,2024-10-14T09:00:00Z',
      ),
    ],
    scans: [
      scan(
        { name: 'readjv-1', items: [ORACLE_JAVA] },
        { name: 'readjv-2' },
        { name: 'readjv-3', items: [ORACLE_JAVA] },
        { name: 'readjv-4', items: [ORACLE_JAVA] },
      ),
    ],
    right: {
      'readjv-1 java 8': 'open',
      'readjv-2 java 8': 'proven',
      'readjv-3 java 8': 'false-success',
      'readjv-4 java 8': 'open',
    },
  },
  {
    title: 'an update that IT’s tool calls installed without a version, and a scan that read the old one afterwards',
    it: [
      lines(
        UPDATES,
        'readfs-a,Windows 10 22H2,KB5044273,Installed,,2024-10-11T20:00:00Z,2024-10-12T06:00:00Z,2024-10-14T08:00:00Z',
        'readfs-b,Windows 10 22H2,KB5044273,Installed,,2024-10-11T20:00:00Z,2024-10-12T06:00:00Z,2024-10-14T08:00:00Z',
      ),
      lines(
        'Host,OS,Erratum,Status,Applied On,Last Seen',
        'readfs-c,RedHat 9.4,RHSA-2024:7848,Applied,2024-10-11T20:00:00Z,2024-10-14T08:00:00Z',
      ),
    ],
    scans: [
      scan(
        { name: 'readfs-a', items: [build('10.0.19041.4894')] },
        { name: 'readfs-b', items: [OCTOBER] },
        { name: 'readfs-c', items: [openssl()] },
      ),
    ],
    right: {
      'readfs-a KB5044273': 'false-success',
      'readfs-b KB5044273': 'unexplained',
      'readfs-c RHSA-2024:7848': 'false-success',
    },
  },
  {
    title: 'a declined update that IT’s own tool finds missing, whatever the scan sees',
    it: [
      lines(
        UPDATES,
        'readde-1,Windows 10 22H2,KB5044273,Missing,Declined,,,2024-10-14T08:00:00Z',
        'readde-2,Windows 10 22H2,KB5044273,Missing,Declined,,,2024-10-14T08:00:00Z',
      ),
    ],
    scans: [scan({ name: 'readde-1' }, { name: 'readde-2', login: false })],
    right: { 'readde-1 KB5044273': 'not-approved', 'readde-2 KB5044273': 'unauthenticated-scan' },
  },
  {
    title: 'one list that calls one copy fixed and another missing, elsewhere or in a profile',
    it: [
      lines(
        COPIES,
        ...['readcp-1', 'readcp-2'].map(
          (name) =>
            `${name},Windows 10 22H2,7-Zip,24.08,24.08,Installed,2024-10-11T20:00:00Z,C:\\Program Files\\7-Zip,2024-10-14T09:00:00Z`,
        ),
        'readcp-1,Windows 10 22H2,7-Zip,23.01,24.08,Missing,,C:\\Program Files (x86)\\7-Zip,2024-10-14T09:00:00Z',
        'readcp-2,Windows 10 22H2,7-Zip,23.01,24.08,Missing,,C:\\Users\\anna\\AppData\\Local\\7-Zip,2024-10-14T09:00:00Z',
      ),
    ],
    scans: [scan({ name: 'readcp-1' }, { name: 'readcp-2' })],
    right: { 'readcp-1 7-zip': 'side-by-side-version', 'readcp-2 7-zip': 'per-user-install' },
  },
  {
    title: 'one tool read the fixed version, and another one later an older one',
    it: [
      lines(
        COPIES,
        ...['readrv-1', 'readrv-2'].map(
          (name) => `${name},Windows 10 22H2,7-Zip,24.08,24.08,Installed,2024-10-09T20:00:00Z,,2024-10-12T09:00:00Z`,
        ),
      ),
      lines(
        COPIES,
        'readrv-1,Windows 10 22H2,7-Zip,23.01,24.08,Missing,,,2024-10-14T09:00:00Z',
        'readrv-2,Windows 10 22H2,7-Zip,23.01,24.08,Missing,,,2024-10-08T09:00:00Z',
      ),
    ],
    scans: [scan({ name: 'readrv-1' }, { name: 'readrv-2' })],
    right: { 'readrv-1 7-zip': 'reverted', 'readrv-2 7-zip': 'proven' },
  },
  {
    title: 'a log of deployments under “Time”, whose later row counts',
    it: [
      lines(
        'Time,Computer,OS,Update,Result,Exit code',
        '2024-10-09T20:00:00Z,readlg-1,Windows 10 22H2,KB5044273,Failed,1603',
        '2024-10-11T20:00:00Z,readlg-1,Windows 10 22H2,KB5044273,Succeeded,0',
        '2024-10-09T20:00:00Z,readlg-2,Windows 10 22H2,KB5044273,Succeeded,0',
        '2024-10-11T20:00:00Z,readlg-2,Windows 10 22H2,KB5044273,Uninstalled,0',
      ),
    ],
    scans: [scan({ name: 'readlg-1' }, { name: 'readlg-2', items: [OCTOBER] })],
    right: { 'readlg-1 KB5044273': 'proven', 'readlg-2 KB5044273': 'open' },
  },
];

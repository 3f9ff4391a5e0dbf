import { item, lines, OCTOBER, remoteItem, scan } from '../hand-made-files.ts';
import type { StrangerCase } from './stranger-case.ts';

const REDHAT = 'Red Hat Local Security Checks';
const ROWS = 'Computer,OS,KB,Status,Installed On,Last Boot,Last Seen';
const row = (name: string, status: string, installed: string) =>
  `${name},Windows 10 22H2,KB5044273,${status},${installed},2024-10-13T01:00:00Z,2024-10-14T08:00:00Z`;
const told = (id: string, name: string, output = '') => item(id, name, 'Settings', output, '', 0);
const said = told('19506', 'Nessus Scan Information', '\nCredentialed checks : yes\n');
const SEVEN_ZIP = (path: string) =>
  item(
    '209001',
    '7-Zip &lt; 24.08',
    'Windows',
    `\n  Path              : ${path}\n  Installed version : 23.01\n  Fixed version     : 24.08\n`,
  );
const OPENSSL = item(
  '209101',
  'RHEL 9 : openssl (RHSA-2024:7204)',
  REDHAT,
  '\nRemote package installed : openssl-libs-3.0.7-27.el9\nShould be                : openssl-libs-3.0.7-28.el9_4\n',
);
const SUSE_KERNELS =
  'Host,OS,Kernel,Package,Installed version,Available version,Last seen\r\n' +
  ['su-1,5.14.21-150500.55.73', 'su-2,5.14.21-150500.55.80']
    .map((host) => host.split(','))
    .map(
      ([name, runs]) =>
        `${name},SLES 15 SP5,${runs}-default,kernel-default,5.14.21-150500.55.80.2,5.14.21-150500.55.80.2,2024-10-14T08:00:00Z\r\n`,
    )
    .join('');

/** What looks like a proof and is none, and what is one although it does not look so. */
export const PROOF_CASES: readonly StrangerCase[] = [
  {
    title: 'a scan that was let in and could not read what is installed',
    it: [
      lines(ROWS, ...['li-1', 'li-2', 'li-3', 'li-4'].map((name) => row(name, 'Installed', '2024-10-11T20:00:00Z'))),
    ],
    scans: [
      scan(
        { name: 'li-1', items: [said, told('24786', 'Nessus Windows Scan Not Performed with Admin Privileges')] },
        { name: 'li-2', items: [said, told('26917', 'Nessus Cannot Access the Windows Registry')] },
        { name: 'li-3', items: [said, told('117886', 'OS Security Patch Assessment Not Available')] },
        { name: 'li-4', items: [said] },
      ),
    ],
    right: {
      'li-1 KB5044273': 'unauthenticated-scan',
      'li-2 KB5044273': 'unauthenticated-scan',
      'li-3 KB5044273': 'unauthenticated-scan',
      'li-4 KB5044273': 'proven',
    },
  },
  {
    title: 'two rows of one export that contradict each other, in either order',
    it: [
      lines(
        ROWS,
        row('tw-1', 'Installed', ''),
        row('tw-1', 'Missing', ''),
        row('tw-2', 'Missing', ''),
        row('tw-2', 'Installed', ''),
        row('tw-3', 'Installed', '2024-10-11T20:00:00Z'),
        row('tw-3', 'Failed', '2024-10-09T20:00:00Z'),
        row('tw-4', 'Not applicable', ''),
        row('tw-4', 'Installed', '2024-10-11T20:00:00Z'),
      ),
    ],
    scans: [scan({ name: 'tw-1' }, { name: 'tw-2' }, { name: 'tw-3' }, { name: 'tw-4' })],
    right: {
      'tw-1 KB5044273': 'unexplained',
      'tw-2 KB5044273': 'unexplained',
      'tw-3 KB5044273': 'proven',
      'tw-4 KB5044273': 'proven',
    },
  },
  {
    title: 'an inventory that lists a second, old copy itself',
    it: [
      lines(
        'Computer,OS,Software,Version,Location,Required Version,Last Seen',
        String.raw`cp-1,Windows 11,7-Zip 24.08 (x64),24.08,C:\Program Files\7-Zip,24.08,2024-10-14T08:00:00Z`,
        String.raw`cp-2,Windows 11,7-Zip 24.08 (x64),24.08,C:\Program Files\7-Zip,24.08,2024-10-14T08:00:00Z`,
        String.raw`cp-3,Windows 11,7-Zip 24.08 (x64),24.08,C:\Program Files\7-Zip,24.08,2024-10-14T08:00:00Z`,
      ),
      lines(
        'Computer,OS,Software,Version,Location,Last Seen',
        String.raw`cp-1,Windows 11,7-Zip 23.01,23.01,D:\Tools\7-Zip,2024-10-14T09:00:00Z`,
        String.raw`cp-1,Windows 11,7-Zip 24.08 (x64),24.08,C:\Program Files\7-Zip,2024-10-14T09:00:00Z`,
        String.raw`cp-2,Windows 11,7-Zip 24.08 (x64),24.08,C:\Program Files\7-Zip,2024-10-14T09:00:00Z`,
        String.raw`cp-2,Windows 11,7-Zip 23.01,23.01,C:\Users\k.brandt\AppData\Local\7-Zip,2024-10-14T09:00:00Z`,
      ),
    ],
    scans: [scan({ name: 'cp-1' }, { name: 'cp-2' }, { name: 'cp-3' })],
    right: { 'cp-1 7-zip': 'side-by-side-version', 'cp-2 7-zip': 'per-user-install', 'cp-3 7-zip': 'proven' },
  },
  {
    title: 'a deployment tool that calls programs of Windows packages, and tells its exit code',
    it: [
      lines(
        'Computer,Package,Package Version,Exit Code,Finished,Last Seen',
        'dp-1,7-Zip,24.08,0,2024-10-11T20:00:00Z,2024-10-14T08:00:00Z',
        'dp-2,7-Zip,24.08,1603,2024-10-11T20:00:00Z,2024-10-14T08:00:00Z',
        'dp-3,7-Zip,24.08,0,2024-10-13T20:00:00Z,2024-10-14T08:00:00Z',
      ),
    ],
    scans: [
      scan(
        ...['dp-1', 'dp-2', 'dp-3'].map((name) => ({
          name,
          tags: { 'operating-system': 'Microsoft Windows 11 Enterprise' },
          items: name === 'dp-3' ? [] : [SEVEN_ZIP(String.raw`C:\Program Files\7-Zip`)],
        })),
      ),
    ],
    right: { 'dp-1 7-zip': 'false-success', 'dp-2 7-zip': 'open', 'dp-3 7-zip': 'stale-scan' },
  },
  {
    title: 'the version that was deployed beside the one that was found',
    it: [
      lines(
        'Device name,OS,App name,App version,Version detected,Install state,Last check-in',
        'dv-1,Windows 11,7-Zip,24.08,23.01,Installed,2024-10-14T08:00:00Z',
        'dv-2,Windows 11,7-Zip,24.08,24.08,Installed,2024-10-14T08:00:00Z',
      ),
    ],
    scans: [scan({ name: 'dv-1' }, { name: 'dv-2' })],
    right: { 'dv-1 7-zip': 'false-success', 'dv-2 7-zip': 'proven' },
  },
  {
    title: 'numbers of KBs that are marked with a Q, and what else is said of a patch',
    it: [
      lines(
        'Machine Name,OS,Patch Type,Update Creation Date,QNumber,Patch Status,Last Patch Assessment Time',
        'qn-1,Windows 10 22H2,Security Patch,2024-10-08,Q5044273,Installed Patch,2024-10-14 08:00',
        'qn-2,Windows 10 22H2,Security Patch,2024-10-08,Q5044273,Missing Patch,2024-10-14 08:00',
        'qn-3,Windows 10 22H2,Security Patch,2024-10-08,Q5044273,Installed Patch,2024-09-14 08:00',
      ),
    ],
    scans: [scan({ name: 'qn-1' }, { name: 'qn-2', items: [OCTOBER] }, { name: 'qn-3' })],
    right: { 'qn-1 KB5044273': 'proven', 'qn-2 KB5044273': 'open', 'qn-3 KB5044273': 'stale-inventory' },
  },
  {
    title: 'an uptime instead of a boot',
    it: [
      lines(
        'Hostname,OS,KB,State,Install Date,Uptime (days),Last Seen',
        'up-1,Windows 10 22H2,KB5044273,Installed,2024-10-10T20:00:00Z,30,2024-10-14T08:00:00Z',
        'up-2,Windows 10 22H2,KB5044273,Installed,2024-10-10T20:00:00Z,1,2024-10-14T08:00:00Z',
      ),
      lines(
        'Hostname,OS,KB,State,Install Date,Rebooted since install,Last Seen',
        'up-3,Windows 10 22H2,KB5044273,Installed,2024-10-10T20:00:00Z,No,2024-10-14T08:00:00Z',
        'up-4,Windows 10 22H2,KB5044273,Installed,2024-10-10T20:00:00Z,Yes,2024-10-14T08:00:00Z',
      ),
      lines(
        'Hostname,OS,KB,State,Install Date,Reboot Pending Since,Last Seen',
        'up-5,Windows 10 22H2,KB5044273,Installed,2024-10-10T20:00:00Z,2024-10-10T20:10:00Z,2024-10-14T08:00:00Z',
      ),
    ],
    scans: [scan(...['up-1', 'up-2', 'up-3', 'up-4', 'up-5'].map((name) => ({ name })))],
    right: {
      'up-1 KB5044273': 'pending-reboot',
      'up-2 KB5044273': 'proven',
      'up-3 KB5044273': 'pending-reboot',
      'up-4 KB5044273': 'proven',
      'up-5 KB5044273': 'pending-reboot',
    },
  },
  {
    title: 'services that need a restart beside a system that needs one',
    it: [
      lines(
        'host,os,package,installed_version,candidate_version,reboot_required,needrestart_services,gathered_at',
        'nr-1,Ubuntu 22.04,libssl3,3.0.2-0ubuntu1.18,3.0.2-0ubuntu1.18,no,nginx.service,2024-10-14T08:00:00Z',
        'nr-2,Ubuntu 22.04,libssl3,3.0.2-0ubuntu1.18,3.0.2-0ubuntu1.18,no,,2024-10-14T08:00:00Z',
        'nr-3,Ubuntu 22.04,libssl3,3.0.2-0ubuntu1.18,3.0.2-0ubuntu1.18,no,,2024-09-14T08:00:00Z',
      ),
    ],
    scans: [scan({ name: 'nr-1' }, { name: 'nr-2' }, { name: 'nr-3' })],
    right: { 'nr-1 libssl3': 'restart-needed', 'nr-2 libssl3': 'proven', 'nr-3 libssl3': 'stale-inventory' },
  },
  {
    title: 'words that say installed of what is old',
    it: [
      lines(
        'Computer,OS,Software,Required Version,Status,Last Seen',
        'wo-1,Windows 11,7-Zip,24.08,Installed - Outdated,2024-10-14T08:00:00Z',
        'wo-2,Windows 11,7-Zip,24.08,Installed (update available),2024-10-14T08:00:00Z',
        'wo-3,Windows 11,7-Zip,24.08,Older version installed,2024-10-14T08:00:00Z',
        'wo-4,Windows 11,7-Zip,24.08,"Installed, no update available",2024-10-14T08:00:00Z',
      ),
    ],
    scans: [
      scan(
        ...['wo-1', 'wo-2', 'wo-3'].map((name) => ({ name, items: [SEVEN_ZIP(String.raw`C:\Program Files\7-Zip`)] })),
        { name: 'wo-4' },
      ),
    ],
    right: { 'wo-1 7-zip': 'open', 'wo-2 7-zip': 'open', 'wo-3 7-zip': 'open', 'wo-4 7-zip': 'proven' },
  },
  {
    title: 'a fix that IT’s own tool had in place and has no longer',
    it: [
      lines(
        'Computer,OS,Software,Installed Version,Required Version,Status,Last Seen',
        'rv-1,Windows 11,7-Zip,24.08,24.08,Up to date,2024-10-04T08:00:00Z',
      ),
      lines(
        'Computer,OS,Software,Installed Version,Required Version,Status,Last Seen',
        'rv-1,Windows 11,7-Zip,23.01,24.08,Outdated,2024-10-14T08:00:00Z',
      ),
    ],
    isOneTool: true,
    scans: [scan({ name: 'rv-1' })],
    right: { 'rv-1 7-zip': 'reverted' },
  },
  {
    title: 'kernels of SUSE, whose running release leaves the package’s rebuild out',
    it: [SUSE_KERNELS],
    scans: [scan({ name: 'su-1' }, { name: 'su-2' })],
    right: { 'su-1 kernel-default': 'old-kernel-running', 'su-2 kernel-default': 'proven' },
  },
  {
    title: 'a list of rpms in parts, with an old kernel beside the new one',
    it: [
      lines(
        'host|name|epoch|version|release|arch|running_kernel|os|collected_at',
        'rp-1|kernel-core|(none)|5.14.0|427.31.1.el9_4|x86_64|5.14.0-427.37.1.el9_4.x86_64|Red Hat Enterprise Linux 9.4|2024-10-14T08:00:00Z',
        'rp-1|kernel-core|(none)|5.14.0|427.37.1.el9_4|x86_64|5.14.0-427.37.1.el9_4.x86_64|Red Hat Enterprise Linux 9.4|2024-10-14T08:00:00Z',
        'rp-2|openssl-libs|1|3.0.7|27.el9|x86_64|5.14.0-427.37.1.el9_4.x86_64|Red Hat Enterprise Linux 9.4|2024-10-14T08:00:00Z',
        'rp-3|openssl-libs|1|3.0.7|28.el9_4|x86_64|5.14.0-427.37.1.el9_4.x86_64|Red Hat Enterprise Linux 9.4|2024-10-14T08:00:00Z',
      ),
    ],
    scans: [
      scan(
        {
          name: 'rp-1',
          items: [
            item(
              '209102',
              'RHEL 9 : kernel (RHSA-2024:7205)',
              REDHAT,
              '\nRemote package installed : kernel-core-5.14.0-427.31.1.el9_4\nShould be                : kernel-core-5.14.0-427.37.1.el9_4\n',
            ),
          ],
        },
        { name: 'rp-2', items: [OPENSSL] },
        { name: 'rp-3', items: [OPENSSL] },
      ),
    ],
    // Nobody tells when it went in: the scan read the old version, the later list the new one.
    right: { 'rp-1 kernel-core': 'old-kernel-left', 'rp-2 openssl-libs': 'open', 'rp-3 openssl-libs': 'stale-scan' },
  },
  {
    title: 'notices of the distribution instead of packages',
    it: [
      lines(
        'Host,OS,Erratum,Status,Installed On,Last Check-in',
        'no-1,Red Hat Enterprise Linux 9.4,RHSA-2024:7204: openssl security update,Installable,,2024-10-14T08:00:00Z',
        'no-2,Red Hat Enterprise Linux 9.4,RHSA-2024:7204: openssl security update,Installed,2024-10-13T20:00:00Z,2024-10-14T08:00:00Z',
      ),
    ],
    scans: [scan({ name: 'no-1', items: [OPENSSL] }, { name: 'no-2', items: [OPENSSL] })],
    right: { 'no-1 RHSA-2024:7204': 'open', 'no-2 RHSA-2024:7204': 'stale-scan' },
  },
  {
    title: 'a copy built by hand beside the distribution’s package',
    it: [
      lines(
        'Host,OS,Package,Installed version,Fixed version,CVEs,Status,Last Seen',
        'op-1,Red Hat Enterprise Linux 9.4,httpd,2.4.57-11.el9_4.1,2.4.57-11.el9_4.1,CVE-2024-38476,Installed,2024-10-14T08:00:00Z',
        'op-2,Ubuntu 22.04,apache2-bin,2.4.52-1ubuntu4.12,2.4.52-1ubuntu4.12,CVE-2024-38476,Installed,2024-10-14T08:00:00Z',
      ),
    ],
    scans: [
      scan(
        {
          name: 'op-1',
          items: [
            item(
              '209103',
              'Apache 2.4.x &lt; 2.4.60 Multiple Vulnerabilities',
              'Web Servers',
              '\n  Path              : /opt/apache/bin/httpd\n  Installed version : 2.4.54\n  Fixed version     : 2.4.60\n',
              '<cve>CVE-2024-38476</cve>',
            ),
          ],
        },
        {
          name: 'op-2',
          items: [
            remoteItem(
              '209103',
              'Apache 2.4.x &lt; 2.4.60 Multiple Vulnerabilities',
              'Web Servers',
              '\n  URL               : http://op-2/\n  Installed version : 2.4.52\n  Fixed version     : 2.4.60\n',
              '<cve>CVE-2024-38476</cve>',
            ),
          ],
        },
      ),
    ],
    right: { 'op-1 httpd': 'side-by-side-version', 'op-2 apache2-bin': 'backported-fix' },
  },
  {
    title: 'a security-only update that the check lists beside the monthly rollup',
    it: [
      lines(
        'Computer,KB,Status,Last Seen',
        'so-1,KB5043050,Missing,2024-10-14T08:00:00Z',
        'so-2,KB5043050,Installed,2024-10-14T08:00:00Z',
      ),
    ],
    scans: [
      scan(
        ...['so-1', 'so-2'].map((name) => ({
          name,
          items: [
            item(
              '209104',
              'KB5044293: Windows Server 2016 Security Update (October 2024)',
              'Windows : Microsoft Bulletins',
              '\nThe remote host is missing one of the following rollup KBs :\n  - 5044293\n  - 5043050\n',
            ),
          ],
        })),
      ),
    ],
    right: { 'so-1 KB5043050': 'open', 'so-2 KB5043050': 'unexplained' },
  },
  {
    title: 'a device with its groups behind its name',
    it: [
      lines(
        'Machine.Group ID,KB Article,Patch Status,Install Date,Last Check In',
        'kg-1.berlin.example,KB5044273,Installed,2024-10-11 20:00,2024-10-14 08:00',
        'Total: 1 rows,,,,',
      ),
    ],
    scans: [scan({ name: 'kg-1.corp.example.net' })],
    right: { 'kg-1 KB5044273': 'proven' },
  },
];

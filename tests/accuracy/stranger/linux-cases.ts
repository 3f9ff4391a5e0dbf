import { item, lines, remoteItem, scan } from '../hand-made-files.ts';
import type { StrangerCase } from './stranger-case.ts';

const DEBIAN = 'Debian Local Security Checks';
const REDHAT = 'Red Hat Local Security Checks';
const RPM_ROWS = 'Host,OS,Package,Installed version,Fixed version,Status,Running kernel,Installed On,Last Seen';
const remote = (installed: string, wanted: string) =>
  `\nRemote package installed : ${installed}\nShould be                : ${wanted}\n`;
const uname = (release: string) =>
  item(
    '12634',
    'Authenticated Check : OS Name and Installed Package Enumeration',
    'Settings',
    `\nThe output of &quot;uname -a&quot; is :\nLinux h ${release} #1 SMP x86_64 GNU/Linux\n`,
    '',
    0,
  );

/** Packages of Linux distributions. */
export const LINUX_CASES: readonly StrangerCase[] = [
  {
    title: 'an epoch that one tool writes and the other leaves out',
    it: [
      lines(
        RPM_ROWS,
        'ep-1,Red Hat Enterprise Linux 9.4,bind-libs,9.16.23-18.el9_4.6,32:9.16.23-18.el9_4.6,Installed,,2024-10-11,2024-10-14',
        'ep-2,Red Hat Enterprise Linux 9.4,bind-libs,9.16.23-18.el9_4.1,32:9.16.23-18.el9_4.6,Needed,,,2024-10-14',
      ),
    ],
    scans: [
      scan(
        { name: 'ep-1' },
        {
          name: 'ep-2',
          items: [
            item(
              '207801',
              'RHEL 9 : bind (RHSA-2024:5524)',
              REDHAT,
              remote('bind-libs-32:9.16.23-18.el9_4.1', 'bind-libs-32:9.16.23-18.el9_4.6'),
            ),
          ],
        },
      ),
    ],
    right: { 'ep-1 bind-libs': 'proven', 'ep-2 bind-libs': 'open' },
  },
  {
    title: 'dnf writes the architecture behind the name',
    it: [
      lines(
        RPM_ROWS,
        'ar-1,Rocky Linux 9.4,openssh-server.x86_64,8.7p1-38.el9_4.1,8.7p1-38.el9_4.4,Needed,,,2024-10-14',
        'ar-2,Rocky Linux 9.4,openssh-server.x86_64,8.7p1-38.el9_4.4,8.7p1-38.el9_4.4,Installed,,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scan(
        {
          name: 'ar-1',
          items: [
            item(
              '201195',
              'RHEL 9 : openssh (RHSA-2024:4312)',
              REDHAT,
              remote('openssh-server-8.7p1-38.el9_4.1', 'openssh-server-8.7p1-38.el9_4.4'),
            ),
          ],
        },
        { name: 'ar-2' },
      ),
    ],
    right: { 'ar-1 openssh-server': 'open', 'ar-2 openssh-server': 'proven' },
  },
  {
    title: 'a check of Red Hat’s on a Rocky machine is of its own packages',
    it: [lines(RPM_ROWS, 'ro-1,Rocky Linux 9.4,expat,2.5.0-2.el9_4,2.5.0-2.el9_4.1,Needed,,,2024-10-14')],
    scans: [
      scan({
        name: 'ro-1',
        items: [
          item(
            '207802',
            'RHEL 9 : expat (RHSA-2024:6754)',
            REDHAT,
            remote('expat-2.5.0-2.el9_4', 'expat-2.5.0-2.el9_4.1'),
          ),
        ],
      }),
    ],
    right: { 'ro-1 expat': 'open' },
  },
  {
    title: 'a check of Windows’ on a Debian machine',
    it: [
      lines(
        'Host,OS,Package,Installed version,Fixed version,Status,Installed On,Last Seen',
        'wp-1,Debian GNU/Linux 12,libexpat1,2.5.0-1+deb12u1,2.5.0-1+deb12u1,Installed,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'wp-1',
        tags: { 'operating-system': 'Linux Kernel 6.1 on Debian 12.7' },
        items: [
          item(
            '208303',
            'KB5044273: Windows 10 Version 22H2 Security Update',
            'Windows : Microsoft Bulletins',
            '\n  - 5044273\n',
          ),
        ],
      }),
    ],
    right: { 'wp-1 expat': 'proven', 'wp-1 KB5044273': 'wrong-product' },
  },
  {
    title: 'upstream’s number against Ubuntu’s: OpenSSL by its banner',
    it: [
      lines(
        'Host,OS,Package,Installed version,Fixed version,Status,Installed On,Last Seen',
        'ub-1,Ubuntu 22.04.5 LTS,openssl,3.0.2-0ubuntu1.18,3.0.2-0ubuntu1.18,Installed,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'ub-1',
        items: [
          remoteItem(
            '201082',
            'OpenSSL 3.0.0 &lt; 3.0.15 Vulnerability',
            'Web Servers',
            '\n  Reported version : 3.0.2\n  Fixed version    : 3.0.15\n',
            '<cve>CVE-2024-6119</cve>',
          ),
        ],
      }),
    ],
    right: { 'ub-1 openssl': 'backported-fix' },
  },
  {
    title: 'upstream’s name against the distribution’s: Apache is httpd on Red Hat',
    it: [
      lines(
        RPM_ROWS,
        'ap-1,Red Hat Enterprise Linux 9.4,httpd,2.4.57-11.el9_4.1,2.4.57-11.el9_4.1,Installed,,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'ap-1',
        items: [
          remoteItem(
            '201198',
            'Apache 2.4.x &lt; 2.4.60 Multiple Vulnerabilities',
            'Web Servers',
            '\n  URL : http://ap-1/\n  Installed version : 2.4.57\n  Fixed version     : 2.4.60\n',
            '<cve>CVE-2024-38476</cve>',
          ),
        ],
      }),
    ],
    right: { 'ap-1 httpd': 'backported-fix' },
  },
  {
    title: 'OpenSSH by its banner on Debian, where the package is openssh-server',
    it: [
      lines(
        'Host,OS,Package,Installed version,Fixed version,Status,Installed On,Last Seen',
        'sh-1,Debian GNU/Linux 12 (bookworm),openssh-server:amd64,1:9.2p1-2+deb12u3,1:9.2p1-2+deb12u3,upgraded,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'sh-1',
        items: [
          remoteItem(
            '201194',
            'OpenSSH &lt; 9.8 RCE',
            'Misc.',
            '\n  Version source    : SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\n  Installed version : 9.2p1\n  Fixed version     : 9.8p1\n',
            '<cve>CVE-2024-6387</cve>',
          ),
        ],
      }),
    ],
    right: { 'sh-1 openssh': 'backported-fix' },
  },
  {
    title: 'the scanner alone saw which kernel runs',
    it: [
      lines(
        'Host,OS,Package,Installed version,Fixed version,Status,Installed On,Last Seen',
        'ke-1,Ubuntu 22.04.5 LTS,linux-image-5.15.0-122-generic,5.15.0-122.132,5.15.0-122.132,Installed,2024-10-11,2024-10-14',
        'ke-2,Ubuntu 22.04.5 LTS,linux-image-5.15.0-122-generic,5.15.0-122.132,5.15.0-122.132,Installed,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scan(
        { name: 'ke-1', items: [uname('5.15.0-119-generic')] },
        { name: 'ke-2', items: [uname('5.15.0-122-generic')] },
      ),
    ],
    right: { 'ke-1 linux': 'old-kernel-running', 'ke-2 linux': 'proven' },
  },
  {
    title: 'the kernel of a rpm distribution under its newer names',
    it: [
      lines(
        RPM_ROWS,
        'kc-1,AlmaLinux 9.4,kernel-core,5.14.0-427.33.1.el9_4,5.14.0-427.33.1.el9_4,Installed,5.14.0-427.16.1.el9_4.x86_64,2024-10-11,2024-10-14',
        'kc-2,AlmaLinux 9.4,kernel-core,5.14.0-427.33.1.el9_4,5.14.0-427.33.1.el9_4,Installed,5.14.0-427.33.1.el9_4.x86_64,2024-10-11,2024-10-14',
      ),
    ],
    scans: [scan({ name: 'kc-1' }, { name: 'kc-2' })],
    right: { 'kc-1 kernel-core': 'old-kernel-running', 'kc-2 kernel-core': 'proven' },
  },
  {
    title: 'Red Hat keeps three kernels; the scan reads the packages and the newest one runs',
    it: [
      lines(
        RPM_ROWS,
        'kl-1,Red Hat Enterprise Linux 9.4,kernel,5.14.0-427.16.1.el9_4,5.14.0-427.33.1.el9_4,Installed,5.14.0-427.33.1.el9_4.x86_64,,2024-10-14',
        'kl-1,Red Hat Enterprise Linux 9.4,kernel,5.14.0-427.33.1.el9_4,5.14.0-427.33.1.el9_4,Installed,5.14.0-427.33.1.el9_4.x86_64,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'kl-1',
        items: [
          item(
            '207803',
            'RHEL 9 : kernel (RHSA-2024:5928)',
            REDHAT,
            remote('kernel-5.14.0-427.16.1.el9_4', 'kernel-5.14.0-427.33.1.el9_4'),
          ),
        ],
      }),
    ],
    right: { 'kl-1 kernel': 'old-kernel-left' },
  },
  {
    title: 'the tool names the newest kernel alone; the scan reads the older one beside it',
    it: [
      lines(
        RPM_ROWS,
        'ks-1,AlmaLinux 8.10,kernel,4.18.0-553.16.1.el8_10,4.18.0-553.16.1.el8_10,Installed,4.18.0-553.16.1.el8_10.x86_64,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'ks-1',
        items: [
          item(
            '207804',
            'AlmaLinux 8 : kernel (ALSA-2024:5101)',
            'Alma Linux Local Security Checks',
            remote('kernel-4.18.0-553.8.1.el8_10', 'kernel-4.18.0-553.16.1.el8_10'),
          ),
        ],
      }),
    ],
    right: { 'ks-1 kernel': 'old-kernel-left' },
  },
  {
    title: 'headers of the new kernel beside the old kernel are no new kernel',
    it: [
      lines(
        'Host,OS,Kernel,Package,Version,Last Seen',
        'kh-1,Debian GNU/Linux 12,6.1.0-25-amd64,linux-image-6.1.0-25-amd64,6.1.106-3,2024-10-14',
        'kh-1,Debian GNU/Linux 12,6.1.0-25-amd64,linux-libc-dev,6.1.112-1,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'kh-1',
        items: [
          item(
            '208001',
            'Debian dsa-5782 : linux - security update',
            DEBIAN,
            remote('linux-image-6.1.0-25-amd64_6.1.106-3', 'linux-image-6.1.0-26-amd64_6.1.112-1'),
          ),
        ],
      }),
    ],
    right: { 'kh-1 linux': 'open' },
  },
  {
    title: 'a bare list of packages asks for nothing, the distribution’s advisories do',
    it: [
      lines(
        'Host,OS,Package,Version,Last Seen',
        'am-1,Debian GNU/Linux 12,libssl3:amd64,3.0.13-1~deb12u1,2024-10-14',
        'am-1,Debian GNU/Linux 12,openssl,3.0.13-1~deb12u1,2024-10-14',
        'am-1,Debian GNU/Linux 12,bash,5.2.15-2+b2,2024-10-14',
        'am-2,Debian GNU/Linux 12,libssl3:amd64,3.0.13-1~deb12u1,2024-10-14',
        'am-3,Ubuntu 22.04,libssl3,3.0.2-0ubuntu1.10,2024-10-14',
      ),
      lines(
        'host,distribution,package,version,status,last_seen',
        'am-4,Debian 12,openssl,3.0.13-1~deb12u1,ii,2024-10-14',
        'am-4,Debian 12,bash,5.2.15-2+b2,ii,2024-10-14',
        'am-4,Debian 12,libexpat1,2.5.0-1,rc,2024-10-14',
      ),
    ],
    scans: [scan({ name: 'am-1', login: false }, { name: 'am-3' })],
    right: {
      'am-1 openssl': 'unauthenticated-scan',
      'am-2 openssl': 'not-in-infosec-scope',
      'am-4 openssl': 'not-in-infosec-scope',
    },
  },
  {
    title: 'services that still use the old library, as needrestart names them',
    it: [
      lines(
        'Host;OS;Package;Installed version;Fixed version;Status;Services needing restart;Installed On;Last Seen',
        'nr-1;Debian GNU/Linux 12;libssl3;3.0.14-1~deb12u2;3.0.14-1~deb12u2;up to date;apache2.service, php8.2-fpm.service;2024-10-11;2024-10-14',
        'nr-2;Debian GNU/Linux 12;libssl3;3.0.14-1~deb12u2;3.0.14-1~deb12u2;up to date;-;2024-10-11;2024-10-14',
      ),
    ],
    scans: [scan({ name: 'nr-1' }, { name: 'nr-2' })],
    right: { 'nr-1 openssl': 'restart-needed', 'nr-2 openssl': 'proven' },
  },
  {
    title: 'a binary that was built again is no older source',
    it: [
      lines(
        'Host,OS,Package,Installed version,Fixed version,Status,Installed On,Last Seen',
        'bn-1,Debian GNU/Linux 12,libexpat1,2.5.0-1+deb12u1+b2,2.5.0-1+deb12u1,Installed,2024-10-11,2024-10-14',
      ),
    ],
    scans: [scan({ name: 'bn-1' })],
    right: { 'bn-1 expat': 'proven' },
  },
  {
    title: 'debsecan names a CVE and no version, IT’s list of packages no fix',
    it: [
      lines(
        'Host,OS,Package,Version,Last Seen',
        'ds-1,Debian GNU/Linux 12,libssl3:amd64,3.0.13-1~deb12u1,2024-10-14',
        'ds-1,Debian GNU/Linux 12,bash,5.2.15-2+b2,2024-10-14',
      ),
    ],
    scans: [{ of: 'ds-1', debsecan: 'CVE-2024-6119 libssl3 (fixed, remotely exploitable, high urgency)\n' }],
    right: { 'ds-1 openssl': 'open' },
  },
  {
    title: 'debsecan’s report of what has no update',
    it: [
      lines(
        'Host,OS,Package,Installed version,Fixed version,Status,Installed On,Last Seen',
        'dn-1,Debian GNU/Linux 12,libexpat1,2.5.0-1+deb12u1,2.5.0-1+deb12u1,Installed,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      {
        of: 'dn-1',
        debsecan:
          'Security report based on the bookworm release\n\n*** Vulnerabilities without updates\n\nCVE-2023-31484 CPAN.pm before 2.35 does not verify TLS certificates...\n  <https://security-tracker.debian.org/tracker/CVE-2023-31484>\n  - perl, perl-base (remotely exploitable, medium urgency)\n',
      },
    ],
    right: { 'dn-1 expat': 'proven', 'dn-1 perl': 'no-fix-available' },
  },
  {
    title: 'the vendor will not fix it, and both sides say so: open, with that as a remark',
    it: [
      lines(
        'Host,OS,Package,Installed version,Fixed version,Status,CVE,Last Seen',
        'wf-1,Ubuntu 22.04,libpcre3,2:8.39-13ubuntu0.22.04.1,,will_not_fix,CVE-2017-11164,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'wf-1',
        items: [
          item(
            '224001',
            'Linux Distros Unpatched Vulnerability : CVE-2017-11164',
            'Misc.',
            '\nNessus was able to identify the following vulnerable package:\n  - libpcre3\n',
            '<cve>CVE-2017-11164</cve><vendor_unpatched>true</vendor_unpatched>',
          ),
        ],
      }),
    ],
    right: { 'wf-1 libpcre3': 'open' },
  },
  {
    title: 'a package that went down again after IT had seen it',
    it: [
      lines(
        RPM_ROWS,
        'rv-1,Red Hat Enterprise Linux 9.4,expat,2.5.0-2.el9_4.1,2.5.0-2.el9_4.1,Installed,,2024-10-10,2024-10-12',
      ),
    ],
    scans: [
      scan({
        name: 'rv-1',
        day: 13,
        items: [
          item(
            '207802',
            'RHEL 9 : expat (RHSA-2024:6754)',
            REDHAT,
            remote('expat-2.5.0-2.el9_4', 'expat-2.5.0-2.el9_4.1'),
          ),
        ],
      }),
    ],
    right: { 'rv-1 expat': 'reverted' },
  },
  {
    title: 'done, says the run; the version in its own list says not',
    it: [
      lines(
        RPM_ROWS,
        'fs-9,Red Hat Enterprise Linux 9.4,expat,2.5.0-2.el9_4,2.5.0-2.el9_4.1,Success,,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'fs-9',
        items: [
          item(
            '207802',
            'RHEL 9 : expat (RHSA-2024:6754)',
            REDHAT,
            remote('expat-2.5.0-2.el9_4', 'expat-2.5.0-2.el9_4.1'),
          ),
        ],
      }),
    ],
    right: { 'fs-9 expat': 'false-success' },
  },
  {
    title: 'two libraries of one source: one was left behind',
    it: [
      lines(
        'Host,OS,Package,Installed version,Fixed version,Status,Installed On,Last Seen',
        'hf-1,Debian GNU/Linux 12,libssl3,3.0.14-1~deb12u2,3.0.14-1~deb12u2,Installed,2024-10-11,2024-10-14',
        'hf-1,Debian GNU/Linux 12,openssl,3.0.13-1~deb12u1,3.0.14-1~deb12u2,Needed,,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'hf-1',
        items: [
          item(
            '206600',
            'Debian dsa-5764 : openssl - security update',
            DEBIAN,
            remote('openssl_3.0.13-1~deb12u1', 'openssl_3.0.14-1~deb12u2'),
          ),
        ],
      }),
    ],
    right: { 'hf-1 openssl': 'open' },
  },
];

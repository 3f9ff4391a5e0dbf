import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import { CHROME, item, lines, OCTOBER, scan } from './hand-made-files.ts';

/** Files as untidy offices deliver them, and what is right by the domain. Written by hand, nothing in common with tools/world. */
export interface MessyCase {
  readonly title: string;
  readonly it: readonly string[];
  readonly scans: readonly string[];
  /** "device fix" → verdict, or the cause where there is one. No other cells may come. */
  readonly right: Readonly<Record<string, 'proven' | 'open' | CauseId>>;
}

export const MESSY_CASES: readonly MessyCase[] = [
  {
    title: 'names in other cases, with and without domain, with a dot at the end',
    it: [
      lines(
        'ComputerName,KB,Status,Installed On,Last Seen',
        'WKS-01.CORP.example.,KB5044273,Installed,2024-10-11 20:00,2024-10-14 08:00',
        'wks-02,kb5044273,INSTALLED,2024-10-11 20:00,2024-10-14 08:00',
        '  Wks-03  ,KB 5044273,installed,2024-10-11 20:00,2024-10-14 08:00',
      ),
    ],
    scans: [
      scan(
        { name: 'wks-01', day: 13, tags: { 'netbios-name': 'WKS-01' } },
        { name: '10.1.1.2', day: 13, tags: { 'host-fqdn': 'WKS-02.corp.EXAMPLE', 'host-ip': '10.1.1.2' } },
        { name: 'WKS-03.corp.example', day: 10, items: [OCTOBER] },
      ),
    ],
    right: { 'wks-01 KB5044273': 'proven', 'wks-02 KB5044273': 'proven', 'wks-03 KB5044273': 'stale-scan' },
  },
  {
    title: 'a German export, day before month',
    it: [
      lines(
        'Rechnername;Update;Status;Installiert am;Letzter Neustart;Zuletzt gesehen',
        'PC-11;Kumulatives Update für Windows 10 Version 22H2 (KB5044273);Installiert;11.10.2024 22:10;11.10.2024 22:40;14.10.2024 07:00',
        'PC-12;Kumulatives Update für Windows 10 Version 22H2 (KB5044273);Fehlt;;01.10.2024 22:40;14.10.2024 07:00',
        'PC-13;Kumulatives Update für Windows 10 Version 22H2 (KB5044273);Installiert;11.10.2024 22:10;02.10.2024 06:00;14.10.2024 07:00',
        'PC-14;Kumulatives Update für Windows 10 Version 22H2 (KB5044273);Installiert;11.09.2024 22:10;11.09.2024 22:40;12.09.2024 07:00',
      ),
    ],
    scans: [
      scan(
        { name: 'pc-11', day: 13 },
        { name: 'pc-12', day: 13, items: [OCTOBER] },
        { name: 'pc-13', day: 13 },
        { name: 'pc-14', day: 13 },
      ),
    ],
    right: {
      'pc-11 KB5044273': 'proven',
      'pc-12 KB5044273': 'open',
      'pc-13 KB5044273': 'pending-reboot',
      'pc-14 KB5044273': 'stale-inventory',
    },
  },
  {
    title: 'rows twice, in two exports, and in another order',
    it: [
      lines(
        'Host,Patch,State,Install Date,Last Contact',
        'SRV-1,KB5044273,Installed,10/11/2024 8:00 PM,10/14/2024 7:00 AM',
        'SRV-1,KB5044273,Installed,10/11/2024 8:00 PM,10/14/2024 7:00 AM',
      ),
      lines(
        'Last Contact,State,Host,Install Date,Patch',
        '10/14/2024 7:00 AM,Installed,srv-1,10/11/2024 8:00 PM,KB5044273',
      ),
    ],
    scans: [scan({ name: 'srv-1', day: 13 }, { name: 'srv-1', day: 13 })],
    right: { 'srv-1 KB5044273': 'proven' },
  },
  {
    title: 'two scanners: the one that cannot log in undoes nothing, and sees nothing alone',
    it: [
      lines(
        'Computer,KB,Status,Installed On,Last Seen',
        'A-1,KB5044273,Installed,2024-10-11 20:00,2024-10-14 08:00',
        'A-2,KB5044273,Installed,2024-10-11 20:00,2024-10-14 08:00',
        'A-3,KB5044273,Missing,,2024-10-14 08:00',
      ),
    ],
    scans: [
      scan({ name: 'a-1', day: 12 }, { name: 'a-3', day: 12, items: [OCTOBER] }),
      scan(
        { name: 'a-1', day: 13, login: false },
        { name: 'a-2', day: 13, login: false },
        { name: 'a-3', day: 13, login: false },
      ),
    ],
    right: { 'a-1 KB5044273': 'proven', 'a-2 KB5044273': 'unauthenticated-scan', 'a-3 KB5044273': 'open' },
  },
  {
    title: 'an address alone does not join two kinds of system',
    it: [
      lines(
        'Computer,IP Address,OS,KB,Status,Installed On,Last Seen',
        'B-1,10.2.0.1,Windows 10 22H2,KB5044273,Installed,2024-10-11 20:00,2024-10-14 08:00',
      ),
    ],
    scans: [
      scan({
        name: '10.2.0.1',
        day: 13,
        tags: { 'host-ip': '10.2.0.1', os: 'linux', 'operating-system': 'Linux Kernel 6.1 on Debian 12.7' },
      }),
    ],
    right: { 'b-1 KB5044273': 'not-in-infosec-scope' },
  },
  {
    title: 'exit codes instead of words',
    it: [
      lines(
        'Computer,KB,Exit Code,Installed On,Last Boot,Last Seen',
        'C-1,KB5044273,0,2024-10-11 20:00,2024-10-11 21:00,2024-10-14 08:00',
        'C-2,KB5044273,3010,2024-10-11 20:00,2024-10-01 21:00,2024-10-14 08:00',
        'C-3,KB5044273,1603,,2024-10-01 21:00,2024-10-14 08:00',
      ),
    ],
    scans: [scan({ name: 'c-1', day: 13 }, { name: 'c-2', day: 13 }, { name: 'c-3', day: 13, items: [OCTOBER] })],
    right: { 'c-1 KB5044273': 'proven', 'c-2 KB5044273': 'pending-reboot', 'c-3 KB5044273': 'open' },
  },
  {
    title: 'applications under other names, paths in other cases, the copy in a profile',
    it: [
      lines(
        'Device;Program;Version;Latest Version;State;Path;Last Seen;Installed On',
        'D-1;Chrome;129.0.6668.100;129.0.6668.100;Up to date;c:\\program files\\google\\chrome\\application;2024-10-14 08:00;2024-10-11 20:00',
        'D-2;Google Chrome (64-bit);129.0.6668.100;129.0.6668.100;Up to date;C:\\Program Files\\Google\\Chrome\\Application;2024-10-14 08:00;2024-10-11 20:00',
        'D-3;Google Chrome;128.0.6613.137;129.0.6668.100;Outdated;C:\\Program Files\\Google\\Chrome\\Application;2024-10-14 08:00;',
      ),
    ],
    scans: [
      scan(
        { name: 'd-1', day: 13 },
        {
          name: 'd-2',
          day: 13,
          items: [CHROME('C:\\Users\\j.meyer\\AppData\\Local\\Google\\Chrome\\Application', '120.0.6099.130')],
        },
        { name: 'd-3', day: 13, items: [CHROME('C:\\PROGRAM FILES\\Google\\Chrome\\Application', '128.0.6613.137')] },
      ),
    ],
    right: { 'd-1 chrome': 'proven', 'd-2 chrome': 'per-user-install', 'd-3 chrome': 'open' },
  },
  {
    title: 'a check of Ubuntu on Debian, whose version is higher than any of Debian’s',
    it: [
      lines(
        'Host,OS,Package,Installed version,Fixed version,State,Last Seen,Installed On',
        'e-1,Debian GNU/Linux 12 (bookworm),libssl3,3.0.14-1~deb12u2,3.0.14-1~deb12u2,up to date,2024-10-14 08:00,2024-10-11 20:00',
      ),
    ],
    scans: [
      scan({
        name: 'e-1',
        day: 13,
        items: [
          item(
            '207001',
            'Ubuntu 24.04 LTS : OpenSSL vulnerability',
            'Ubuntu Local Security Checks',
            '\n  - Installed package : libssl3_3.0.14-1~deb12u2\n  - Fixed package     : libssl3_3.0.14-1ubuntu3.4\n',
          ),
        ],
      }),
    ],
    right: { 'e-1 openssl': 'wrong-product' },
  },
  {
    title: 'two kernels of Red Hat in the list, the newest one runs',
    it: [
      lines(
        'Host,OS,Package,Installed version,Fixed version,State,Running kernel,Last Seen,Installed On',
        'f-1,Red Hat Enterprise Linux 9.4,kernel,5.14.0-427.16.1.el9_4,5.14.0-427.33.1.el9_4,installed,5.14.0-427.33.1.el9_4.x86_64,2024-10-14 08:00,',
        'f-1,Red Hat Enterprise Linux 9.4,kernel,5.14.0-427.33.1.el9_4,5.14.0-427.33.1.el9_4,installed,5.14.0-427.33.1.el9_4.x86_64,2024-10-14 08:00,2024-10-11 20:00',
        'f-2,Red Hat Enterprise Linux 9.4,kernel,5.14.0-427.33.1.el9_4,5.14.0-427.33.1.el9_4,installed,5.14.0-427.16.1.el9_4.x86_64,2024-10-14 08:00,2024-10-11 20:00',
      ),
    ],
    scans: [scan({ name: 'f-1', day: 13 }, { name: 'f-2', day: 13 })],
    right: { 'f-1 kernel': 'proven', 'f-2 kernel': 'old-kernel-running' },
  },
  {
    title: 'a French export with accents',
    it: [
      lines(
        'Nom de l’ordinateur;Mise à jour;État;Date d’installation;Dernière connexion',
        'G-1;KB5044273;Installée;11/10/2024 20:00;14/10/2024 08:00',
        'G-2;KB5044273;Manquante;;14/10/2024 08:00',
      ),
    ],
    scans: [scan({ name: 'g-1', day: 13 }, { name: 'g-2', day: 13, items: [OCTOBER] })],
    right: { 'g-1 KB5044273': 'proven', 'g-2 KB5044273': 'open' },
  },
  {
    title: 'words for unknown, not applicable and declined',
    it: [
      lines(
        'Computer,Update,Status,Approval,Last Seen',
        'H-1,KB5044273,Error,Approved,2024-10-14 08:00',
        'H-2,KB5044273,N/A,Approved,2024-10-14 08:00',
        'H-3,KB5044273,Not installed,Declined,2024-10-14 08:00',
      ),
    ],
    scans: [
      scan(
        { name: 'h-1', day: 13, items: [OCTOBER] },
        { name: 'h-2', day: 13, items: [OCTOBER] },
        { name: 'h-3', day: 13, items: [OCTOBER] },
      ),
    ],
    right: {
      'h-1 KB5044273': 'unknown-dropped',
      'h-2 KB5044273': 'not-applicable-said',
      'h-3 KB5044273': 'not-approved',
    },
  },
];

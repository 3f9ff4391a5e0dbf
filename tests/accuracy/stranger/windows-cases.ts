import { item, lines, OCTOBER, scan } from '../hand-made-files.ts';
import type { StrangerCase } from './stranger-case.ts';

const BULLETINS = 'Windows : Microsoft Bulletins';
const asksFor = (kb: string, output = `\nThe remote host is missing KB${kb}.\n`) =>
  item(`9${kb}`, `KB${kb}: Windows Security Update`, BULLETINS, output);
const kernelFile = (found: string) =>
  asksFor(
    '5044273',
    `\nThe remote host is missing one of the following rollup KBs :\n  - 5044273\n\n  - C:\\Windows\\system32\\ntoskrnl.exe has not been patched.\n    Remote version : ${found}\n    Should be      : 10.0.19041.5011\n`,
  );
const told = (id: string, name: string, output: string, severity = 0) =>
  item(id, name, 'Windows', output, '', severity);

/** Updates of Windows. */
export const WINDOWS_CASES: readonly StrangerCase[] = [
  {
    title: 'the scan asks for the update of August; that of October, two steps on, is in',
    it: [
      lines(
        'Computer,Article,Deployment State,Deployed On,Last Hardware Scan',
        'sup-1,5044273,Compliant,2024-10-11 20:00,2024-10-14 08:00',
      ),
    ],
    scans: [scan({ name: 'sup-1', items: [asksFor('5041580')] })],
    right: { 'sup-1 KB5044273': 'superseded-fix' },
  },
  {
    title: 'IT names no KB at all, and its build is past the one that the scan asks for',
    it: [
      lines(
        'Device name;OS;OS version;Program;Version;Latest version;State;Last check-in',
        'bld-1;Windows 10 22H2;10.0.19045.5011;Notepad++;8.7;8.7;Up to date;2024-10-14 08:00',
      ),
    ],
    scans: [
      scan({
        name: 'bld-1',
        items: [
          asksFor(
            '5043064',
            '\n  - C:\\Windows\\system32\\ntoskrnl.exe has not been patched.\n    Remote version : 10.0.19041.4780\n    Should be      : 10.0.19041.4894\n',
          ),
        ],
      }),
    ],
    right: { 'bld-1 KB5043064': 'superseded-fix', 'bld-1 notepad++': 'proven' },
  },
  {
    title: 'IT’s list ends with September, on every device, and the scan asks for October',
    it: [
      lines(
        'Computer,OS Build,KB,Status,Installed On,Last Seen',
        'sep-1,10.0.19045.4894,KB5043064,Installed,2024-09-13,2024-10-14',
        'sep-2,10.0.19045.4894,KB5043064,Installed,2024-09-13,2024-10-14',
      ),
    ],
    scans: [scan({ name: 'sep-1', items: [OCTOBER] }, { name: 'sep-2' })],
    right: { 'sep-1 KB5044273': 'not-approved', 'sep-2 KB5043064': 'proven' },
  },
  {
    title: 'the fix is known to the scan by its CVE only',
    it: [
      lines(
        'Computer,OS,KB,CVEs,Status,Last Seen',
        'cve-1,Windows 10 22H2,KB5044273,CVE-2024-43572; CVE-2024-43573,Not Installed,2024-10-14',
        'cve-2,Windows 10 22H2,KB5044273,,Not Installed,2024-10-14',
      ),
    ],
    scans: [
      scan(
        ...['cve-1', 'cve-2'].map((name) => ({
          name,
          items: [
            item(
              '208999',
              'Microsoft Management Console Remote Code Execution',
              'Windows',
              '\nThe remote host is affected by CVE-2024-43572.\n',
              '<cve>CVE-2024-43572</cve>',
            ),
          ],
        })),
      ),
    ],
    right: { 'cve-1 KB5044273': 'open', 'cve-2 KB5044273': 'open' },
  },
  {
    title: 'the scanner alone saw that a restart is pending',
    it: [lines('Computer,KB,Status,Installed On,Last Seen', 'rb-1,KB5044273,Installed,2024-10-11 20:00,2024-10-14')],
    scans: [
      scan({
        name: 'rb-1',
        items: [
          told(
            '35453',
            'Microsoft Windows Update Reboot Required',
            '\nThe following registry key indicates that a reboot is required.\n',
          ),
        ],
      }),
    ],
    right: { 'rb-1 KB5044273': 'pending-reboot' },
  },
  {
    title: 'the scanner alone knows when the device last started',
    it: [
      lines(
        'Computer,KB,Status,Installed On,Last Seen',
        'st-1,KB5044273,Installed,2024-10-11 20:00,2024-10-14',
        'st-2,KB5044273,Installed,2024-10-11 20:00,2024-10-14',
      ),
    ],
    scans: [
      scan(
        { name: 'st-1', items: [told('56468', 'Time of Last System Startup', '\n  20241003064107.500000+000\n')] },
        { name: 'st-2', items: [told('56468', 'Time of Last System Startup', '\n  20241011220107.500000+000\n')] },
      ),
    ],
    right: { 'st-1 KB5044273': 'pending-reboot', 'st-2 KB5044273': 'proven' },
  },
  {
    title: 'a restart that waits for something else: the device started after the install',
    it: [
      lines(
        'Computer,KB,Status,Installed On,Last Boot,Pending Reboot,Last Seen',
        'rb-3,KB5044273,Installed,2024-10-10 20:00,2024-10-11 06:00,Yes,2024-10-14',
      ),
    ],
    scans: [scan({ name: 'rb-3' })],
    right: { 'rb-3 KB5044273': 'proven' },
  },
  {
    title: 'words for a pending restart',
    it: [
      lines(
        'Computer,KB,Update Installation State,Last Status Report',
        'rw-1,KB5044273,InstalledPendingReboot,2024-10-14',
        'rw-2,KB5044273,Installed (pending restart),2024-10-14',
        'rw-3,KB5044273,Pending system restart,2024-10-14',
      ),
    ],
    scans: [scan({ name: 'rw-1' }, { name: 'rw-2' }, { name: 'rw-3' })],
    right: {
      'rw-1 KB5044273': 'pending-reboot',
      'rw-2 KB5044273': 'pending-reboot',
      'rw-3 KB5044273': 'pending-reboot',
    },
  },
  {
    title: 'what Windows Update’s own codes say',
    it: [
      lines(
        'Computer,KB,Exit Code,Deployed On,Last Seen',
        'wu-1,KB5044273,2359302,2024-10-11 20:00,2024-10-14',
        'wu-2,KB5044273,-2145124329,2024-10-11 20:00,2024-10-14',
        'wu-3,KB5044273,0x80240017,2024-10-11 20:00,2024-10-14',
        'wu-4,KB5044273,0x80070643,2024-10-11 20:00,2024-10-14',
        'wu-5,KB5044273,0x0,2024-10-11 20:00,2024-10-14',
      ),
    ],
    scans: [
      scan(
        { name: 'wu-1' },
        { name: 'wu-2', items: [OCTOBER] },
        { name: 'wu-3', items: [OCTOBER] },
        { name: 'wu-4', items: [OCTOBER] },
        { name: 'wu-5' },
      ),
    ],
    right: {
      'wu-1 KB5044273': 'proven',
      'wu-2 KB5044273': 'not-applicable-said',
      'wu-3 KB5044273': 'not-applicable-said',
      'wu-4 KB5044273': 'open',
      'wu-5 KB5044273': 'proven',
    },
  },
  {
    title: 'done, says the tool; the scan read an older file after it',
    it: [
      lines(
        'Target,Package,Result,Return Code,Completed On,Last Seen',
        'fs-1,KB5044273,Successful,0,2024-10-11 20:00,2024-10-14',
      ),
    ],
    scans: [scan({ name: 'fs-1', items: [kernelFile('10.0.19041.4894')] })],
    right: { 'fs-1 KB5044273': 'false-success' },
  },
  {
    title: 'done, says the tool; its own inventory has the build of before',
    it: [
      lines(
        'Computer,OS,OS Build,KB,Result,Installed On,Last Seen',
        'fs-2,Windows 10 22H2,19045.4894,KB5044273,Success,2024-10-11 20:00,2024-10-14',
      ),
    ],
    scans: [scan({ name: 'fs-2', items: [kernelFile('10.0.19041.4894')] })],
    right: { 'fs-2 KB5044273': 'false-success' },
  },
  {
    title: 'a snapshot was restored after IT had seen the new build',
    it: [
      lines(
        'Computer,OS,OS Build,KB,Status,Installed On,Last Boot,Last Seen',
        'sn-1,Windows 10 22H2,19045.5011,KB5044273,Installed,2024-10-11 20:00,2024-10-11 21:00,2024-10-12 08:00',
      ),
    ],
    scans: [scan({ name: 'sn-1', day: 13, items: [kernelFile('10.0.19041.4894')] })],
    right: { 'sn-1 KB5044273': 'reverted' },
  },
  {
    title: 'in, out and in again over four weekly exports of one tool',
    it: [
      'Installed,2024-09-23',
      'Not Installed,2024-09-30',
      'Installed,2024-10-07',
      'Not Installed,2024-10-09',
      'Installed,2024-10-14',
    ].map((word) => lines('Computer,KB,Status,Last Seen', `fl-1,KB5043064,${word}`)),
    isOneTool: true,
    scans: [scan({ name: 'fl-1', items: [asksFor('5043064')] })],
    right: { 'fl-1 KB5043064': 'flapping-patch' },
  },
  {
    title: 'a tool that reports only failures, and a list of all devices',
    it: [
      lines('Computer,KB,Error Code,Last Seen', 'fo-1,KB5044273,1603,2024-10-14'),
      lines(
        'Computer,OS,Program,Version,Last Seen',
        'fo-1,Windows 10 22H2,Patch agent,7.2,2024-10-14',
        'fo-2,Windows 10 22H2,Patch agent,7.2,2024-10-14',
      ),
    ],
    scans: [
      scan({ name: 'fo-1', items: [OCTOBER] }, { name: 'fo-2', items: [OCTOBER] }, { name: 'fo-3', items: [OCTOBER] }),
    ],
    right: { 'fo-1 KB5044273': 'open', 'fo-2 KB5044273': 'unknown-dropped', 'fo-3 KB5044273': 'not-in-it-inventory' },
  },
  {
    title: 'declined in WSUS, and hidden in another tool',
    it: [
      lines(
        'Computer,Update,Approval,Status,Last Status Report',
        'de-1,2024-10 Cumulative Update for Windows 10 Version 22H2 (KB5044273),Declined,Needed,10/14/2024 6:00 AM',
        'de-2,2024-10 Cumulative Update for Windows 10 Version 22H2 (KB5044273),Not approved,No status,10/14/2024 6:00 AM',
      ),
    ],
    scans: [scan({ name: 'de-1', items: [OCTOBER] }, { name: 'de-2', items: [OCTOBER] })],
    right: { 'de-1 KB5044273': 'not-approved', 'de-2 KB5044273': 'not-approved' },
  },
  {
    title: 'words for not knowing',
    it: [
      lines(
        'Device;KB;State;Last Seen',
        'uk-1;KB5044273;Detection pending;2024-10-14',
        'uk-2;KB5044273;Not reported;2024-10-14',
        'uk-3;KB5044273;Conflict;2024-10-14',
        'uk-4;KB5044273;??;2024-10-14',
      ),
    ],
    scans: [scan(...[1, 2, 3, 4].map((n) => ({ name: `uk-${n}`, items: n % 2 === 0 ? [OCTOBER] : [] })))],
    right: {
      'uk-1 KB5044273': 'unknown-dropped',
      'uk-2 KB5044273': 'unknown-dropped',
      'uk-3 KB5044273': 'unknown-dropped',
      'uk-4 KB5044273': 'unknown-dropped',
    },
  },
  {
    title: 'a value of the registry that the update needs',
    it: [lines('Computer,KB,Status,Installed On,Last Seen', 'rg-1,KB5044273,Installed,2024-10-11 20:00,2024-10-14')],
    scans: [
      scan({
        name: 'rg-1',
        items: [
          item(
            '132101',
            'KB5044273: Windows Speculative Execution Configuration Check',
            'Windows',
            '\n  The following registry value is not set :\n  Key : HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Memory Management\\FeatureSettingsOverride\n',
          ),
        ],
      }),
    ],
    right: { 'rg-1 KB5044273': 'second-step-missing' },
  },
  {
    title: 'a server at the end of its life',
    it: [
      lines(
        'Computer,OS,KB,Status,Installed On,Last Seen',
        'eol-1,Windows Server 2012 R2,KB5044343,Installed,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'eol-1',
        items: [
          item(
            '182963',
            'Microsoft Windows Server 2012 R2 SEoL',
            'Windows',
            '\n  OS : Microsoft Windows Server 2012 R2\n  Security End of Life : October 10, 2023\n',
            '<unsupported_by_vendor>true</unsupported_by_vendor>',
            4,
          ),
        ],
      }),
    ],
    right: { 'eol-1 KB5044343': 'proven', 'eol-1 nessus:182963': 'end-of-life' },
  },
  {
    title: 'one check, two updates; IT has one of them',
    it: [
      lines(
        'Computer,OS,KB,Status,Installed On,Last Seen',
        'jt-1,Windows 10 22H2,KB5044273,Installed,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'jt-1',
        items: [
          item(
            '208301',
            'Security Updates for Microsoft Windows and .NET (October 2024)',
            BULLETINS,
            '\nThe remote host is missing one of the following KBs :\n  - 5044273\n  - 5044091\n',
          ),
        ],
      }),
    ],
    right: { 'jt-1 KB5044273': 'one-to-many-check' },
  },
  {
    title: 'critical to the scanner, low to the tool: open all the same',
    it: [lines('Computer,KB,Severity,Status,Last Seen', 'sv-1,KB5044273,Low,Needed,2024-10-14')],
    scans: [scan({ name: 'sv-1', items: [OCTOBER] })],
    right: { 'sv-1 KB5044273': 'open' },
  },
];

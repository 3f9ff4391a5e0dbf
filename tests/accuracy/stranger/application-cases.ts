import { CHROME, item, lines, scan } from '../hand-made-files.ts';
import type { StrangerCase } from './stranger-case.ts';

const copy = (id: string, name: string, path: string, installed: string, fixed: string) =>
  item(
    id,
    name,
    'Windows',
    `\n  Path              : ${path}\n  Installed version : ${installed}\n  Fixed version     : ${fixed}\n`,
  );
const SOFTWARE = [
  'Adobe Acrobat (64-bit),24.003.20180',
  'Git,2.46.2',
  'GIMP 2.10.38,2.10.38',
  'KeePass Password Safe 2.57,2.57',
  'LibreOffice 24.8.2.1,24.8.2.1',
  'Microsoft Teams,24243.1309',
  'Mozilla Thunderbird,128.3.1',
  'Notepad++,8.7',
  'PuTTY release 0.81,0.81',
  'VLC media player,3.0.21',
  'WinSCP 6.3.5,6.3.5',
  'Zoom Workplace,6.2.3',
];
const listOf = (device: string, more: readonly string[] = []) =>
  lines(
    'Computer Name,Display Name,Display Version,Inventory Date',
    ...[...SOFTWARE, ...more].map((row) => `${device},${row},2024-10-14`),
  );

/** Programs on Windows. */
export const APPLICATION_CASES: readonly StrangerCase[] = [
  {
    title: 'a second copy, where IT’s tool tells no paths',
    it: [
      lines(
        'Computer,Software,Installed Version,Latest Version,State,Installed On,Last Seen',
        'pu-1,PuTTY release 0.81 (64-bit),0.81.0.0,0.81.0.0,Up to date,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'pu-1',
        items: [copy('193433', 'PuTTY &lt; 0.81 Key Recovery Attack', 'C:\\Tools\\putty.exe', '0.76.0.0', '0.81.0.0')],
      }),
    ],
    right: { 'pu-1 putty': 'side-by-side-version' },
  },
  {
    title: 'the copy that a game or another program brought along',
    it: [
      lines(
        'Computer,Software,Installed Version,Latest Version,State,Path,Installed On,Last Seen',
        'cp-1,7-Zip 24.08 (x64),24.08,24.08,Current,C:\\Program Files\\7-Zip,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'cp-1',
        items: [
          copy('207500', '7-Zip &lt; 24.07 (CVE-2024-11477)', 'D:\\Tools\\Portable\\7-Zip\\7z.dll', '22.01', '24.07'),
        ],
      }),
    ],
    right: { 'cp-1 7-zip': 'side-by-side-version' },
  },
  {
    title: 'a browser in the profile of somebody who left',
    it: [
      lines(
        'Computer,Software,Installed Version,Latest Version,State,Installed On,Last Seen',
        'pf-1,Google Chrome,129.0.6668.100,129.0.6668.100,Current,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'pf-1',
        items: [
          CHROME(
            'c:\\users\\ex.employee.CORP\\appdata\\local\\Google\\Chrome\\Application\\chrome.exe',
            '109.0.5414.120',
          ),
        ],
      }),
    ],
    right: { 'pf-1 chrome': 'per-user-install' },
  },
  {
    title: 'a roaming copy on Windows Server of 2003’s folders',
    it: [
      lines(
        'Computer,Software,Installed Version,Latest Version,State,Installed On,Last Seen',
        'pf-2,Mozilla Firefox (x64 de),131.0.2,131.0.2,Current,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'pf-2',
        items: [
          copy(
            '208700',
            'Mozilla Firefox &lt; 131.0.2',
            'C:\\Documents and Settings\\meier\\Local Settings\\Application Data\\Mozilla Firefox\\',
            '115.0.2',
            '131.0.2',
          ),
        ],
      }),
    ],
    right: { 'pf-2 firefox': 'per-user-install' },
  },
  {
    title: 'uninstalled, says the list; its folder is still there',
    it: [listOf('lo-1')],
    scans: [
      scan({
        name: 'lo-1',
        items: [
          copy('207500', '7-Zip &lt; 24.07 (CVE-2024-11477)', 'C:\\Program Files\\7-Zip\\7z.dll', '19.00', '24.07'),
        ],
      }),
    ],
    right: { 'lo-1 7-zip': 'leftover-files' },
  },
  {
    title: 'the list has it, old; nobody deploys it',
    it: [listOf('na-1', ['Audacity 3.4.2,3.4.2'])],
    scans: [
      scan({
        name: 'na-1',
        items: [
          copy('207600', 'Audacity &lt; 3.6.0 Memory Corruption', 'C:\\Program Files\\Audacity\\', '3.4.2', '3.6.0'),
        ],
      }),
    ],
    right: { 'na-1 audacity': 'open' },
  },
  {
    title: 'nobody on IT’s side has ever heard of the program',
    it: [lines('Computer,KB,Status,Installed On,Last Seen', 'nb-9,KB5044273,Installed,2024-10-11,2024-10-14')],
    scans: [
      scan({
        name: 'nb-9',
        items: [
          copy(
            '207700',
            'IrfanView &lt; 4.67 Multiple Vulnerabilities',
            'C:\\Program Files\\IrfanView\\',
            '4.62',
            '4.67',
          ),
        ],
      }),
    ],
    right: { 'nb-9 KB5044273': 'proven', 'nb-9 irfanview': 'not-approved' },
  },
  {
    title: 'Click-to-Run Office in the list of programs, asked for the KB of its MSI edition',
    it: [listOf('of-1', ['Microsoft 365 Apps for enterprise - en-us,16.0.17928.20216'])],
    scans: [
      scan({
        name: 'of-1',
        items: [
          item(
            '208298',
            'Security Updates for Microsoft Excel Products (October 2024)',
            'Windows : Microsoft Bulletins',
            '\nThe Microsoft Excel Products are missing a security update.\n  - KB5002643\n',
          ),
        ],
      }),
    ],
    right: { 'of-1 KB5002643': 'office-channel' },
  },
  {
    title: 'a release of Python that gets no more fixes',
    it: [listOf('ep-9', ['Python 3.8.10 (64-bit),3.8.10'])],
    scans: [
      scan({
        name: 'ep-9',
        items: [
          item(
            '148367',
            'Python Unsupported Version Detection',
            'Misc.',
            '\n  Path              : C:\\Python38\\\n  Installed version : 3.8.10\n  Security End of Life : October 7, 2024\n',
            '<unsupported_by_vendor>true</unsupported_by_vendor>',
            4,
          ),
        ],
      }),
    ],
    right: { 'ep-9 python': 'end-of-life' },
  },
  {
    title: 'two checks of one program in one visit, of which one finds it old',
    it: [
      lines(
        'Computer,Software,Installed Version,Latest Version,State,Installed On,Last Seen',
        'two-1,Wireshark 4.2.8 x64,4.2.8,4.2.8,Current,2024-10-11,2024-10-14',
        'two-2,Wireshark 4.2.6 x64,4.2.6,4.2.8,Outdated,,2024-10-14',
      ),
    ],
    scans: [
      scan(
        { name: 'two-1' },
        {
          name: 'two-2',
          items: [copy('208800', 'Wireshark 4.2.x &lt; 4.2.8', 'C:\\Program Files\\Wireshark', '4.2.6', '4.2.8')],
        },
      ),
    ],
    right: { 'two-1 wireshark': 'proven', 'two-2 wireshark': 'open' },
  },
  {
    title: 'a setup that ended with success and changed nothing',
    it: [
      lines(
        'Computer,Software,Result,Return Code,Completed On,Last Seen',
        'nc-1,Google Chrome,Success,0,2024-10-11 20:00,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'nc-1',
        items: [CHROME('C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', '128.0.6613.137')],
      }),
    ],
    right: { 'nc-1 chrome': 'false-success' },
  },
  {
    title: 'a newer version than the scan asks for, of which it repeats that it is old: not explained by what is there',
    it: [
      lines(
        'Computer,Software,Installed Version,Latest Version,State,Path,Installed On,Last Seen',
        'un-1,7-Zip,24.08,24.08,Current,C:\\Program Files\\7-Zip\\,2024-10-11,2024-10-14',
      ),
    ],
    scans: [
      scan({
        name: 'un-1',
        day: 13,
        items: [
          copy('207500', '7-Zip &lt; 24.07 (CVE-2024-11477)', 'C:\\Program Files\\7-Zip\\7z.dll', '22.01', '24.07'),
        ],
      }),
    ],
    right: { 'un-1 7-zip': 'unexplained' },
  },
];

import { item, lines, OCTOBER, preference, scan, scanBy } from '../hand-made-files.ts';
import type { StrangerCase } from './stranger-case.ts';

const PATCHED = 'KB5044273,Installed,2024-10-11 20:00,2024-10-14 08:00';

/** Which device is meant: names, addresses and numbers as the two sides write them. */
export const DEVICE_CASES: readonly StrangerCase[] = [
  {
    title: 'NetBIOS cuts a name at fifteen characters',
    it: [
      lines(
        'Computer Name,IP Address,KB,Status,Installed On,Last Seen',
        'WORKSTATION-BERLIN-04,10.3.0.4,KB5044273,Installed,2024-10-11 20:00,2024-10-14 08:00',
      ),
    ],
    scans: [scan({ name: '10.3.0.4', tags: { 'host-ip': '10.3.0.4', 'netbios-name': 'WORKSTATION-BER' } })],
    right: { 'workstation-berlin-04 KB5044273': 'proven' },
  },
  {
    title: 'hosts with an IPv6 address only, written long on one side and short on the other',
    it: [
      lines(
        'Device,IP,KB,Status,Installed On,Last Seen',
        `v6-a,2001:0DB8:0:0:0:0:0:15,${PATCHED}`,
        `v6-b,2001:db8::16,${PATCHED}`,
      ),
    ],
    scans: [
      scan(
        { name: '2001:db8::15', tags: { 'host-ip': '2001:db8::15' } },
        { name: '2001:db8:0::16', tags: { 'host-ip': '2001:0db8::0016' }, login: false },
      ),
    ],
    right: { 'v6-a KB5044273': 'proven', 'v6-b KB5044273': 'unauthenticated-scan' },
  },
  {
    title: 'only a MAC in common, of a dock: two devices, each unknown to the other side',
    it: [lines('Device,MAC Address,KB,Status,Installed On,Last Seen', `nb-1,00-50-B6-11-22-33,${PATCHED}`)],
    scans: [
      scan({
        name: 'nb-77',
        tags: { 'netbios-name': 'NB-77', 'mac-address': '00:50:b6:11:22:33' },
        items: [OCTOBER],
      }),
    ],
    right: { 'nb-1 KB5044273': 'not-in-infosec-scope', 'nb-77 KB5044273': 'not-in-it-inventory' },
  },
  {
    title: 'a BIOS UUID whose first fields one tool reads in the other byte order',
    it: [
      lines(
        'Computer,BIOS GUID,KB,Status,Installed On,Last Seen',
        `vm-old-name,{33221100-5544-7766-8899-AABBCCDDEEFF},${PATCHED}`,
      ),
    ],
    scans: [scan({ name: '10.3.1.9', tags: { 'bios-uuid': '00112233-4455-6677-8899-aabbccddeeff' } })],
    right: { 'vm-old-name KB5044273': 'proven' },
  },
  {
    title: 'the serial number of a virtual machine, spaced on one side',
    it: [
      lines(
        'Computer,Serial Number,KB,Status,Installed On,Last Seen',
        `app-07,VMware-42 1c 5d 0b 9e 0a 71 3c-8f 20 11 6d 4a 92 0e 77,${PATCHED}`,
      ),
    ],
    scans: [
      scan({
        name: '10.3.1.20',
        items: [
          item(
            '24270',
            'Computer Manufacturer Information (WMI)',
            'Windows',
            '\n  Computer Manufacturer : VMware, Inc.\n  Computer SerialNumber : VMware-421c5d0b9e0a713c-8f20116d4a920e77\n',
            '',
            0,
          ),
        ],
      }),
    ],
    right: { 'app-07 KB5044273': 'proven' },
  },
  {
    title: 'a name that was given again: the machine of before, and the one that has it now',
    it: [
      lines(
        'Computer,Serial Number,KB,Status,Installed On,Last Seen',
        'wks-reused,5CD1111AAA,KB5044273,Missing,,2024-08-02 08:00',
        'wks-reused,5CD2222BBB,KB5044273,Installed,2024-10-11 20:00,2024-10-14 08:00',
      ),
    ],
    scans: [
      scan({
        name: 'wks-reused',
        items: [item('35351', 'System Information Enumeration', 'General', '\n  Serial Number : 5CD2222BBB\n', '', 0)],
      }),
    ],
    right: { 'wks-reused KB5044273': 'not-in-infosec-scope and proven' },
  },
  {
    title: 'clones of one image: one BIOS UUID on machines of other names and addresses',
    it: [
      lines(
        'Computer,KB,Status,Installed On,Last Seen',
        'clone-1,KB5044273,Installed,2024-10-11 20:00,2024-10-14 08:00',
        'clone-2,KB5044273,Missing,,2024-10-14 08:00',
        'clone-3,KB5044273,Installed,2024-10-11 20:00,2024-10-14 08:00',
      ),
    ],
    scans: [
      scan(
        ...[1, 2, 3].map((n) => ({
          name: `10.3.7.${n}`,
          tags: {
            'host-ip': `10.3.7.${n}`,
            'host-fqdn': `clone-${n}.corp.example`,
            'netbios-name': `CLONE-${n}`,
            'bios-uuid': '4c4c4544-0042-3510-8054-b7c04f4e3332',
          },
          items: n === 2 ? [OCTOBER] : [],
        })),
      ),
    ],
    right: { 'clone-1 KB5044273': 'proven', 'clone-2 KB5044273': 'open', 'clone-3 KB5044273': 'proven' },
  },
  {
    title: 'one device listed twice: set up anew under another name, by its serial number',
    it: [
      lines(
        'Computer,Serial Number,KB,Status,Installed On,Last Seen',
        'DESKTOP-8JK21Q,5CD3333CCC,KB5044273,Missing,,2024-09-04 08:00',
        'WKS-0815,5CD3333CCC,KB5044273,Installed,2024-10-11 20:00,2024-10-14 08:00',
      ),
    ],
    scans: [scan({ name: 'wks-0815.corp.example', tags: { 'host-fqdn': 'wks-0815.corp.example' } })],
    right: { 'desktop-8jk21q KB5044273': 'duplicate-device', 'wks-0815 KB5044273': 'proven' },
  },
  {
    title: 'two network cards: one report has the host twice, and could log in on one of them',
    it: [lines('Computer,KB,Status,Installed On,Last Seen', `srv-two-nics,${PATCHED}`)],
    scans: [
      scan(
        { name: '10.9.0.1', login: false, tags: { 'netbios-name': 'SRV-TWO-NICS' } },
        { name: '10.9.1.1', login: true, tags: { 'netbios-name': 'SRV-TWO-NICS' } },
      ),
    ],
    right: { 'srv-two-nics KB5044273': 'proven' },
  },
  {
    title: 'one report with three visits of one host: found, then clean',
    it: [lines('Computer,KB,Status,Installed On,Last Seen', `srv-thrice,${PATCHED}`)],
    scans: [
      scan(
        { name: 'srv-thrice', day: 9, items: [OCTOBER] },
        { name: 'srv-thrice', day: 12 },
        { name: 'srv-thrice', day: 13, login: false },
      ),
    ],
    right: { 'srv-thrice KB5044273': 'proven' },
  },
  {
    title: 'a scan that was asked for a device by name and has no word of it',
    it: [lines('Computer,KB,Status,Installed On,Last Seen', `srv-asked,${PATCHED}`, `srv-there,${PATCHED}`)],
    scans: [scanBy(preference('TARGET', 'SRV-ASKED,srv-there'), { name: 'srv-there' })],
    right: { 'srv-asked KB5044273': 'out-of-scan-scope', 'srv-there KB5044273': 'proven' },
  },
  {
    title: 'a computer account of a domain, and a name with a dot at its end',
    it: [lines('Computer,KB,Status,Installed On,Last Seen', `CORP\\WKS-61$,${PATCHED}`)],
    scans: [scan({ name: 'Wks-61.Corp.Example.', tags: { 'host-fqdn': 'Wks-61.Corp.Example.' } })],
    right: { 'wks-61 KB5044273': 'proven' },
  },
  {
    title: 'an address that another machine has now: the scanner met a printer there',
    it: [lines('Computer,IP Address,KB,Status,Installed On,Last Seen', `nb-moved,10.4.0.8,${PATCHED}`)],
    scans: [
      scan({
        name: '10.4.0.8',
        login: null,
        tags: { 'host-ip': '10.4.0.8', 'operating-system': 'HP LaserJet Printer' },
      }),
    ],
    right: { 'nb-moved KB5044273': 'not-in-infosec-scope' },
  },
  {
    title: 'a ghost that stands before its device in the list, and a device that another tool knew first',
    it: [
      lines('Computer,Serial,KB,Status,Installed On,Last Seen', `wks-0931,5CG0931XYZ,${PATCHED}`),
      lines(
        'Computer,Serial,KB,Status,Installed On,Last Seen',
        'old-wks-0931,5CG0931XYZ,KB5044273,Not Installed,,2024-08-02',
        `wks-0931,5CG0931XYZ,${PATCHED}`,
      ),
    ],
    scans: [scan({ name: 'wks-0931' })],
    right: { 'old-wks-0931 KB5044273': 'duplicate-device', 'wks-0931 KB5044273': 'proven' },
  },
];

import type { WorldFix } from './world-fix.ts';

/** An application that users have brought along: IT's baseline does not know it, so its exports never name it. */
export const UNMANAGED_APPLICATION: WorldFix = {
  id: 'VLC 3.0.20',
  kind: 'application',
  product: 'VLC',
  title: 'VLC media player',
  binary: null,
  scannerBinaries: [],
  version: '3.0.20',
  oldVersion: '3.0.18',
  kernel: null,
  published: '2023-10-28',
  cves: ['CVE-2023-47359'],
  severity: 'High',
  check: {
    id: '184450',
    name: 'VLC < 3.0.20 Multiple Vulnerabilities',
    family: 'Windows',
    type: 'local',
    published: '2023/11/09',
  },
  companion: null,
  earlier: null,
  banner: null,
  path: 'C:\\Program Files\\VideoLAN\\VLC',
};

/** What all that only the scanner names has in common. */
const UNMANAGED = {
  binary: null,
  scannerBinaries: [],
  kernel: null,
  companion: null,
  earlier: null,
  banner: null,
  path: null,
  severity: 'High',
} as const;

/** Click-to-Run Office is asked for a KB of the MSI edition of Excel. */
export const OFFICE_KB: WorldFix = {
  ...UNMANAGED,
  id: 'KB5002643',
  kind: 'kb',
  product: 'excel-2016',
  title: 'Security Update for Microsoft Excel 2016 (KB5002643)',
  version: '16.0.5469.1000',
  oldVersion: '16.0.5456.1000',
  published: '2024-10-08',
  cves: ['CVE-2024-43504'],
  check: {
    id: '208276',
    name: 'Security Updates for Microsoft Excel Products (October 2024)',
    family: 'Windows : Microsoft Bulletins',
    type: 'local',
    published: '2024/10/08',
  },
  clickToRun: { software: 'Microsoft 365 Apps for enterprise - en-us', build: '16.0.17928.20148' },
};

/** A version line of a product that gets no more fixes. */
export const ENDED_PRODUCT: WorldFix = {
  ...UNMANAGED,
  id: 'Python',
  kind: 'application',
  product: 'Python',
  title: 'Python 3.7.9 (64-bit)',
  version: '3.7.9',
  oldVersion: '3.7.9',
  published: '2023-06-27',
  cves: [],
  severity: 'Critical',
  path: 'C:\\Program Files\\Python37',
  check: {
    id: '148367',
    name: 'Python Unsupported Version Detection',
    family: 'Windows',
    type: 'local',
    published: '2021/04/07',
  },
  unfixed: 'end-of-life',
};

/** What the distributions have looked at and will not fix. */
export const UNFIXED_PACKAGE: WorldFix = {
  ...UNMANAGED,
  id: 'binutils',
  kind: 'package',
  product: 'binutils',
  title: 'binutils',
  scannerBinaries: ['binutils'],
  version: '2.40-2',
  oldVersion: '2.40-2',
  published: '2019-01-04',
  cves: ['CVE-2018-20673'],
  check: {
    id: '217123',
    name: 'Linux Distros Unpatched Vulnerability : CVE-2018-20673',
    family: 'Misc.',
    type: 'local',
    published: '2024/03/04',
  },
  unfixed: 'will-not-fix',
};

/** What IT's exports never name: its baseline does not know it. */
export const UNMANAGED_FIXES: readonly WorldFix[] = [UNMANAGED_APPLICATION, OFFICE_KB, ENDED_PRODUCT, UNFIXED_PACKAGE];

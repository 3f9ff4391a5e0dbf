import type { WorldFix } from './world-fix.ts';

interface Application {
  readonly name: string;
  /** As the tool shows it, with its version: "7-Zip 24.07 (x64)". */
  readonly title: (version: string) => string;
  readonly path: string;
  /** Version, date of release (facts), CVEs; oldest first. */
  readonly versions: readonly (readonly [string, string, readonly string[]])[];
  readonly checkId: number;
}

const APPLICATIONS: readonly Application[] = [
  {
    name: 'Google Chrome',
    title: () => 'Google Chrome',
    path: 'C:\\Program Files\\Google\\Chrome\\Application',
    versions: [
      ['118.0.5993.88', '2023-10-17', ['CVE-2023-5474']],
      ['119.0.6045.199', '2023-11-28', ['CVE-2023-6345', 'CVE-2023-6346']],
      ['127.0.6533.119', '2024-08-13', ['CVE-2024-7532']],
      ['128.0.6613.137', '2024-09-10', ['CVE-2024-8636', 'CVE-2024-8637', 'CVE-2024-8638', 'CVE-2024-8639']],
    ],
    checkId: 207_000,
  },
  {
    name: 'Mozilla Firefox',
    title: (version) => `Mozilla Firefox ${version} (x64 en-US)`,
    path: 'C:\\Program Files\\Mozilla Firefox',
    versions: [
      ['118.0.1', '2023-09-28', ['CVE-2023-5217']],
      ['120.0.1', '2023-11-30', ['CVE-2023-6204']],
      ['129.0.2', '2024-08-20', ['CVE-2024-7531']],
      ['130.0.1', '2024-09-17', ['CVE-2024-8897']],
    ],
    checkId: 208_000,
  },
  {
    name: '7-Zip',
    title: (version) => `7-Zip ${version} (x64)`,
    path: 'C:\\Program Files\\7-Zip',
    versions: [
      ['22.01', '2022-07-15', ['CVE-2022-29072']],
      ['23.01', '2023-06-20', ['CVE-2023-31102', 'CVE-2023-40481']],
      ['24.07', '2024-06-19', ['CVE-2024-11477']],
    ],
    checkId: 209_000,
  },
];

/** What applications needed on `day`: of each the newest version of that day, with the one before. */
export function applicationFixes(day: string): readonly WorldFix[] {
  return APPLICATIONS.map((application) => {
    const known = application.versions.filter(([, released]) => released <= day);
    const [version, published, cves] = known.at(-1) ?? ['1.0', day, []];
    const [oldVersion] = known.at(-2) ?? ['0.9'];
    return {
      id: `${application.name} ${version}`,
      kind: 'application',
      product: application.name,
      title: application.title(version),
      binary: null,
      scannerBinaries: [],
      version,
      oldVersion,
      kernel: null,
      published,
      cves,
      severity: 'High',
      check: {
        id: String(application.checkId + known.length),
        name: `${application.name} < ${version} ${cves.length > 1 ? 'Multiple Vulnerabilities' : 'Vulnerability'}`,
        family: 'Windows',
        type: 'local',
        published: published.replaceAll('-', '/'),
      },
      earlier: null,
      banner: null,
      path: application.path,
    };
  });
}

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
  earlier: null,
  banner: null,
  path: 'C:\\Program Files\\VideoLAN\\VLC',
};

import { releaseOfEachCycle } from './patch-tuesday.ts';
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
      ['130.0.6723.91', '2024-10-29', ['CVE-2024-10487', 'CVE-2024-10488']],
      ['131.0.6778.85', '2024-11-19', ['CVE-2024-11395']],
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
      ['131.0.2', '2024-10-09', ['CVE-2024-9680']],
      ['133.0', '2024-11-26', ['CVE-2024-11691', 'CVE-2024-11699']],
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
      ['24.09', '2024-11-29', ['CVE-2025-0411']],
      ['25.01', '2025-08-03', ['CVE-2025-55188']],
    ],
    checkId: 209_000,
  },
];

/** What applications needed in each cycle: of each one version, with the one before; 9.20 is always older by number. */
export function applicationFixes(days: readonly string[]): readonly (readonly WorldFix[])[] {
  const applications = APPLICATIONS.map((application) => ({
    application,
    positions: releaseOfEachCycle(
      application.versions.map(([, released]) => released),
      days,
    ),
  }));
  return days.map((_, cycle) =>
    applications.flatMap(({ application, positions }) => {
      const at = positions[cycle] ?? -1;
      const fixed = application.versions[at];
      const old = application.versions[at - 1];
      return fixed && old ? [applicationFix(application, at, fixed, old[0])] : [];
    }),
  );
}

function applicationFix(
  application: Application,
  position: number,
  [version, published, cves]: Application['versions'][number],
  oldVersion: string,
): WorldFix {
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
      id: String(application.checkId + position),
      name: `${application.name} < ${version} ${cves.length > 1 ? 'Multiple Vulnerabilities' : 'Vulnerability'}`,
      family: 'Windows',
      type: 'local',
      published: published.replaceAll('-', '/'),
    },
    companion: null,
    earlier: null,
    banner: null,
    path: application.path,
  };
}

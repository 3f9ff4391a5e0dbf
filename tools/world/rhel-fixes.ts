import { releaseOfEachCycle } from './patch-tuesday.ts';
import type { WorldFix } from './world-fix.ts';

/** Fixes of Red Hat Enterprise Linux 9, by their advisories (facts). */
const PACKAGES: readonly WorldFix[] = [
  rhel('expat', '2.5.0-2.el9_4.1', '2.5.0-2.el9_4', '207435', '2024:6754', '2024-09-18', [
    'CVE-2024-45490',
    'CVE-2024-45491',
    'CVE-2024-45492',
  ]),
  rhel('krb5-libs', '1.21.1-2.el9_4', '1.21.1-1.el9', '206815', '2024:6166', '2024-09-03', [
    'CVE-2024-37370',
    'CVE-2024-37371',
  ]),
  rhel('openssh', '8.7p1-38.el9_4.1', '8.7p1-38.el9', '201312', '2024:4312', '2024-07-03', ['CVE-2024-6387']),
  rhel('python3', '3.9.18-3.el9_4.5', '3.9.18-3.el9_4.1', '206514', '2024:6163', '2024-09-03', [
    'CVE-2024-6345',
    'CVE-2024-6923',
  ]),
  rhel('bind-libs', '32:9.16.23-18.el9_4.6', '32:9.16.23-18.el9_4.1', '205605', '2024:5231', '2024-08-13', [
    'CVE-2024-1737',
    'CVE-2024-1975',
  ]),
];

/** Kernels of Red Hat Enterprise Linux 9: version, date, advisory, CVEs; oldest first. */
const KERNELS: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['5.14.0-427.13.1.el9_4', '2024-04-30', '2024:2394', ['CVE-2023-52448']],
  ['5.14.0-427.16.1.el9_4', '2024-05-08', '2024:2758', ['CVE-2023-5090']],
  ['5.14.0-427.33.1.el9_4', '2024-08-28', '2024:5928', ['CVE-2024-26600', 'CVE-2024-38586']],
  ['5.14.0-427.37.1.el9_4', '2024-09-24', '2024:6997', ['CVE-2024-41041']],
  ['5.14.0-427.40.1.el9_4', '2024-10-16', '2024:8162', ['CVE-2024-42152']],
  ['5.14.0-427.42.1.el9_4', '2024-10-30', '2024:8617', ['CVE-2024-41009']],
];

/** What Red Hat's devices needed in each cycle: the newest kernel, and all packages that had been out, newest first. */
export function rhelFixes(days: readonly string[]): readonly (readonly WorldFix[])[] {
  const kernels = releaseOfEachCycle(
    KERNELS.map(([, released]) => released),
    days,
  );
  const byDate = [...PACKAGES].sort((a, b) => (a.published < b.published ? -1 : 1));
  const newest = releaseOfEachCycle(
    byDate.map(({ published }) => published),
    days,
  );
  return days.map((_, cycle) => {
    const fixed = KERNELS[kernels[cycle] ?? -1];
    const old = KERNELS[(kernels[cycle] ?? -1) - 1];
    const packages = byDate.slice(0, (newest[cycle] ?? -1) + 1).reverse();
    return [...(fixed && old ? [kernelFix(fixed, old)] : []), ...packages];
  });
}

function kernelFix(
  [version, published, advisory, cves]: (typeof KERNELS)[number],
  [oldVersion]: (typeof KERNELS)[number],
): WorldFix {
  return {
    ...rhel('kernel', version, oldVersion, `206${advisory.slice(-3)}`, advisory, published, cves),
    kind: 'kernel',
    kernel: { fixed: `${version}.x86_64`, old: `${oldVersion}.x86_64` },
  };
}

function rhel(
  name: string,
  version: string,
  oldVersion: string,
  id: string,
  rhsa: string,
  published: string,
  cves: readonly string[],
): WorldFix {
  return {
    id: `${name} ${version}`,
    kind: 'package',
    product: name,
    title: name,
    binary: name,
    scannerBinaries: [name],
    version,
    oldVersion,
    kernel: null,
    published,
    cves,
    severity: 'High',
    check: {
      id,
      name: `RHEL 9 : ${name} (RHSA-${rhsa})`,
      family: 'Red Hat Local Security Checks',
      type: 'local',
      published: published.replaceAll('-', '/'),
    },
    companion: null,
    earlier: null,
    banner: null,
    path: null,
  };
}

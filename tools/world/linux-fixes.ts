import type { Knowledge } from '@baton/domain/advisories/knowledge.ts';
import type { BannerCheck, WorldFix } from './world-fix.ts';

interface DebianPackage {
  readonly source: string;
  readonly binary: string;
  readonly scannerBinaries: readonly string[];
  readonly checkId: string;
  readonly dsa: string;
  readonly banner:
    | ((old: string, fixed: string) => Omit<BannerCheck, 'check'> & { readonly id: string; readonly name: string })
    | null;
}

const DEBIAN_PACKAGES: readonly DebianPackage[] = [
  {
    source: 'openssl',
    binary: 'libssl3',
    scannerBinaries: ['libssl3', 'openssl'],
    checkId: '206485',
    dsa: 'dsa-5764',
    banner: (old, fixed) => ({
      id: '183891',
      name: `OpenSSL 3.0.0 < ${upstream(fixed, 1)} Multiple Vulnerabilities`,
      port: 443,
      banner: `Apache/2.4.57 (Debian) OpenSSL/${upstream(old)}`,
      reported: upstream(old),
      fixed: upstream(fixed, 1),
    }),
  },
  {
    source: 'apache2',
    binary: 'apache2',
    scannerBinaries: ['apache2', 'apache2-bin'],
    checkId: '202577',
    dsa: 'dsa-5729',
    banner: (old, fixed) => ({
      id: '193421',
      name: `Apache 2.4.x < ${upstream(fixed, 1)} Multiple Vulnerabilities`,
      port: 80,
      banner: `Server: Apache/${upstream(old)} (Debian)`,
      reported: upstream(old),
      fixed: upstream(fixed, 1),
    }),
  },
  {
    source: 'curl',
    binary: 'curl',
    scannerBinaries: ['curl', 'libcurl4'],
    checkId: '186763',
    dsa: 'dsa-5587',
    banner: null,
  },
  {
    source: 'krb5',
    binary: 'libkrb5-3',
    scannerBinaries: ['libkrb5-3'],
    checkId: '201971',
    dsa: 'dsa-5726',
    banner: null,
  },
  {
    source: 'glibc',
    binary: 'libc6',
    scannerBinaries: ['libc6', 'libc-bin'],
    checkId: '195147',
    dsa: 'dsa-5678',
    banner: null,
  },
  {
    source: 'nghttp2',
    binary: 'libnghttp2-14',
    scannerBinaries: ['libnghttp2-14'],
    checkId: '187101',
    dsa: 'dsa-5570',
    banner: null,
  },
];

/** Upstream's number of a Debian version: "3.0.14-1~deb12u2" → "3.0.14"; `more` asks for a later patch release. */
function upstream(version: string, more = 0): string {
  const bare = version.replace(/^\d+:/, '').replace(/-[^-]*$/, '');
  return more === 0 ? bare : bare.replace(/(\d+)$/, (last) => String(Number(last) + more));
}

/** Debian's fixes as they stood on `day`: of each package the newest, with the one before as what devices had. */
export function debianFixes(knowledge: Knowledge, day: string): readonly WorldFix[] {
  return DEBIAN_PACKAGES.flatMap((pkg) => {
    const fixes = knowledge.packageFixes('debian:12', pkg.source).filter((fix) => (fix.published ?? '9999') < day);
    const fixed = fixes.at(-1);
    const old = fixes.at(-2);
    return fixed && old ? [debianFix(pkg, fixed, old.fixedVersion)] : [];
  });
}

function debianFix(
  pkg: DebianPackage,
  fixed: { readonly fixedVersion: string; readonly cves: readonly string[]; readonly published: string | null },
  oldVersion: string,
): WorldFix {
  const published = (fixed.published ?? '2024-01-01').slice(0, 10);
  const banner = pkg.banner?.(oldVersion, fixed.fixedVersion) ?? null;
  return {
    id: `${pkg.source} ${fixed.fixedVersion}`,
    kind: 'package',
    product: pkg.source,
    title: pkg.binary,
    binary: pkg.binary,
    scannerBinaries: pkg.scannerBinaries,
    version: fixed.fixedVersion,
    oldVersion,
    kernel: null,
    published,
    cves: fixed.cves,
    severity: 'High',
    check: {
      id: pkg.checkId,
      name: `Debian ${pkg.dsa} : ${pkg.scannerBinaries[0]} - security update`,
      family: 'Debian Local Security Checks',
      type: 'local',
      published: published.replaceAll('-', '/'),
    },
    earlier: null,
    banner: banner && {
      ...banner,
      check: {
        id: banner.id,
        name: banner.name,
        family: 'Web Servers',
        type: 'remote',
        published: published.replaceAll('-', '/'),
      },
    },
    path: null,
  };
}

export const DEBIAN_KERNEL: WorldFix = {
  id: 'linux 6.1.106-3',
  kind: 'kernel',
  product: 'linux',
  title: 'linux-image-6.1.0-25-amd64',
  binary: 'linux-image-6.1.0-25-amd64',
  scannerBinaries: ['linux-image-6.1.0-25-amd64'],
  version: '6.1.106-3',
  oldVersion: '6.1.99-1',
  kernel: { fixed: '6.1.0-25-amd64', old: '6.1.0-23-amd64' },
  published: '2024-08-26',
  cves: ['CVE-2024-42269', 'CVE-2024-42270', 'CVE-2024-43817'],
  severity: 'High',
  check: {
    id: '206255',
    name: 'Debian dsa-5747 : linux-image - security update',
    family: 'Debian Local Security Checks',
    type: 'local',
    published: '2024/08/27',
  },
  earlier: null,
  banner: null,
  path: null,
};

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
    earlier: null,
    banner: null,
    path: null,
  };
}

/** Fixes of Red Hat Enterprise Linux 9, by their advisories (facts). */
export const RHEL_FIXES: readonly WorldFix[] = [
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

export const RHEL_KERNEL: WorldFix = {
  ...rhel('kernel', '5.14.0-427.33.1.el9_4', '5.14.0-427.16.1.el9_4', '206262', '2024:5928', '2024-08-28', [
    'CVE-2024-26600',
    'CVE-2024-38586',
  ]),
  kind: 'kernel',
  kernel: { fixed: '5.14.0-427.33.1.el9_4.x86_64', old: '5.14.0-427.16.1.el9_4.x86_64' },
};

import type { Knowledge, PackageFix } from '@baton/domain/advisories/knowledge.ts';
import { releaseOfEachCycle } from './patch-tuesday.ts';
import type { BannerCheck, WorldFix } from './world-fix.ts';

interface DebianPackage {
  readonly source: string;
  readonly binary: string;
  readonly scannerBinaries: readonly string[];
  readonly checkId: number;
  readonly dsa: string;
  readonly banner:
    | ((reported: string, fixed: string) => Omit<BannerCheck, 'check'> & { readonly id: string; readonly name: string })
    | null;
}

const DEBIAN_PACKAGES: readonly DebianPackage[] = [
  {
    source: 'openssl',
    binary: 'libssl3',
    scannerBinaries: ['libssl3', 'openssl'],
    checkId: 206485,
    dsa: 'dsa-5764',
    banner: (reported, fixed) => ({
      id: '183891',
      name: `OpenSSL 3.0.0 < ${fixed} Multiple Vulnerabilities`,
      port: 443,
      banner: `Apache/2.4.57 (Debian) OpenSSL/${reported}`,
      reported,
      fixed,
    }),
  },
  {
    source: 'apache2',
    binary: 'apache2',
    scannerBinaries: ['apache2', 'apache2-bin'],
    checkId: 202577,
    dsa: 'dsa-5729',
    banner: (reported, fixed) => ({
      id: '193421',
      name: `Apache 2.4.x < ${fixed} Multiple Vulnerabilities`,
      port: 80,
      banner: `Server: Apache/${reported} (Debian)`,
      reported,
      fixed,
    }),
  },
  {
    source: 'curl',
    binary: 'curl',
    scannerBinaries: ['curl', 'libcurl4'],
    checkId: 186763,
    dsa: 'dsa-5587',
    banner: null,
  },
  {
    source: 'krb5',
    binary: 'libkrb5-3',
    scannerBinaries: ['libkrb5-3'],
    checkId: 201971,
    dsa: 'dsa-5726',
    banner: null,
  },
  {
    source: 'glibc',
    binary: 'libc6',
    scannerBinaries: ['libc6', 'libc-bin'],
    checkId: 195147,
    dsa: 'dsa-5678',
    banner: null,
  },
  {
    source: 'nghttp2',
    binary: 'libnghttp2-14',
    scannerBinaries: ['libnghttp2-14'],
    checkId: 187101,
    dsa: 'dsa-5570',
    banner: null,
  },
];

/** Upstream's number of a Debian version: "3.0.14-1~deb12u2" → "3.0.14". */
function upstream(version: string): string {
  return version.replace(/^\d+:/, '').replace(/-[^-]*$/, '');
}

/** The patch release in which the upstream fixed the same: the next that Debian did not package, so that no other fix is meant. */
function nextUpstream(version: string, known: readonly string[]): string {
  let next = upstream(version);
  do next = next.replace(/(\d+)$/, (last) => String(Number(last) + 1));
  while (known.includes(next));
  return next;
}

/** Debian's fixes of each cycle: of each package one, with the one before as what devices had. */
export function debianFixes(knowledge: Knowledge, days: readonly string[]): readonly (readonly WorldFix[])[] {
  const packages = DEBIAN_PACKAGES.map((pkg) => {
    const fixes = knowledge.packageFixes('debian:12', pkg.source).filter(({ published }) => published !== null);
    const positions = releaseOfEachCycle(
      fixes.map(({ published }) => (published ?? '').slice(0, 10)),
      days,
    );
    return { pkg, fixes, positions };
  });
  return days.map((_, cycle) =>
    packages.flatMap(({ pkg, fixes, positions }) => {
      const at = positions[cycle] ?? -1;
      const fixed = fixes[at];
      const old = fixes[at - 1];
      return fixed && old ? [debianFix(pkg, fixes, at, old.fixedVersion)] : [];
    }),
  );
}

function debianFix(pkg: DebianPackage, fixes: readonly PackageFix[], at: number, oldVersion: string): WorldFix {
  const { fixedVersion = '', cves = [], published: changed = null } = fixes[at] ?? {};
  const published = (changed ?? '2024-01-01').slice(0, 10);
  const known = fixes.map((fix) => upstream(fix.fixedVersion));
  const banner = pkg.banner?.(upstream(oldVersion), nextUpstream(fixedVersion, known)) ?? null;
  // What a later version had to fix again was not fixed by this one.
  const last = cves.filter((cve) => !fixes.slice(at + 1).some((later) => later.cves.includes(cve)));
  return {
    id: `${pkg.source} ${fixedVersion}`,
    kind: 'package',
    product: pkg.source,
    title: pkg.binary,
    binary: pkg.binary,
    scannerBinaries: pkg.scannerBinaries,
    version: fixedVersion,
    oldVersion,
    kernel: null,
    published,
    cves: last.length > 0 ? last : cves,
    severity: 'High',
    check: {
      id: String(pkg.checkId + at),
      name: `Debian ${pkg.dsa} : ${pkg.scannerBinaries[0]} - security update`,
      family: 'Debian Local Security Checks',
      type: 'local',
      published: published.replaceAll('-', '/'),
    },
    companion: null,
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

/** Debian 12's kernels: version, ABI number, date, CVEs (facts); oldest first. */
const KERNELS: readonly (readonly [string, number, string, readonly string[]])[] = [
  ['6.1.94-1', 22, '2024-06-21', ['CVE-2024-36008']],
  ['6.1.99-1', 23, '2024-07-15', ['CVE-2024-39487']],
  ['6.1.106-3', 25, '2024-08-26', ['CVE-2024-42269', 'CVE-2024-42270', 'CVE-2024-43817']],
  ['6.1.112-1', 26, '2024-09-30', ['CVE-2024-46811', 'CVE-2024-46853']],
  ['6.1.115-1', 27, '2024-11-01', ['CVE-2024-49967', 'CVE-2024-50073']],
  ['6.1.119-1', 28, '2024-11-22', ['CVE-2024-50302', 'CVE-2024-53061']],
];

/** The kernel of each cycle; none where there were not enough. */
export function debianKernel(days: readonly string[]): readonly (readonly WorldFix[])[] {
  const positions = releaseOfEachCycle(
    KERNELS.map(([, , released]) => released),
    days,
  );
  return positions.map((at) => {
    const fixed = KERNELS[at];
    const old = KERNELS[at - 1];
    return fixed && old ? [kernelFix(fixed, old)] : [];
  });
}

function kernelFix(
  [version, abi, published, cves]: (typeof KERNELS)[number],
  [oldVersion, oldAbi]: (typeof KERNELS)[number],
): WorldFix {
  const name = `linux-image-6.1.0-${abi}-amd64`;
  return {
    id: `linux ${version}`,
    kind: 'kernel',
    product: 'linux',
    title: name,
    binary: name,
    scannerBinaries: [name],
    version,
    oldVersion,
    kernel: { fixed: `6.1.0-${abi}-amd64`, old: `6.1.0-${oldAbi}-amd64` },
    published,
    cves,
    severity: 'High',
    check: {
      id: String(206_230 + abi),
      name: `Debian linux-image-6.1.0-${abi} - security update`,
      family: 'Debian Local Security Checks',
      type: 'local',
      published: published.replaceAll('-', '/'),
    },
    companion: null,
    earlier: null,
    banner: null,
    path: null,
  };
}

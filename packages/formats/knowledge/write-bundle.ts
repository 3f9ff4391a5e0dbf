import { constants, zstdCompressSync } from 'node:zlib';
import {
  BUNDLE_FORMAT,
  BUNDLE_FORMAT_VERSION,
  type BundleHeader,
  type BundleRow,
  type KbRow,
  type LifecycleRow,
  type OfficeReleaseRow,
  type PackageFixRow,
  type SourceRow,
  type VulnerabilityRow,
} from '@baton/domain/advisories/bundle-rows.ts';

/** Everything that goes into a bundle. */
export interface BundleContent {
  readonly date: string;
  readonly sources: BundleHeader['sources'];
  readonly offered: readonly SourceRow[];
  readonly packageFixes: readonly PackageFixRow[];
  readonly kbs: readonly KbRow[];
  readonly vulnerabilities: readonly VulnerabilityRow[];
  readonly lifecycles: readonly LifecycleRow[];
  readonly officeReleases: readonly OfficeReleaseRow[];
}

/** Writes a bundle. The same content gives the same bytes: rows keep their order, no clock is asked. */
export function writeBundle(content: BundleContent): Uint8Array {
  const { date, sources, offered, packageFixes, kbs, vulnerabilities, lifecycles, officeReleases } = content;
  const header: BundleHeader = {
    row: 'header',
    format: BUNDLE_FORMAT,
    formatVersion: BUNDLE_FORMAT_VERSION,
    date,
    sources,
    counts: {
      source: offered.length,
      packageFix: packageFixes.length,
      kb: kbs.length,
      vulnerability: vulnerabilities.length,
      lifecycle: lifecycles.length,
      officeRelease: officeReleases.length,
    },
  };
  const rows: readonly (BundleHeader | BundleRow)[] = [
    header,
    ...offered,
    ...packageFixes,
    ...kbs,
    ...vulnerabilities,
    ...lifecycles,
    ...officeReleases,
  ];
  return zstdCompressSync(rows.map((row) => `${JSON.stringify(row)}\n`).join(''), {
    params: { [constants.ZSTD_c_compressionLevel]: 19, [constants.ZSTD_c_windowLog]: 24 },
  });
}

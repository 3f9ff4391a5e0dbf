import type { PackageFixRow } from './bundle-rows.ts';
import type { Fix, KnownKb } from './knowledge.ts';
import { plainProduct, windowsRelease } from './windows-product.ts';

/** Id of a fix that is a package of a distribution: "openssl 3.0.14-1~deb12u2". */
export function packageFixId(source: string, version: string): string {
  return `${source} ${version}`;
}

/** Title of a KB for people: "KB5044273 for Windows 10 Version 22H2, Windows 10 Version 21H2". */
export function kbTitle(kb: string, products: readonly string[]): string {
  const plain = [...new Set(products.map(plainProduct))];
  const [first, second, ...more] = plain.toSorted((a, b) => (a < b ? 1 : -1));
  if (first === undefined) return kb;
  const shown = second === undefined ? first : `${first}, ${second}`;
  return `${kb} for ${shown}${more.length > 0 ? ` and ${more.length} more` : ''}`;
}

/** A KB as a fix. Its product is the release of Windows where it is for one alone; else the KB stands for itself. */
export function fixOfKb(kb: KnownKb): Fix {
  const releases = new Set(kb.products.map(windowsRelease));
  const [only] = releases;
  return {
    id: kb.kb,
    product: releases.size === 1 && only ? only : `kb:${kb.kb}`,
    kind: 'kb',
    title: kb.title,
    version: kb.builds.length === 1 ? (kb.builds[0]?.build ?? null) : null,
    cves: kb.cves,
    published: kb.published,
    severity: kb.severity,
  };
}

/** A version of a source package as a fix. */
export function fixOfPackage(row: Omit<PackageFixRow, 'row'>): Fix {
  return {
    id: packageFixId(row.source, row.version),
    product: `${row.distribution}:${row.source}`.replace(/^debian:/, 'deb:'),
    kind: 'package',
    title: `${row.source} ${row.version}`,
    version: row.version,
    cves: row.cves,
    published: row.published,
    severity: row.urgency,
  };
}

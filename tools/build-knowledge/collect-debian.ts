import path from 'node:path';
import type { PackageFixRow, SourceRow } from '@baton/domain/advisories/bundle-rows.ts';
import { compareVersions } from '@baton/domain/versions/compare.ts';
import { readChangelogCves } from '@baton/formats/feeds/debian-changelog-cves/read-changelog-cves.ts';
import { readDebianPackages } from '@baton/formats/feeds/debian-packages/read-debian-packages.ts';
import { feedFile, openFeed, rowsOfFeed } from './feed-files.ts';

export interface DebianKnowledge {
  readonly offered: readonly SourceRow[];
  readonly packageFixes: readonly PackageFixRow[];
  /** ISO date of the newest changelog entry. */
  readonly newest: string;
}

const DISTRIBUTION = 'debian:12';

/** Reads what Debian 12 offers, and which of its versions remove which CVEs. */
export async function collectDebian(feeds: string): Promise<DebianKnowledge> {
  const folder = path.join(feeds, 'debian12');
  const packageFixes = await collectFixes(feedFile(folder, /^changelog-cves\.jsonl/));
  const offered = await collectOffered([
    { file: feedFile(folder, /^bookworm-packages\.tsv/), security: false },
    { file: feedFile(folder, /^bookworm-security-packages\.tsv/), security: true },
  ]);
  const dates = packageFixes.flatMap(({ published }) => (published === null ? [] : [published.slice(0, 10)]));
  return { offered, packageFixes, newest: dates.toSorted().at(-1) ?? '1970-01-01' };
}

async function collectFixes(file: string): Promise<readonly PackageFixRow[]> {
  const fixes: PackageFixRow[] = [];
  for await (const entry of rowsOfFeed('changelog-cves', readChangelogCves(openFeed(file)))) {
    if (entry.cves.length === 0) continue;
    const { source, version, date: published, urgency, cves } = entry;
    fixes.push({ row: 'package-fix', distribution: DISTRIBUTION, source, version, published, urgency, cves });
  }
  return fixes.sort((a, b) => orderOfNames(a.source, b.source) || (compareVersions('dpkg', a.version, b.version) ?? 0));
}

interface Offer {
  newest: string;
  security: boolean;
  readonly binaries: Set<string>;
}

async function collectOffered(
  indexes: readonly { readonly file: string; readonly security: boolean }[],
): Promise<readonly SourceRow[]> {
  const offers = new Map<string, Offer>();
  for (const { file, security } of indexes) {
    for await (const { name, source, sourceVersion } of rowsOfFeed(file, readDebianPackages(openFeed(file)))) {
      const offer = offers.get(source) ?? { newest: sourceVersion, security, binaries: new Set() };
      offers.set(source, offer);
      offer.binaries.add(name);
      if (compareVersions('dpkg', sourceVersion, offer.newest) === 1)
        Object.assign(offer, { newest: sourceVersion, security });
    }
  }
  const sorted = [...offers].toSorted(([a], [b]) => orderOfNames(a, b));
  return sorted.map(([source, { newest, security, binaries }]) => {
    const row = { row: 'source', distribution: DISTRIBUTION, source, newest, security } as const;
    const isPlain = binaries.size === 1 && binaries.has(source);
    return isPlain ? row : { ...row, binaries: [...binaries].toSorted(orderOfNames) };
  });
}

function orderOfNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

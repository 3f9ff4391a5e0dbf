import path from 'node:path';
import type { KbRow } from '@baton/domain/advisories/bundle-rows.ts';
import { compareCves } from '@baton/domain/identifiers/cve.ts';
import { type KbBuilds, readFleetMsrc } from '@baton/formats/feeds/fleet-msrc/read-fleet-msrc.ts';
import { readWesng, type WesngRow } from '@baton/formats/feeds/wesng/read-wesng.ts';
import { dateInName, feedFile, feedFiles, openFeed, rowsOfFeed } from './feed-files.ts';

export interface MicrosoftKnowledge {
  readonly kbs: readonly KbRow[];
  /** ISO dates of the two sources. */
  readonly wesngDate: string;
  readonly buildsDate: string | null;
  readonly withBuilds: number;
}

/** What the table's many rows say of one KB. */
interface Collected {
  readonly supersedes: Set<string>;
  readonly cves: Set<string>;
  readonly products: Set<string>;
  readonly posted: Map<string, number>;
  readonly severities: Set<string>;
  builds: KbBuilds['builds'];
}

const FROM_WORST = ['critical', 'important', 'moderate', 'low'];

/** Reads Microsoft's KBs: which CVEs each removes, which KBs it replaces, for which products, with which builds. */
export async function collectKbs(feeds: string): Promise<MicrosoftKnowledge> {
  const folder = path.join(feeds, 'microsoft');
  const wesng = feedFile(folder, /^wesng-definitions.*\.zip$/);
  const bulletins = feedFiles(folder, /^fleet_msrc_.*\.json/);
  const kbs = new Map<string, Collected>();
  for await (const row of rowsOfFeed('wesng', readWesng(openFeed(wesng)))) addRow(collectedOf(kbs, row.kb), row);
  let withBuilds = 0;
  for (const file of bulletins) {
    for await (const { kb, builds, supersedes } of rowsOfFeed(file, readFleetMsrc(openFeed(file)))) {
      const collected = collectedOf(kbs, kb);
      if (builds.length > 0) withBuilds += 1;
      collected.builds = [...collected.builds, ...builds];
      for (const older of supersedes) collected.supersedes.add(older);
    }
  }
  const dates = bulletins.map(dateInName).toSorted();
  const rows = [...kbs].map(([kb, collected]) => kbRow(kb, collected));
  rows.sort((a, b) => a.kb.length - b.kb.length || (a.kb < b.kb ? -1 : 1));
  return { kbs: rows, wesngDate: dateInName(wesng), buildsDate: dates.at(-1) ?? null, withBuilds };
}

function collectedOf(kbs: Map<string, Collected>, kb: string): Collected {
  const known = kbs.get(kb);
  if (known !== undefined) return known;
  const made: Collected = {
    supersedes: new Set(),
    cves: new Set(),
    products: new Set(),
    posted: new Map(),
    severities: new Set(),
    builds: [],
  };
  kbs.set(kb, made);
  return made;
}

function addRow(collected: Collected, row: WesngRow): void {
  collected.products.add(row.product);
  for (const older of row.supersedes) collected.supersedes.add(older);
  if (row.severity !== null) collected.severities.add(row.severity);
  // A CVE counts once for the date, or the most common product would decide it.
  const isNew = row.cve === null || !collected.cves.has(row.cve);
  if (row.cve !== null) collected.cves.add(row.cve);
  if (isNew && row.posted !== null) collected.posted.set(row.posted, (collected.posted.get(row.posted) ?? 0) + 1);
}

function kbRow(kb: string, collected: Collected): KbRow {
  return {
    row: 'kb',
    kb,
    supersedes: [...collected.supersedes].toSorted(),
    builds: collected.builds.toSorted((a, b) => (a.product < b.product ? -1 : 1)),
    cves: [...collected.cves].toSorted(compareCves),
    products: [...collected.products].toSorted(),
    published: mostCommon(collected.posted),
    severity: FROM_WORST.find((word) => collected.severities.has(word)) ?? null,
  };
}

/** The table dates CVEs. A KB's own date is that of the CVEs it came with: the most common one, of equals the latest. */
function mostCommon(posted: ReadonlyMap<string, number>): string | null {
  const [first] = [...posted].toSorted(([a, countA], [b, countB]) => countB - countA || (a < b ? 1 : -1));
  return first?.[0] ?? null;
}

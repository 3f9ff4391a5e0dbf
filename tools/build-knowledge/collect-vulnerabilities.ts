import path from 'node:path';
import type { VulnerabilityRow } from '@baton/domain/advisories/bundle-rows.ts';
import type { Kev } from '@baton/domain/advisories/knowledge.ts';
import { compareCves } from '@baton/domain/identifiers/cve.ts';
import { readEpss } from '@baton/formats/feeds/epss/read-epss.ts';
import { readKev } from '@baton/formats/feeds/kev/read-kev.ts';
import { type EnrichedCve, readVulnrichment } from '@baton/formats/feeds/vulnrichment/read-vulnrichment.ts';
import { dateInName, feedFile, openFeed, rowsOfFeed } from './feed-files.ts';

export interface VulnerabilityKnowledge {
  readonly vulnerabilities: readonly VulnerabilityRow[];
  readonly kevDate: string;
  readonly epssDate: string;
  readonly vulnrichmentDate: string;
}

/**
 * CVEs that no fix of the bundle names are kept too where CISA has decided on them or where they are likely to be exploited:
 * scanners report applications (browsers, VPNs) whose fixes the bundle does not hold, and their urgency is asked all the same.
 */
const LIKELY_EPSS = 0.05;

/** Reads KEV, EPSS, SSVC and CVSS of the CVEs that the bundle's fixes name, of all in KEV, and of the urgent others. */
export async function collectVulnerabilities(
  feeds: string,
  named: ReadonlySet<string>,
): Promise<VulnerabilityKnowledge> {
  const kevFile = feedFile(path.join(feeds, 'kev'), /^known_exploited_vulnerabilities\.json/);
  const epssFile = feedFile(path.join(feeds, 'epss'), /^epss.*\.csv/);
  const vulnrichmentFile = feedFile(feeds, /^vulnrichment.*\.jsonl/);

  const kev = new Map<string, Kev>();
  for await (const { cve, kev: entry } of rowsOfFeed('kev', readKev(openFeed(kevFile)))) kev.set(cve, entry);

  const enriched = new Map<string, EnrichedCve>();
  for await (const one of rowsOfFeed('vulnrichment', readVulnrichment(openFeed(vulnrichmentFile)))) {
    if (named.has(one.cve) || kev.has(one.cve) || one.ssvc !== null) enriched.set(one.cve, one);
  }

  const epss = new Map<string, { readonly score: number; readonly percentile: number }>();
  for await (const { cve, score, percentile } of rowsOfFeed('epss', readEpss(openFeed(epssFile)))) {
    const isWanted = named.has(cve) || kev.has(cve) || enriched.has(cve) || score >= LIKELY_EPSS;
    if (isWanted) epss.set(cve, { score, percentile });
  }

  const wanted = new Set([...named, ...kev.keys(), ...enriched.keys(), ...epss.keys()]);
  const known = [...wanted].filter((cve) => kev.has(cve) || epss.has(cve) || enriched.has(cve));
  const vulnerabilities = known.toSorted(compareCves).map((cve): VulnerabilityRow => {
    const { ssvc = null, cvss = [] } = enriched.get(cve) ?? {};
    // Absent and not null, which keeps a third of the bytes away; JSON leaves out what is undefined.
    return {
      row: 'vulnerability',
      cve,
      kev: kev.get(cve),
      epss: epss.get(cve),
      ssvc: ssvc ?? undefined,
      cvss: cvss.length > 0 ? cvss : undefined,
    };
  });
  return {
    vulnerabilities,
    kevDate: newestEntry(kev),
    epssDate: dateInName(epssFile),
    vulnrichmentDate: dateInName(vulnrichmentFile),
  };
}

/** The catalogue is as old as its newest entry: it gets some each week. */
function newestEntry(kev: ReadonlyMap<string, Kev>): string {
  const dates = [...kev.values()].map(({ dateAdded }) => dateAdded);
  return dates.toSorted().at(-1) ?? '1970-01-01';
}

import type { Kev } from '@baton/domain/advisories/knowledge.ts';
import { parseCve } from '@baton/domain/identifiers/cve.ts';
import { z } from 'zod';
import { type FeedItem, type FeedOptions, type FeedSource, feedProblem, feedRow } from '../feed-item.ts';
import { wholeJson } from '../whole-feed.ts';

/** One entry of CISA's catalogue of known exploited vulnerabilities. */
export interface KevEntry {
  readonly cve: string;
  readonly kev: Kev;
}

const LARGEST_BYTES = 64 * 1024 * 1024;

const catalogue = z.object({ vulnerabilities: z.array(z.unknown()) });

const entry = z.object({
  cveID: z.string(),
  dateAdded: z.iso.date(),
  dueDate: z.iso.date().optional().catch(undefined),
  knownRansomwareCampaignUse: z.string().optional(),
});

/** Reads the catalogue's JSON. */
export async function* readKev(source: FeedSource, options: FeedOptions = {}): AsyncGenerator<FeedItem<KevEntry>> {
  const parsed = catalogue.safeParse(await wholeJson(source, LARGEST_BYTES, options));
  if (!parsed.success) {
    yield feedProblem(null, 'not the KEV catalogue in JSON: "vulnerabilities" is missing');
    return;
  }
  for (const [index, raw] of parsed.data.vulnerabilities.entries()) {
    const item = entry.safeParse(raw);
    const cve = item.success ? parseCve(item.data.cveID) : null;
    if (!item.success || cve === null) {
      yield feedProblem(null, `entry ${index + 1} has no CVE or no date of being added; left out`);
      continue;
    }
    const { dateAdded, dueDate = null, knownRansomwareCampaignUse } = item.data;
    yield feedRow({ cve, kev: { dateAdded, dueDate, ransomware: /^known$/i.test(knownRansomwareCampaignUse ?? '') } });
  }
}

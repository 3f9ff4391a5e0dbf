import { parseCve } from '@baton/domain/identifiers/cve.ts';
import { z } from 'zod';
import { type FeedItem, type FeedOptions, type FeedSource, feedProblem, feedRow } from '../feed-item.ts';
import { linesOf } from '../lines.ts';

/** One entry of a Debian changelog, with the CVEs that it says it fixes. */
export interface ChangelogEntry {
  readonly source: string;
  readonly version: string;
  /** Suite that the entry was uploaded to: "bookworm-security". */
  readonly suite: string;
  readonly urgency: string | null;
  /** ISO date-time. */
  readonly date: string | null;
  readonly cves: readonly string[];
}

const entry = z.object({
  source: z.string().min(1),
  version: z.string().min(1),
  dist: z.string(),
  urgency: z.string().nullish(),
  date: z.string().nullish(),
  cves: z.array(z.string()),
});

/** Reads changelog entries, one JSON object a line. CVEs that are none are left out of the entry. */
export async function* readChangelogCves(
  source: FeedSource,
  options: FeedOptions = {},
): AsyncGenerator<FeedItem<ChangelogEntry>> {
  for await (const { number, text } of linesOf(source, options)) {
    if (text.trim() === '') continue;
    const parsed = entry.safeParse(jsonOrNull(text));
    if (!parsed.success) {
      yield feedProblem(number, 'not a changelog entry with source, version, dist and cves; left out');
      continue;
    }
    const { data } = parsed;
    yield feedRow({
      source: data.source,
      version: data.version,
      suite: data.dist,
      urgency: data.urgency ?? null,
      date: data.date ?? null,
      cves: [...new Set(data.cves.map(parseCve).filter((cve) => cve !== null))],
    });
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

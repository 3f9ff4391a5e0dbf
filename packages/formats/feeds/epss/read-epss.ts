import { type FeedItem, type FeedOptions, type FeedSource, feedProblem, feedRow } from '../feed-item.ts';
import { linesOf } from '../lines.ts';

/** One estimate. Score and percentile between 0 and 1. */
export interface EpssRow {
  readonly cve: string;
  readonly score: number;
  readonly percentile: number;
  /** Of the file's first line, where it has one: "v2025.03.14", and the day. */
  readonly model: string | null;
  readonly date: string | null;
}

/**
 * Reads EPSS scores in FIRST's own layout (a comment with model and date, a heading, commas) and in the bare one with
 * semicolons and neither.
 */
export async function* readEpss(source: FeedSource, options: FeedOptions = {}): AsyncGenerator<FeedItem<EpssRow>> {
  let model: string | null = null;
  let date: string | null = null;
  for await (const { number, text } of linesOf(source, options)) {
    if (text === '' || text.startsWith('cve,') || text.startsWith('cve;')) continue;
    if (text.startsWith('#')) {
      model = /model_version:([^,\s]+)/.exec(text)?.[1] ?? null;
      date = /score_date:(\d{4}-\d{2}-\d{2})/.exec(text)?.[1] ?? null;
      continue;
    }
    const [cve = '', score, percentile] = text.split(text.includes(';') ? ';' : ',');
    const row = { cve, score: Number(score), percentile: Number(percentile), model, date };
    if (/^CVE-\d{4}-\d{4,19}$/.test(cve) && isShare(row.score) && isShare(row.percentile)) yield feedRow(row);
    else yield feedProblem(number, 'not a CVE with a score and a percentile between 0 and 1; left out');
  }
}

function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}

import { Readable } from 'node:stream';
import { parseCve } from '@baton/domain/identifiers/cve.ts';
import { parseKb } from '@baton/domain/identifiers/kb.ts';
import { parse } from 'csv-parse';
import { type FeedItem, type FeedOptions, type FeedSource, feedProblem, feedRow } from '../feed-item.ts';
import { wholeBytes } from '../whole-feed.ts';
import { zipEntry } from './zip-entry.ts';

/** One row of the table: a CVE, a KB that fixes it, a product. */
export interface WesngRow {
  /** Null for rows that are about a KB as a whole or an advisory (ADV…). */
  readonly cve: string | null;
  readonly kb: string;
  readonly product: string;
  /** The vendor's word, lower case; null for its mistakes ("System.Object[]", "None", empty). */
  readonly severity: string | null;
  /** One step of supersedence, without the KB itself. */
  readonly supersedes: readonly string[];
  /** ISO date of the CVE, not of the KB. */
  readonly posted: string | null;
}

const LARGEST_ARCHIVE_BYTES = 256 * 1024 * 1024;
const SEVERITIES = new Set(['critical', 'important', 'moderate', 'low']);

/**
 * Reads the definitions of Windows Exploit Suggester NG: a ZIP with one large CSV, collected from MSRC. Rows without a KB (a
 * fifth of them: other kinds of fixes) are passed over, and so are "KBs" that are no numbers.
 */
export async function* readWesng(source: FeedSource, options: FeedOptions = {}): AsyncGenerator<FeedItem<WesngRow>> {
  const archive = await wholeBytes(source, LARGEST_ARCHIVE_BYTES, options);
  const table = zipEntry(archive, (name) => /^CVEs_\d{8}\.csv$/.test(name));
  if (table === null) {
    yield feedProblem(null, 'not a ZIP with a table CVEs_<date>.csv');
    return;
  }
  const rows = Readable.from(table).pipe(
    parse({ columns: true, bom: true, relax_column_count: true, skip_records_with_error: true }),
  );
  for await (const cells of rows) {
    options.signal?.throwIfAborted();
    const row = readRow(cells);
    if (row !== null) yield feedRow(row);
  }
}

function readRow(cells: { readonly [column: string]: string | undefined }): WesngRow | null {
  const kb = parseKb(cells.BulletinKB ?? '');
  const product = cells.AffectedProduct ?? '';
  if (kb === null || product === '') return null;
  const severity = (cells.Severity ?? '').toLowerCase();
  return {
    cve: parseCve(cells.CVE ?? ''),
    kb,
    product,
    severity: SEVERITIES.has(severity) ? severity : null,
    supersedes: readSupersedes(cells.Supersedes ?? '', kb),
    posted: readDate(cells.DatePosted ?? ''),
  };
}

/** "4022179<br><br>4018392", "None", the KB itself: all occur. */
function readSupersedes(text: string, own: string): readonly string[] {
  const kbs = (text.match(/\d{6,7}/g) ?? []).map((digits) => `KB${digits}`);
  return [...new Set(kbs)].filter((kb) => kb !== own);
}

function readDate(text: string): string | null {
  return /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : null;
}

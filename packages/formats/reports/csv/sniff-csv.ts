import { kbsIn } from '@baton/domain/identifiers/kb.ts';
import { parse } from 'csv-parse/sync';
import { FormatError } from '../format-error.ts';
import { meaningOf } from './meaning-of.ts';

/** How a CSV is laid out, told from its beginning. */
export interface CsvLayout {
  readonly delimiter: string;
  readonly headings: readonly string[];
  /** Line of the headings, from 1. What stands above is preamble. */
  readonly headingLine: number;
  /** The first rows below the headings. */
  readonly sample: readonly (readonly string[])[];
  /** How many columns have a heading that means something to us. */
  readonly known: number;
}

const DELIMITERS = [',', ';', '\t', '|'];
const PREAMBLE_LINES = 30;
const SAMPLE_ROWS = 2000;

/**
 * Finds delimiter and headings: the row within the first thirty lines in which most cells are headings that we know, or that people
 * have said what they mean. A file whose headings are not those of a patch tool is refused, and says what it seems to be.
 *
 * @param mapped headings that people gave a meaning
 * @throws FormatError
 */
export function sniffCsv(head: string, mapped: ReadonlySet<string> = NONE_MAPPED): CsvLayout {
  const best = knownLayout(head, mapped);
  if (best) return best;
  throw new FormatError(
    'other-format',
    'No row of headings was found. The first row of a CSV export names its columns, such as Computer, Update and Status.',
  );
}

/**
 * As `sniffCsv`, but a table whose headings say nothing to us is laid out by its first row, so that people can say what they mean.
 *
 * @throws FormatError where the text is no table
 */
export function sniffTable(head: string, mapped: ReadonlySet<string>): CsvLayout {
  return knownLayout(head, mapped) ?? tableOf(head) ?? sniffCsv(head, mapped);
}

const NONE_MAPPED: ReadonlySet<string> = new Set();

/** The first row of a table: as many cells as each row below it, none of them empty or twice. */
function tableOf(head: string): CsvLayout | null {
  let best: CsvLayout | null = null;
  for (const delimiter of DELIMITERS) {
    const [first, ...rows] = parseHead(bare(head), delimiter);
    const headings = first?.cells.map((cell) => cell.trim()) ?? [];
    const isTable = rows.length > 0 && rows.slice(0, 20).every(({ cells }) => cells.length === headings.length);
    const areHeadings = new Set(headings).size === headings.length && headings.every((cell) => /\p{L}/u.test(cell));
    if (!isTable || !areHeadings || headings.length < 2 || headings.length <= (best?.headings.length ?? 0)) continue;
    const sample = rows.slice(0, SAMPLE_ROWS).map(({ cells }) => cells);
    best = { delimiter, headings, headingLine: first?.line ?? 1, sample, known: 0 };
  }
  return best;
}

function bare(head: string): string {
  return head.charCodeAt(0) === 0xfeff ? head.slice(1) : head;
}

function knownLayout(head: string, mapped: ReadonlySet<string>): CsvLayout | null {
  const text = bare(head);
  let best: CsvLayout | null = null;
  for (const delimiter of DELIMITERS) {
    const rows = parseHead(text, delimiter);
    for (const [index, row] of rows.slice(0, PREAMBLE_LINES).entries()) {
      const known = row.cells.filter((cell) => mapped.has(cell.trim()) || isKnownHeading(cell)).length;
      if (row.cells.length < 2 || known < 2 || known <= (best?.known ?? 0)) continue;
      const sample = rows.slice(index + 1, index + 1 + SAMPLE_ROWS).map(({ cells }) => cells);
      best = { delimiter, headings: row.cells.map((cell) => cell.trim()), headingLine: row.line, sample, known };
    }
  }
  return best;
}

/** A cell that names a KB is no heading: a row of data may list more of them than the file has columns. */
function isKnownHeading(cell: string): boolean {
  return meaningOf(cell).confidence !== 'none' && kbsIn(cell).length === 0;
}

function parseHead(
  text: string,
  delimiter: string,
): readonly { readonly cells: readonly string[]; readonly line: number }[] {
  // The head may end in the middle of a row, or of a quoted cell: what comes after its last line end is left out.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1) || text;
  const found: { cells: readonly string[]; line: number }[] = [];
  try {
    parse(whole, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: SAMPLE_ROWS + PREAMBLE_LINES,
      on_record: (cells: string[], { lines }) => {
        found.push({ cells, line: lines });
        return null;
      },
    });
  } catch {
    // An open quote at the end of the head: what was read before it is enough to look at.
  }
  return found;
}

/** Names a scanner's CSV by its headings, so that the message can say what the file is; null where it is no known one. */
export function scannerCsv(headings: readonly string[]): string | null {
  const has = (...wanted: readonly string[]) =>
    wanted.every((heading) => headings.some((own) => own.trim().toLowerCase() === heading));
  if (
    has('plugin id', 'risk') ||
    has('plugin', 'plugin name') ||
    has('plugin id', 'plugin output') ||
    has('definition.id')
  )
    return 'a Nessus or Tenable export';
  if (has('qid') || has('qid', 'vuln status')) return 'a Qualys export';
  if (has('nvt name') || has('nvt oid')) return 'an OpenVAS (GVM) export';
  if (has('vulnerability test result code') || has('vulnerability id', 'vulnerability title')) return 'a Rapid7 export';
  if (has('cveid', 'softwarename') || has('cveid', 'vulnerabilityseveritylevel'))
    return 'an export of Defender Vulnerability Management';
  return null;
}

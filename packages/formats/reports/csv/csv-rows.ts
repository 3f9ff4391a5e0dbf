import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { FormatError } from '../format-error.ts';
import type { CsvLayout } from './sniff-csv.ts';

const LONGEST_RECORD = 1 << 20;

/** A row of a CSV. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** Line in which it begins, from 1. */
  readonly line: number;
  /** As it stands in the file. */
  readonly raw: string;
}

/**
 * The rows as they come, those above the headings included; csv-parse tells an open quote at the end, which means that the file was
 * cut. Memory holds one row, of 1 MiB at the most.
 *
 * @throws FormatError
 */
export async function* csvRows(
  chunks: AsyncIterable<string>,
  layout: Pick<CsvLayout, 'delimiter' | 'headings' | 'headingLine'>,
  signal?: AbortSignal,
): AsyncGenerator<CsvRow> {
  const parser = parse({
    delimiter: layout.delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    bom: true,
    info: true,
    raw: true,
    max_record_size: LONGEST_RECORD,
  });
  const input = Readable.from(chunks, { objectMode: false });
  input.on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  let last: CsvRow | null = null;
  try {
    for await (const { record, info, raw } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
      raw: string;
    }>) {
      signal?.throwIfAborted();
      last = { cells: record, line: firstLine(info.lines, raw), raw };
      yield last;
    }
  } catch (cause) {
    throw brokenCsv(cause, last?.line ?? layout.headingLine);
  } finally {
    input.destroy();
    parser.destroy();
  }
  if (
    last &&
    last.cells.length < layout.headings.length &&
    !/[\r\n]$/.test(last.raw) &&
    last.line > layout.headingLine
  ) {
    throw new FormatError('cut', `The file ends in the middle of line ${last.line}. Export it again.`, last.line);
  }
}

/** csv-parse tells the line in which a record ends; a record with quoted line ends began before it. */
function firstLine(lastLine: number, raw: string): number {
  return lastLine - (raw.trim().match(/\r\n|\n|\r/g)?.length ?? 0);
}

function brokenCsv(cause: unknown, line: number): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'CSV_QUOTE_NOT_CLOSED')
    return new FormatError(
      'cut',
      `A quoted cell that begins after line ${line} does not end: the file is cut. Export it again.`,
      line,
      { cause },
    );
  if (code === 'CSV_MAX_RECORD_SIZE')
    return new FormatError(
      'malformed',
      `The row after line ${line} is longer than 1 MiB, which no export has: a quote is missing there.`,
      line,
      { cause },
    );
  if (code.startsWith('CSV_'))
    return new FormatError(
      'malformed',
      `The row after line ${line} is not well formed: ${(cause as Error).message}`,
      line,
      { cause },
    );
  return cause;
}

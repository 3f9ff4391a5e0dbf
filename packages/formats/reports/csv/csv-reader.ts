import { EMPTY_SCOPE } from '@baton/domain/evidence/empty-report.ts';
import type { ReportPart, ReportScope } from '@baton/domain/evidence/report.ts';
import { kbsIn } from '@baton/domain/identifiers/kb.ts';
import { detectEncoding, openText } from '../decode-text.ts';
import { FormatError } from '../format-error.ts';
import { type DateOrder, provenOrder, readTime, usualOrder } from '../read-time.ts';
import type { ByteSource, ReadReportOptions, ReportReader } from '../reader.ts';
import type { ColumnProposal } from './column-proposal.ts';
import { type CsvRow, csvRows } from './csv-rows.ts';
import { DEVICE_LISTS, isDeviceList } from './device-lists.ts';
import { isKbList, KB_LISTS } from './kb-lists.ts';
import { ATTRIBUTE_MEANINGS, type Cells, type Meaning } from './meaning.ts';
import { applyMapping, proposeMapping } from './propose-mapping.ts';
import { readRow } from './row-reader.ts';
import { type CsvLayout, scannerCsv, sniffCsv, sniffTable } from './sniff-csv.ts';

/** Reads the CSV that any patch tool exports: a row a device and update or program, columns known by their headings. */
export const csvReader: ReportReader = {
  id: 'csv',
  title: 'CSV export',
  sides: ['it'],
  needsDevice: false,
  detect,
  read,
};

const SCOPE: ReportScope = { ...EMPTY_SCOPE, tool: 'Patch tool' };

function detect(head: Uint8Array, fileName: string): number {
  try {
    const text = new TextDecoder(detectEncoding(head)).decode(head);
    if (/^\s*[<{[]/.test(text.replace(/^\ufeff/, ''))) return 0;
    const layout = sniffCsv(text);
    return /\.(csv|tsv|txt)$/i.test(fileName) ? 0.9 : layout.known > 2 ? 0.8 : 0.4;
  } catch {
    return /\.(csv|tsv)$/i.test(fileName) ? 0.2 : 0;
  }
}

/** What the columns of a file mean, told from its beginning, so that people can correct it before it is read. */
export function inspectCsv(head: Uint8Array, mapped: readonly string[] = []): readonly ColumnProposal[] {
  const layout = sniffTable(new TextDecoder(detectEncoding(head)).decode(head), new Set(mapped));
  return proposeMapping(layout.headings, layout.sample);
}

/** Why a CSV is not read, whatever its columns are said to mean: a scanner's that Baton does not read. Null where it is. */
export function refusalOfCsv(head: Uint8Array): string | null {
  const { headings } = sniffTable(new TextDecoder(detectEncoding(head)).decode(head), new Set());
  return scannerRefusal(headings);
}

async function* read(source: ByteSource, options: ReadReportOptions): AsyncGenerator<ReportPart> {
  const text = await openText(source, options.signal);
  const layout = sniffTable(text.head, new Set(Object.keys(options.mapping ?? {})));
  const columns = applyMapping(proposeMapping(layout.headings, layout.sample), options.mapping ?? {});
  refuseForeign(layout, columns);
  yield { part: 'scope', scope: SCOPE };
  const reader = new RowPicker(layout, columns, options.zone);
  let rows = 0;
  for await (const row of csvRows(text.chunks, layout, options.signal)) {
    // Exports that were joined to one file repeat their headings.
    if (row.line <= layout.headingLine || isHeadings(row.cells, layout.headings)) continue;
    rows += 1;
    if (row.cells.length < layout.headings.length / 2 && row.cells.length < reader.least) {
      yield problem(
        row.line,
        null,
        `The row has ${row.cells.length} of ${layout.headings.length} columns. It was left out.`,
      );
      continue;
    }
    const { devices, problems } = reader.read(row);
    for (const { where, what } of problems) yield problem(row.line, reader.headingOf(where as Meaning), what);
    for (const device of devices) yield { part: 'device', device };
  }
  if (rows === 0) yield problem(layout.headingLine, null, 'The file has headings and no rows below them.');
}

function isHeadings(cells: readonly string[], headings: readonly string[]): boolean {
  return cells.length === headings.length && cells.every((cell, index) => cell.trim() === headings[index]);
}

function refuseForeign(layout: CsvLayout, columns: readonly ColumnProposal[]): void {
  const refusal = scannerRefusal(layout.headings);
  if (refusal !== null) throw new FormatError('other-format', refusal);
  const has = (...meanings: readonly Meaning[]) => columns.some((column) => meanings.includes(column.meaning));
  if (!has('device', 'machineGroup', 'fqdn', 'serial', 'agentId', ...DEVICE_LISTS))
    throw missing('which device a row is of', 'Computer');
  if (!has('update', 'kb', 'package', 'program', 'kbStatus', ...KB_LISTS))
    throw missing('which update, package or program a row is of', 'Update');
}

function scannerRefusal(headings: readonly string[]): string | null {
  const scanner = scannerCsv(headings);
  return scanner === null
    ? null
    : `This CSV is ${scanner}: a scanner’s word. Of scanners Baton reads .nessus files, and the findings of Tenable Vulnerability Management as a CSV with all columns.`;
}

function missing(what: string, example: string): FormatError {
  return new FormatError(
    'other-format',
    `No column says ${what}. Name one “${example}”, or correct the mapping of its columns.`,
  );
}

function problem(line: number, where: string | null, what: string): ReportPart {
  return { part: 'problem', problem: { line, where, what } };
}

const TIMES: readonly Meaning[] = ['installedAt', 'lastSeen', 'lastBoot'];
/** What a cell can say of use: some hold the list of all KBs. Patterns go over cells, which a hostile one of 1 MiB would stop. */
const LONGEST_CELL = 16_384;
const REMEMBERED_TIMES = 20_000;

/** Picks the cells of a row by meaning, and reads its times in the order of day and month that each column has. */
class RowPicker {
  /** The fewest cells a row must have to name a device and a fix. */
  readonly least: number;
  readonly #columns: ReadonlyMap<Meaning, readonly number[]>;
  readonly #proposals: readonly ColumnProposal[];
  readonly #orders: ReadonlyMap<Meaning, DateOrder>;
  readonly #zone: string;
  readonly #times = new Map<string, string | null>();

  constructor(layout: CsvLayout, proposals: readonly ColumnProposal[], zone: string) {
    const columns = new Map<Meaning, number[]>();
    for (const [index, { meaning }] of proposals.entries())
      columns.set(meaning, [...(columns.get(meaning) ?? []), index]);
    this.#columns = columns;
    this.#proposals = proposals;
    this.#zone = zone;
    this.#orders = ordersOf(layout, columns, zone);
    this.least = 2;
  }

  read(row: CsvRow): ReturnType<typeof readRow> {
    const valueAt = (index: number) => row.cells[index]?.slice(0, LONGEST_CELL).trim() ?? '';
    const cells: Cells = (meaning) => {
      const columns = this.#columns.get(meaning) ?? [];
      // Lists are read whole, of all their columns: a name or number that is cut would be another one.
      if (isKbList(meaning) || isDeviceList(meaning)) return columns.map((index) => row.cells[index] ?? '').join(';');
      for (const index of columns) {
        const value = valueAt(index);
        if (value !== '') return value;
      }
      return '';
    };
    const time = (meaning: Meaning) => this.#timeOrFault(cells(meaning), this.#orders.get(meaning) ?? 'month-first');
    return readRow(cells, {
      line: row.line,
      excerpt: row.raw.slice(0, 2000).replace(/[\r\n]+$/, ''),
      time,
      headingOf: (meaning) => this.headingOf(meaning),
      listsKbs: this.#columns.has('kbStatus') || KB_LISTS.some((meaning) => this.#columns.has(meaning)),
      kbStatuses: (this.#columns.get('kbStatus') ?? []).flatMap((index) =>
        kbsIn(this.#proposals[index]?.heading ?? '').map((kb) => ({ kb, raw: valueAt(index) })),
      ),
      timeOf: (raw) => this.#time(raw, this.#orders.get('installedAt') ?? 'month-first'),
      listsDevices: DEVICE_LISTS.some((meaning) => this.#columns.has(meaning)),
      updates: (this.#columns.get('update') ?? []).map(valueAt).filter((value) => value !== ''),
      attributes: ATTRIBUTE_MEANINGS.filter((meaning) => this.#columns.has(meaning)),
    });
  }

  headingOf(meaning: Meaning): string {
    return this.#proposals.find((column) => column.meaning === meaning)?.heading ?? meaning;
  }

  /** A date that reads only the other way round shows that the order of its column may be wrong altogether. */
  #timeOrFault(raw: string, order: DateOrder): { readonly at: string | null; readonly fault: string | null } {
    const at = this.#time(raw, order);
    if (at !== null) return { at, fault: null };
    const shown = `“${raw.slice(0, 60)}”`;
    const other = order === 'day-first' ? 'month-first' : 'day-first';
    const fault =
      this.#time(raw, other) === null
        ? `${shown} is no date that we can read. The row counts without it.`
        : `${shown} is written ${spoken(other)}; this column was taken as ${spoken(order)}. Check its other dates too.`;
    return { at: null, fault };
  }

  /** The same time stands on many rows; what was read is kept, up to a bound. */
  #time(raw: string, order: DateOrder): string | null {
    const key = `${order}${raw}`;
    const known = this.#times.get(key);
    if (known !== undefined) return known;
    if (this.#times.size >= REMEMBERED_TIMES) this.#times.clear();
    const at = readTime(raw, order, this.#zone);
    this.#times.set(key, at);
    return at;
  }
}

function spoken(order: DateOrder): string {
  return order === 'day-first' ? 'day first' : 'month first';
}

/** A column's own values decide; a column that proves nothing goes with another column of the same file that does. */
function ordersOf(
  layout: CsvLayout,
  columns: ReadonlyMap<Meaning, readonly number[]>,
  zone: string,
): ReadonlyMap<Meaning, DateOrder> {
  const values = (meaning: Meaning) => layout.sample.map((row) => row[columns.get(meaning)?.[0] ?? -1] ?? '');
  const proven = new Map(TIMES.map((meaning) => [meaning, provenOrder(values(meaning))]));
  const shared = [...proven.values()].find((order) => order !== null) ?? usualOrder(TIMES.flatMap(values), zone);
  return new Map(TIMES.map((meaning) => [meaning, proven.get(meaning) ?? shared]));
}

import { EMPTY_SCOPE } from '@baton/domain/evidence/empty-report.ts';
import type { ReportPart, ReportScope } from '@baton/domain/evidence/report.ts';
import { type CsvRow, csvRows } from '../csv/csv-rows.ts';
import { detectEncoding, openText } from '../decode-text.ts';
import { FormatError } from '../format-error.ts';
import { CheckDictionary } from '../nessus/check-dictionary.ts';
import type { ByteSource, ReadReportOptions, ReportReader } from '../reader.ts';
import { type TenableLayout, tenableLayout } from './tenable-layout.ts';
import { readFinding, type TenableCells, type TenableFinding } from './tenable-row.ts';

/** Reads the CSV of findings that Tenable Vulnerability Management exports: what it has found over all scans, and when last. */
export const tenableReader: ReportReader = {
  id: 'tenable',
  title: 'Tenable findings (CSV)',
  sides: ['infosec'],
  needsDevice: false,
  detect,
  read,
};

/** A list of findings shows of no check that it ran and found nothing, so that silence says nothing here. */
const SCOPE: ReportScope = { ...EMPTY_SCOPE, tool: 'Tenable', checks: { kind: 'ids', ids: [] } };

/** One finding names so many CVEs at the most; checks of a browser's release name some thirty. */
const MOST_CVES = 2_000;
/** What a cell can say of use: patterns go over it, which a hostile one of 1 MiB would stop. */
const LONGEST_CELL = 65_536;
/** Words for nothing. */
const NOTHING = /^(n\/a|null|none)$/i;

function detect(head: Uint8Array): number {
  return tenableLayout(new TextDecoder(detectEncoding(head)).decode(head)) === null ? 0 : 1;
}

async function* read(source: ByteSource, options: ReadReportOptions): AsyncGenerator<ReportPart> {
  const text = await openText(source, options.signal);
  const layout = tenableLayout(text.head);
  if (layout === null) {
    throw new FormatError(
      'other-format',
      'The first row does not name the columns of Tenable’s list of findings (Plugin ID, Host, Name, Plugin Output, Plugin Family, Last Found). Export it with all columns.',
      1,
    );
  }
  yield { part: 'scope', scope: SCOPE };
  const context = { zone: options.zone, checks: new CheckDictionary() };
  const finding = new FindingRows();
  let rows = 0;
  for await (const row of csvRows(text.chunks, layout, options.signal)) {
    if (row.line <= layout.headingLine || row.cells.every((cell) => cell.trim() === '')) continue;
    rows += 1;
    const cells = cellsOf(row, layout);
    const problem = faultOf(row, cells, layout);
    if (problem !== null) {
      yield { part: 'problem', problem: { line: row.line, where: null, what: problem } };
      continue;
    }
    const done = finding.take(row, cells);
    if (done !== null) yield { part: 'device', device: readFinding(done, context) };
  }
  const last = finding.end();
  if (last !== null) yield { part: 'device', device: readFinding(last, context) };
  if (rows > 0) return;
  const what = 'The file has headings and no rows below them.';
  yield { part: 'problem', problem: { line: layout.headingLine, where: null, what } };
}

function cellsOf({ cells }: CsvRow, { headings }: TenableLayout): TenableCells {
  return (heading) => {
    const value = cells[headings.indexOf(heading)]?.slice(0, LONGEST_CELL).trim() ?? '';
    return NOTHING.test(value) ? '' : value;
  };
}

function faultOf({ cells: { length } }: CsvRow, cells: TenableCells, { headings }: TenableLayout): string | null {
  if (length < headings.length / 2) return `The row has ${length} of ${headings.length} columns. It was left out.`;
  if (cells('host') === '') return 'The row names no host. It was left out.';
  return cells('plugin id') === '' ? 'The row names no plugin. It was left out.' : null;
}

/** Joins the rows of one finding, which stand one below the other: a row a CVE. */
class FindingRows {
  #key = '';
  #open: (TenableFinding & { readonly cves: string[] }) | null = null;

  /** @returns the finding before, where this row begins another */
  take(row: CsvRow, cells: TenableCells): TenableFinding | null {
    const cve = cells('cve');
    const key = ['host', 'ip address', 'plugin id', 'protocol', 'port', 'last found', 'vulnerability state']
      .map(cells)
      .join('\n');
    if (this.#open !== null && key === this.#key) {
      if (cve !== '' && this.#open.cves.length < MOST_CVES) this.#open.cves.push(cve);
      return null;
    }
    const before = this.#open;
    this.#key = key;
    this.#open = { cells, line: row.line, cves: cve === '' ? [] : [cve] };
    return before;
  }

  end(): TenableFinding | null {
    return this.#open;
  }
}

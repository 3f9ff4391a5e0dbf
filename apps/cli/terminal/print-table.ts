/** One column: its heading, what it shows of a row, and whether it is a number (right-aligned). */
export interface Column<Row> {
  readonly heading: string;
  readonly of: (row: Row) => string;
  readonly number?: true;
}

/** Rows as aligned text with two spaces between columns. No rows: the sentence that says so. */
export function tableText<Row>(rows: readonly Row[], columns: readonly Column<Row>[], none: string): string {
  if (rows.length === 0) return `${none}\n`;
  const cells = rows.map((row) => columns.map((column) => column.of(row).replaceAll(/\s+/g, ' ')));
  const widths = columns.map(({ heading }, at) =>
    Math.max(heading.length, ...cells.map((row) => row[at]?.length ?? 0)),
  );
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, at) => (columns[at]?.number ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return [columns.map(({ heading }) => heading), ...cells].map((texts) => `${line(texts)}\n`).join('');
}

/** Prints rows as a table, or with `--json` exactly what the API said. */
export function printList<Row>(
  list: { readonly rows: readonly Row[]; readonly total: number },
  columns: readonly Column<Row>[],
  { json, none }: { readonly json: boolean | undefined; readonly none: string },
): void {
  if (json === true) {
    printJson(list);
    return;
  }
  process.stdout.write(tableText(list.rows, columns, none));
  if (list.total > list.rows.length) process.stdout.write(`${list.rows.length} of ${list.total}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 1)}\n`);
}

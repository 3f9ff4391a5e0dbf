import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { z } from 'zod';

const logLine = z.object({
  sequence: z.coerce.number().int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  entry: z.string(),
});

/** A link of the log's chain, as an audit pack tells it. */
export type LogLine = Readonly<z.output<typeof logLine>>;

/** The links of one `log-*.csv` of an audit pack, in their order. @throws Error where it is no such table, or is cut */
export async function* readLogTable(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<LogLine> {
  const rows = parse({ columns: true, bom: true });
  Readable.from(bytes, { objectMode: false })
    .on('error', (error) => rows.destroy(error))
    .pipe(rows);
  for await (const row of rows) yield logLine.parse(row);
}

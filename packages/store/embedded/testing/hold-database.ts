/**
 * A process of its own that opens a data folder and writes numbers into it, for tests that kill it. Prints one line of
 * JSON for each thing that happened: `{"open":true}`, `{"saved":n}` once n is committed, `{"error":…,"code":…}`.
 * Usage: hold-database.ts DATA_FOLDER
 */
import pg from 'pg';
import { StoreError } from '../../store-error.ts';
import { openEmbeddedPostgres } from '../embedded-postgres.ts';

const dataFolder = process.argv[2] ?? '';

function print(event: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

let stopping = false;
try {
  const log = { info: () => {}, warn: () => {}, error: (message: string) => print({ log: message }) };
  const database = await openEmbeddedPostgres({ dataFolder, log, onLost: (error) => print({ lost: error.message }) });
  process.once('SIGTERM', () => {
    stopping = true;
    void database.close().then(() => process.exit(0));
  });
  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => {});
  await client.connect();
  await client.query('CREATE TABLE IF NOT EXISTS number (n bigint PRIMARY KEY)');
  database.recordAddress('http://127.0.0.1:1');
  print({ open: true });
  for (;;) {
    const { rows } = await client.query<{ n: string }>(
      `INSERT INTO number SELECT coalesce(max(n), 0) + 1 FROM number RETURNING n`,
    );
    print({ saved: Number(rows[0]?.n) });
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
} catch (error) {
  // Closing takes the connection away under the loop; that is the wanted end.
  if (stopping) await new Promise(() => {});
  print({
    error: error instanceof Error ? error.message : String(error),
    code: error instanceof StoreError ? error.code : null,
  });
  process.exit(1);
}

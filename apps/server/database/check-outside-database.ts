import { StoreError } from '@baton/store/store-error.ts';
import pg from 'pg';

/** server_version_num of the oldest PostgreSQL that Baton works on. */
const oldestVersion = 150_000;

/**
 * Connects once and asks for the version.
 *
 * @throws StoreError `database-unreachable` or `postgres-version`; the message names the place, never the password
 */
export async function checkOutsideDatabase(url: string): Promise<void> {
  const place = placeOf(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  let version: number;
  let words: string;
  try {
    await client.connect();
    const { rows } = await client.query<{ number: string; words: string }>(
      `SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS words`,
    );
    version = Number(rows[0]?.number);
    words = rows[0]?.words ?? 'unknown';
  } catch (error) {
    throw new StoreError(
      'database-unreachable',
      `Cannot use the database of DATABASE_URL (${place}): ${reasonOf(error)}`,
      {
        cause: error,
      },
    );
  } finally {
    await client.end().catch(() => {});
  }
  if (version >= oldestVersion) return;
  throw new StoreError(
    'postgres-version',
    `The database of DATABASE_URL (${place}) is PostgreSQL ${words}; Baton needs 15 or later. Nothing was changed.`,
  );
}

function placeOf(url: string): string {
  try {
    const { hostname, port, pathname, searchParams } = new URL(url);
    return `${hostname || searchParams.get('host') || 'local socket'}${port ? `:${port}` : ''}${pathname}`;
  } catch {
    throw new StoreError(
      'database-unreachable',
      'DATABASE_URL is not a connection string. It looks like postgres://USER:PASSWORD@HOST:5432/DATABASE',
    );
  }
}

function reasonOf(error: unknown): string {
  // Several addresses of one host fail as an AggregateError whose own message is empty.
  if (error instanceof AggregateError) return error.errors.map((one) => reasonOf(one)).join('; ');
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === '3D000') return `${message}. Make it with createdb, or name one that exists.`;
  if (code === '28P01' || code === '28000') return `${message}. Check user and password.`;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND') return `${message}. Does it run, and is host and port right?`;
  return message;
}

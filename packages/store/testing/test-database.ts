import type pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { connectDatabase, type Database, type DatabaseConnection } from '../connection/connect-database.ts';

export interface TestDatabase {
  readonly db: Database;
  readonly pool: pg.Pool;
  /** Connection string, for a server process or a second connection. */
  readonly url: string;
}

/**
 * A real database for the tests of this file, cloned from the migrated template before they run and closed after.
 * Call it at the top of the file or of a `describe`; use its members inside tests.
 *
 * ```ts
 * const database = useTestDatabase();
 * test('keeps …', async () => { await database.db.insertInto('person')… });
 * ```
 */
export function useTestDatabase(options: { readonly empty?: boolean } = {}): TestDatabase {
  let url = '';
  let connection: DatabaseConnection | undefined;
  const opened = (): DatabaseConnection => {
    if (connection === undefined)
      throw new Error('The test database opens in beforeAll: use it inside tests and hooks.');
    return connection;
  };

  beforeAll(async () => {
    url = await newTestDatabase(options);
    connection = connectDatabase(url);
  }, 60_000);
  afterAll(() => connection?.close());

  return {
    get db() {
      return opened().db;
    },
    get pool() {
      return opened().pool;
    },
    get url() {
      opened();
      return url;
    },
  };
}

/** The connection string of a new database: migrated, or empty. For tests that connect by themselves. */
export async function newTestDatabase(options: { readonly empty?: boolean } = {}): Promise<string> {
  const answer = await fetch(`${inject('testDatabaseBroker')}/${options.empty === true ? 'empty' : 'migrated'}`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`No test database: ${text}`);
  return text;
}

import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Tables } from '../tables/tables.ts';
import { columnParsers } from './column-parsers.ts';
import { poolWithPlans } from './planned-once.ts';

/** A pool of connections with typed tables. */
export type Database = Kysely<Tables>;
/** An open transaction: what must be in one transaction with something else takes this, so that nobody forgets it. */
export type DatabaseTransaction = Transaction<Tables>;

export interface DatabaseConnection {
  readonly db: Database;
  /** The same pool without types, for COPY, LISTEN and the worker. */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export interface ConnectOptions {
  readonly maxConnections?: number;
  /** Whether a commit waits until it is on the disk; true unless said. Without, a crash loses the last moments. */
  readonly waitsForDisk?: boolean;
}

/**
 * Opens a pool on a PostgreSQL. Connects lazily: a wrong address shows at the first query.
 * Numbers: int8 is a number (an error beyond 2^53), timestamptz an ISO-8601 text with Z, date a text, numeric a text.
 */
export function connectDatabase(
  url: string,
  { maxConnections = 12, waitsForDisk = true }: ConnectOptions = {},
): DatabaseConnection {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    types: columnParsers,
    // UTC so that times are always written with +00. Queries here are short: compiling one takes longer than running it.
    options: `-c TimeZone=UTC -c DateStyle=ISO -c jit=off${waitsForDisk ? '' : ' -c synchronous_commit=off'}`,
    application_name: 'baton',
    // A plan that was made when a table was small is forgotten with its connection (planned-once.ts).
    maxLifetimeSeconds: 300,
  });
  // A connection that the server closes (restart, kill) emits an error; without listeners it would end the process. The
  // query that used it fails with its own error, an idle one is dropped by the pool, and the next query opens another.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolWithPlans(pool) }) });
  // Kysely ends the pool only when it has been used through Kysely.
  const close = async (): Promise<void> => {
    await db.destroy();
    if (!pool.ending) await pool.end();
  };
  return { db, pool, close };
}

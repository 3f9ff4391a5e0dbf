import type { Pool, PoolClient } from 'pg';
import { StoreError } from '../store-error.ts';
import { type Migration, readMigrations } from './read-migrations.ts';

/** Any number that nobody else uses in this database; it spells "Baton" on a telephone's keys. */
const MIGRATION_LOCK = 22866;

export interface MigrationOutcome {
  /** Names of the migrations that ran now, in order. */
  readonly applied: readonly string[];
}

/**
 * Brings the schema up to this version, and makes the job queue's own where there is none. Forward only. Starting servers take turns (advisory
 * lock); each migration is recorded first, in its own transaction, so that one that fails leaves nothing.
 *
 * @throws StoreError `schema-newer` when the database was migrated by a later Baton, `migration-changed` when a migration
 * that it already holds reads differently now, `migration-failed` with the database's error in `cause`.
 */
export async function migrate(pool: Pool, migrations?: readonly Migration[]): Promise<MigrationOutcome> {
  const known = migrations ?? (await readMigrations());
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await applyMissing(client, known);
    await makeJobQueue(pool);
    return { applied };
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => {});
    client.release();
  }
}

async function applyMissing(client: PoolClient, known: readonly Migration[]): Promise<readonly string[]> {
  await client.query(`
    CREATE TABLE IF NOT EXISTS migration (
      number integer PRIMARY KEY,
      name text NOT NULL,
      sha256 text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`);
  const { rows } = await client.query<Recorded>('SELECT number, name, sha256 FROM migration ORDER BY number');
  refuseForeignSchema(rows, known);
  const recorded = new Set(rows.map((row) => row.number));
  const missing = known.filter((migration) => !recorded.has(migration.number));
  for (const migration of missing) await applyOne(client, migration);
  return missing.map((migration) => migration.name);
}

interface Recorded {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
}

function refuseForeignSchema(recorded: readonly Recorded[], known: readonly Migration[]): void {
  const byNumber = new Map(known.map((migration) => [migration.number, migration]));
  for (const { number, name, sha256 } of recorded) {
    const own = byNumber.get(number);
    if (own === undefined) {
      throw new StoreError(
        'schema-newer',
        `The database has the migration ${name}, which this version of Baton does not know. Start the version that made it, or a later one.`,
      );
    }
    if (own.sha256 !== sha256) {
      throw new StoreError(
        'migration-changed',
        `The migration ${name} was applied to this database in another wording (${sha256.slice(0, 12)}, now ${own.sha256.slice(0, 12)}). Applied migrations are never edited: restore the file and add a new one.`,
      );
    }
  }
}

async function applyOne(client: PoolClient, { number, name, sql, sha256 }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query('INSERT INTO migration (number, name, sha256) VALUES ($1, $2, $3)', [number, name, sha256]);
    await client.query(sql);
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => {});
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StoreError('migration-failed', `The migration ${name} failed and was undone: ${why}`, { cause });
  }
}

/**
 * The job queue (graphile-worker) keeps its own schema, by its own forward-only migrations. Here it is only made: jobs can be
 * put into it, and its worker brings it up to date when it starts. A later start does not load it for that (70 ms of the start).
 */
async function makeJobQueue(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ made: boolean }>(
    `SELECT to_regclass('graphile_worker.migrations') IS NOT NULL AS made`,
  );
  if (rows[0]?.made) return;
  const { Logger, runMigrations } = await import('graphile-worker');
  await runMigrations({ pgPool: pool, logger: new Logger(() => () => {}) });
}

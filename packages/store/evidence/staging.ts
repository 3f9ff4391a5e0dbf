import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

/** A piece of what a file says of one device; pieces with one key are of one device. */
export interface StagedPiece {
  readonly key: string;
  readonly sequence: number;
  /** As `writeEvidence` writes it. */
  readonly evidence: string;
}

/**
 * Runs an act with a staging table of its own, on one connection: the pieces of one device may stand anywhere in a file, and
 * the database sorts them so that memory does not grow with the file. The table is temporary and written to no log.
 */
export async function withStaging<T>(db: Database, act: (connection: Database) => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    // STORAGE stands apart, because PostgreSQL 15 does not know it in CREATE TABLE.
    await sql`
      DROP TABLE IF EXISTS pg_temp.staged_piece;
      CREATE TEMPORARY TABLE staged_piece (key text COLLATE "C" NOT NULL, sequence bigint NOT NULL, evidence text NOT NULL);
      ALTER TABLE staged_piece ALTER COLUMN evidence SET STORAGE EXTERNAL`.execute(connection);
    try {
      return await act(connection);
    } finally {
      await sql`DROP TABLE IF EXISTS pg_temp.staged_piece`.execute(connection).catch(() => {});
    }
  });
}

export async function stagePieces(connection: Database, pieces: readonly StagedPiece[]): Promise<void> {
  await sql`
    INSERT INTO staged_piece (key, sequence, evidence)
    SELECT * FROM unnest(
      ${pieces.map(({ key }) => key)}::text[], ${pieces.map(({ sequence }) => sequence)}::bigint[],
      ${pieces.map(({ evidence }) => evidence)}::text[]
    )`.execute(connection);
}

/** The staged pieces in batches, all pieces of one device together, in an order that the file's own does not change. */
export async function* readStaged(trx: DatabaseTransaction, batchSize: number): AsyncGenerator<readonly StagedPiece[]> {
  await sql`DECLARE staged NO SCROLL CURSOR FOR SELECT key, sequence, evidence FROM staged_piece ORDER BY key, sequence`.execute(
    trx,
  );
  for (;;) {
    const { rows } = await sql<StagedPiece>`FETCH ${sql.raw(String(batchSize))} FROM staged`.execute(trx);
    if (rows.length === 0) return;
    yield rows;
  }
}

import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

/** A piece of what a file says of one device; pieces with one key are of one device. */
export interface StagedPiece {
  readonly key: string;
  readonly sequence: number;
  /** As `writeEvidence` writes it. */
  readonly evidence: string;
}

/** Characters. A file of one device needs no table, and thousands of them a day would swell PostgreSQL's catalogue. */
const MOST_IN_MEMORY = 4 * 1024 * 1024;

/** Pieces a statement. */
const BATCH = 500;

/**
 * Where the pieces of a file wait until all is read: the pieces of one device may stand anywhere in it. A small file's wait in
 * memory; a large one's in a table, so that memory does not grow with the file. The table is temporary and written to no log.
 */
export class Staging {
  readonly #connection: Database;
  #waiting: StagedPiece[] = [];
  #characters = 0;
  #hasTable = false;

  /** @param connection one connection, that of the transaction in which the pieces are read */
  constructor(connection: Database) {
    this.#connection = connection;
  }

  async add(pieces: readonly StagedPiece[]): Promise<void> {
    for (const piece of pieces) {
      this.#waiting.push(piece);
      this.#characters += piece.evidence.length;
    }
    if (!this.#hasTable && this.#characters <= MOST_IN_MEMORY) return;
    if (!this.#hasTable) await this.#makeTable();
    for (let at = 0; at < this.#waiting.length; at += BATCH) await this.#write(this.#waiting.slice(at, at + BATCH));
    this.#waiting = [];
  }

  /**
   * The pieces in batches, those of one device together, in an order that the file's own does not change. May be read again.
   *
   * @param keys of these devices only
   */
  async *read(trx: DatabaseTransaction, keys?: ReadonlySet<string>): AsyncGenerator<readonly StagedPiece[]> {
    if (this.#hasTable) return yield* this.#readTable(trx, keys);
    const sorted = this.#waiting
      .filter(({ key }) => keys === undefined || keys.has(key))
      .sort((a, b) => (a.key === b.key ? a.sequence - b.sequence : a.key < b.key ? -1 : 1));
    for (let at = 0; at < sorted.length; at += BATCH) yield sorted.slice(at, at + BATCH);
  }

  async drop(): Promise<void> {
    if (this.#hasTable) await sql`DROP TABLE IF EXISTS pg_temp.staged_piece`.execute(this.#connection).catch(() => {});
  }

  async #makeTable(): Promise<void> {
    // STORAGE stands apart, because PostgreSQL 15 does not know it in CREATE TABLE.
    await sql`
      DROP TABLE IF EXISTS pg_temp.staged_piece;
      CREATE TEMPORARY TABLE staged_piece (key text COLLATE "C" NOT NULL, sequence bigint NOT NULL, evidence text NOT NULL);
      ALTER TABLE staged_piece ALTER COLUMN evidence SET STORAGE EXTERNAL`.execute(this.#connection);
    this.#hasTable = true;
  }

  async #write(pieces: readonly StagedPiece[]): Promise<void> {
    await sql`
      INSERT INTO staged_piece (key, sequence, evidence)
      SELECT * FROM unnest(
        ${pieces.map(({ key }) => key)}::text[], ${pieces.map(({ sequence }) => sequence)}::bigint[],
        ${pieces.map(({ evidence }) => evidence)}::text[]
      )`.execute(this.#connection);
  }

  async *#readTable(
    trx: DatabaseTransaction,
    keys: ReadonlySet<string> | undefined,
  ): AsyncGenerator<readonly StagedPiece[]> {
    const wanted = keys === undefined ? sql`` : sql`WHERE key = ANY(${[...keys]}::text[])`;
    await sql`
      DECLARE staged NO SCROLL CURSOR FOR SELECT key, sequence, evidence FROM staged_piece ${wanted} ORDER BY key, sequence
      `.execute(trx);
    for (;;) {
      const { rows } = await sql<StagedPiece>`FETCH ${sql.raw(String(BATCH))} FROM staged`.execute(trx);
      if (rows.length === 0) break;
      yield rows;
    }
    await sql`CLOSE staged`.execute(trx);
  }
}

/** Runs an act with a staging of its own, on one connection. */
export async function withStaging<T>(
  db: Database,
  act: (connection: Database, staging: Staging) => Promise<T>,
): Promise<T> {
  return db.connection().execute(async (connection) => {
    const staging = new Staging(connection);
    try {
      return await act(connection, staging);
    } finally {
      await staging.drop();
    }
  });
}

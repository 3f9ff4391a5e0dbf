import { resolve } from 'node:path';
import { type Log, openEmbeddedPostgres } from '@baton/store/embedded/embedded-postgres.ts';
import { checkOutsideDatabase } from './check-outside-database.ts';

export interface OpenDatabaseOptions {
  /** Where the embedded PostgreSQL keeps its files; made if it does not exist. */
  readonly dataFolder: string;
  /** An outside PostgreSQL (`DATABASE_URL`); null: the embedded one. */
  readonly databaseUrl: string | null;
  readonly log: Log;
  /** The embedded PostgreSQL is lost for good while Baton runs. Default: ask this process to end (SIGTERM). */
  readonly onLost?: (error: Error) => void;
  /** The embedded PostgreSQL is on its way: time for what takes this process long. */
  readonly onStarting?: () => void;
}

export interface OpenDatabase {
  /** Connection string for pg, socket form included. It contains the password: never print it. */
  readonly url: string;
  readonly kind: 'embedded' | 'outside';
  /** Tells where Baton answers, for the message that a second start on the same data folder gives. */
  recordAddress(address: string): void;
  close(): Promise<void>;
}

/**
 * The database that this Baton works on: its own, or the one that `DATABASE_URL` names.
 *
 * @throws StoreError with a message for the person who starts Baton
 */
export async function openDatabase({
  dataFolder,
  databaseUrl,
  log,
  onLost,
  onStarting,
}: OpenDatabaseOptions): Promise<OpenDatabase> {
  if (databaseUrl !== null) {
    await checkOutsideDatabase(databaseUrl);
    return { url: databaseUrl, kind: 'outside', recordAddress: () => {}, close: async () => {} };
  }
  const postgres = await openEmbeddedPostgres({
    dataFolder: resolve(dataFolder),
    log,
    onLost: onLost ?? endThisProcess(log),
    onStarting,
  });
  return { ...postgres, kind: 'embedded' };
}

function endThisProcess(log: Log): (error: Error) => void {
  return (error) => {
    log.error(`The database is lost: ${error.message}. Baton stops; start it again when the cause is gone.`);
    process.exitCode = 1;
    process.kill(process.pid, 'SIGTERM');
  };
}

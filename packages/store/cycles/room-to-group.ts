import { sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';

/**
 * Lets the statements of a transaction group millions of moves in memory: with PostgreSQL's own 4 MB they go through files. Only a
 * cycle's progress and its retrospective ask for it, one at a time.
 */
export async function takeRoomToGroup(trx: DatabaseTransaction): Promise<void> {
  await sql`SET LOCAL work_mem = '128MB'`.execute(trx);
}

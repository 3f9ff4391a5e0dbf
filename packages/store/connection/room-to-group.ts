import { sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';

/**
 * Lets the statements of a transaction group millions of moves in memory: with PostgreSQL's own 4 MB they go through files. For what is
 * computed once, however many ask: differences, a cycle's progress, its retrospective.
 */
export async function takeRoomToGroup(trx: DatabaseTransaction): Promise<void> {
  await sql`SET LOCAL work_mem = '128MB'`.execute(trx);
}

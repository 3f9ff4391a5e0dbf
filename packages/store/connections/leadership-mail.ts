import type { Insertable, Selectable } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { ConnectionTables } from '../tables/connections.ts';

export type LeadershipMailRecord = Selectable<ConnectionTables['leadership_mail']>;

export function readLeadershipMail(db: Database | DatabaseTransaction): Promise<LeadershipMailRecord | undefined> {
  return db.selectFrom('leadership_mail').selectAll().executeTakeFirst();
}

/** There is one schedule: a new one takes the place of the one before. */
export async function writeLeadershipMail(
  trx: DatabaseTransaction,
  schedule: Insertable<ConnectionTables['leadership_mail']>,
): Promise<void> {
  await trx
    .insertInto('leadership_mail')
    .values(schedule)
    .onConflict((conflict) => conflict.column('is_schedule').doUpdateSet(schedule))
    .execute();
}

export async function deleteLeadershipMail(
  trx: DatabaseTransaction,
  { connectionId }: { readonly connectionId?: string } = {},
): Promise<boolean> {
  let query = trx.deleteFrom('leadership_mail');
  if (connectionId !== undefined) query = query.where('connection_id', '=', connectionId);
  return (await query.executeTakeFirst()).numDeletedRows > 0n;
}

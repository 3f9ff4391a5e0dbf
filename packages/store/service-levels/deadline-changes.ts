import type { Insertable, Selectable } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { ServiceLevelTables } from '../tables/service-levels.ts';

export type NewDeadlineChange = Insertable<ServiceLevelTables['deadline_change']>;
export type DeadlineChange = Selectable<ServiceLevelTables['deadline_change']>;

/** PostgreSQL takes 65,535 parameters a statement, and a change has ten. */
const AT_ONCE = 5000;

export async function insertDeadlineChanges(
  trx: DatabaseTransaction,
  changes: readonly NewDeadlineChange[],
): Promise<void> {
  for (let at = 0; at < changes.length; at += AT_ONCE) {
    await trx
      .insertInto('deadline_change')
      .values(changes.slice(at, at + AT_ONCE))
      .execute();
  }
}

/** Every deadline that a remediation has had, newest first. */
export async function readDeadlineChanges(db: Database, remediationId: string): Promise<readonly DeadlineChange[]> {
  return db
    .selectFrom('deadline_change')
    .selectAll()
    .where('remediation_id', '=', remediationId)
    .orderBy('change_id', 'desc')
    .execute();
}

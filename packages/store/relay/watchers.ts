import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

/** @returns whether the person did not watch it before */
export async function addWatcher(
  trx: DatabaseTransaction,
  watcher: { readonly remediation_id: string; readonly person_id: string; readonly since: string },
): Promise<boolean> {
  const added = await trx
    .insertInto('remediation_watcher')
    .values(watcher)
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst();
  return added !== undefined;
}

/** @returns whether the person watched it */
export async function removeWatcher(
  trx: DatabaseTransaction,
  remediationId: string,
  personId: string,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('remediation_watcher')
    .where('remediation_id', '=', remediationId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Whoever watches and has an open account, by name. */
export async function readWatchers(
  db: Database | DatabaseTransaction,
  remediationId: string,
): Promise<readonly { readonly personId: string; readonly name: string }[]> {
  return db
    .selectFrom('remediation_watcher')
    .innerJoin('person', 'person.person_id', 'remediation_watcher.person_id')
    .select(['person.person_id as personId', 'person.name'])
    .where('remediation_id', '=', remediationId)
    .where('deactivated_at', 'is', null)
    .orderBy('name')
    .execute();
}

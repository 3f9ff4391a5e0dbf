import type { Team } from '@baton/domain/evidence/team.ts';
import type { Insertable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { PeopleTables } from '../tables/people.ts';
import type { PersonRecord } from './sessions.ts';

export async function insertPerson(
  trx: DatabaseTransaction,
  person: Insertable<PeopleTables['person']>,
): Promise<void> {
  await trx.insertInto('person').values(person).execute();
}

export async function findPersonByEmail(
  db: Database | DatabaseTransaction,
  email: string,
): Promise<PersonRecord | undefined> {
  return db.selectFrom('person').selectAll().where('email', '=', email).executeTakeFirst();
}

export async function findPerson(
  db: Database | DatabaseTransaction,
  personId: string,
): Promise<PersonRecord | undefined> {
  return db.selectFrom('person').selectAll().where('person_id', '=', personId).executeTakeFirst();
}

export async function updatePersonRow(
  trx: DatabaseTransaction,
  personId: string,
  change: Updateable<PeopleTables['person']>,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await trx.updateTable('person').set(change).where('person_id', '=', personId).execute();
}

/**
 * From here to the end of the transaction nobody else adds or changes people: for rules over all of them (the first
 * account, the last lead, the last administrator).
 */
export async function lockPeople(trx: DatabaseTransaction): Promise<void> {
  await sql`LOCK TABLE person IN SHARE ROW EXCLUSIVE MODE`.execute(trx);
}

export async function anyPersonExists(db: Database | DatabaseTransaction): Promise<boolean> {
  return (await db.selectFrom('person').select('person_id').limit(1).executeTakeFirst()) !== undefined;
}

/** Whether the team has, or ever had, somebody who leads it: closed accounts count. */
export async function teamEverHadLead(trx: DatabaseTransaction, team: Team): Promise<boolean> {
  const lead = await trx
    .selectFrom('person')
    .select('person_id')
    .where('team', '=', team)
    .where('was_lead', '=', true)
    .limit(1)
    .executeTakeFirst();
  return lead !== undefined;
}

export async function otherActiveLeads(trx: DatabaseTransaction, team: Team, except: string): Promise<number> {
  const { count } = await trx
    .selectFrom('person')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('team', '=', team)
    .where('role', '=', 'lead')
    .where('deactivated_at', 'is', null)
    .where('person_id', '!=', except)
    .executeTakeFirstOrThrow();
  return count;
}

export async function otherActiveAdministrators(trx: DatabaseTransaction, except: string): Promise<number> {
  const { count } = await trx
    .selectFrom('person')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('administrator', '=', true)
    .where('deactivated_at', 'is', null)
    .where('person_id', '!=', except)
    .executeTakeFirstOrThrow();
  return count;
}

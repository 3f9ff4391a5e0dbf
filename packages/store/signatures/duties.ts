import type { Team } from '@baton/domain/evidence/team.ts';
import type { Selectable } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { PLANNED_ONCE } from '../connection/planned-once.ts';
import type { SignatureTables } from '../tables/signatures.ts';

export type DutyRow = Selectable<SignatureTables['duty_period']>;
export type NewDuty = Omit<DutyRow, 'ended_at' | 'ended_by'>;

/** A delegation that holds: the person signs in the place of the lead who made it. */
export interface HeldDelegation {
  readonly dutyId: string;
  readonly leadId: string;
  readonly lead: string;
  readonly leadEmail: string;
  readonly endsAt: string;
}

/**
 * The delegation by which a person stands in for a lead of the own team at `now`; undefined without one. It holds as long
 * as the one who made it leads: who lost the role, or the account, has nothing left to delegate.
 */
export async function findDelegation(
  db: Database | DatabaseTransaction,
  personId: string,
  now: string,
): Promise<HeldDelegation | undefined> {
  return db
    .selectFrom('duty_period as d')
    .innerJoin('person as l', 'l.person_id', 'd.lead_id')
    .innerJoin('person as p', 'p.person_id', 'd.person_id')
    .select([
      'd.duty_id as dutyId',
      'l.person_id as leadId',
      'l.name as lead',
      'l.email as leadEmail',
      'd.ends_at as endsAt',
    ])
    .where('d.kind', '=', 'deputy')
    .where('d.person_id', '=', personId)
    .where('d.starts_at', '<=', now)
    .where('d.ends_at', '>', now)
    .where('d.ended_at', 'is', null)
    .where('l.role', '=', 'lead')
    .where('l.deactivated_at', 'is', null)
    .whereRef('l.team', '=', 'p.team')
    .where('p.role', '<>', 'viewer')
    .orderBy('d.ends_at', 'desc')
    .limit(1)
    .modifyEnd(PLANNED_ONCE)
    .executeTakeFirst();
}

export async function insertDuty(trx: DatabaseTransaction, duty: NewDuty): Promise<void> {
  await trx.insertInto('duty_period').values(duty).execute();
}

/** A duty, locked to the end of the transaction. */
export async function findDuty(trx: DatabaseTransaction, dutyId: string): Promise<DutyRow | undefined> {
  return trx.selectFrom('duty_period').selectAll().where('duty_id', '=', dutyId).forUpdate().executeTakeFirst();
}

export async function endDutyRow(trx: DatabaseTransaction, dutyId: string, at: string, by: string): Promise<void> {
  await trx.updateTable('duty_period').set({ ended_at: at, ended_by: by }).where('duty_id', '=', dutyId).execute();
}

/** Duties that hold at `now` or later, soonest first, with the names of whom they are about. */
export async function readDuties(db: Database, now: string) {
  return (
    db
      .selectFrom('duty_period as d')
      .innerJoin('person as p', 'p.person_id', 'd.person_id')
      .innerJoin('person as m', 'm.person_id', 'd.made_by')
      .leftJoin('person as l', 'l.person_id', 'd.lead_id')
      .selectAll('d')
      .select(['p.name as person', 'm.name as maker', 'l.name as lead'])
      .where('d.ends_at', '>', now)
      .where('d.ended_at', 'is', null)
      .where('p.deactivated_at', 'is', null)
      // A delegation holds as long as the one who made it leads.
      .where((where) =>
        where.or([
          where('d.lead_id', 'is', null),
          where.and([where('l.role', '=', 'lead'), where('l.deactivated_at', 'is', null)]),
        ]),
      )
      .orderBy('d.starts_at')
      .orderBy('d.duty_id')
      .execute()
  );
}

export interface DutyMember {
  readonly personId: string;
  readonly name: string;
  readonly isLead: boolean;
}

/** The people of a team who work in it (viewers only read), by name. */
export async function readWorkers(db: Database, team: Team): Promise<readonly DutyMember[]> {
  const rows = await db
    .selectFrom('person')
    .select(['person_id', 'name', 'role'])
    .where('team', '=', team)
    .where('role', '<>', 'viewer')
    .where('deactivated_at', 'is', null)
    .orderBy('name')
    .orderBy('person_id')
    .execute();
  return rows.map(({ person_id, name, role }) => ({ personId: person_id, name, isLead: role === 'lead' }));
}

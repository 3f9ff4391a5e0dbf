import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

/** A delegation that holds: the person signs in the place of the lead who made it. */
export interface HeldDelegation {
  readonly dutyId: string;
  readonly leadId: string;
  readonly lead: string;
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
    .select(['d.duty_id as dutyId', 'l.person_id as leadId', 'l.name as lead', 'd.ends_at as endsAt'])
    .where('d.kind', '=', 'deputy')
    .where('d.person_id', '=', personId)
    .where('d.starts_at', '<=', now)
    .where('d.ends_at', '>', now)
    .where('d.ended_at', 'is', null)
    .where('l.role', '=', 'lead')
    .where('l.deactivated_at', 'is', null)
    .whereRef('l.team', '=', 'p.team')
    .orderBy('d.ends_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

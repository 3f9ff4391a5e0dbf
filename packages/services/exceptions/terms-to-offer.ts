import type { ExceptionTerms } from '@baton/contract/exception-terms.ts';
import { timesProblem, usualRevisit } from '@baton/domain/exceptions/exception-state.ts';
import { type Urgency, usualThreshold } from '@baton/domain/exceptions/urgency.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { findPerson } from '@baton/store/people/persons.ts';
import { ServiceError } from '../service-error.ts';

/** The owner of an exception is a person who works in one of the teams now. */
export async function requireOwner(
  db: Database | DatabaseTransaction,
  personId: string,
): Promise<ExceptionTerms['owner']> {
  const person = await findPerson(db, personId);
  if (person !== undefined && person.deactivated_at === null && person.role !== 'viewer')
    return { personId, name: person.name };
  throw new ServiceError('invalid', 'The owner is a member or lead of one of the teams.', { where: 'body.ownerId' });
}

export interface TimesWanted {
  readonly from?: string | undefined;
  readonly until: string;
  readonly revisit?: string | undefined;
}

/** The times of an exception: from now unless told, and back to its owner before it ends. */
export function timesOf(
  { from, until, revisit }: TimesWanted,
  now: string,
): Pick<ExceptionTerms, 'from' | 'until' | 'revisit'> {
  const begins = Math.max(Date.parse(from ?? now), Date.parse(now));
  const ends = Date.parse(until);
  const returns = revisit === undefined ? usualRevisit(begins, ends) : Date.parse(revisit);
  const problem = timesProblem({ from: begins, revisit: returns, until: ends }, Date.parse(now));
  if (problem !== null) throw new ServiceError('invalid', problem, { where: 'body.until' });
  return {
    from: new Date(begins).toISOString(),
    until: new Date(ends).toISOString(),
    revisit: new Date(returns).toISOString(),
  };
}

/** From which EPSS it is reopened: above what is known now, or the exception could never be reopened by it. */
export function thresholdOf(urgency: Urgency, wanted: number | undefined): number {
  if (wanted === undefined) return usualThreshold(urgency);
  if (wanted > (urgency.epss ?? 0)) return wanted;
  throw new ServiceError('invalid', `The EPSS of the fix is ${urgency.epss} already.`, {
    where: 'body.epssThreshold',
    hint: 'Agree on a higher one: from there on the exception is reopened.',
  });
}

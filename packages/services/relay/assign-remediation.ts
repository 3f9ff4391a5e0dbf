import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { findPerson } from '@baton/store/people/persons.ts';
import type { Actor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import type { Moved } from './move-baton.ts';
import { recordStay } from './record-stay.ts';
import type { RelayContext } from './relay-context.ts';

export interface RemediationAssignment {
  readonly actor: Actor;
  readonly remediationId: string;
  readonly version: number | null;
  /** Null: to nobody. */
  readonly personId: string | null;
  readonly note: string | null;
}

/** Gives a remediation to a person of the team that holds the baton, for as long as that team holds it. */
export async function assignRemediation(
  trx: DatabaseTransaction,
  context: RelayContext,
  { personId, ...request }: RemediationAssignment,
): Promise<Moved> {
  return recordStay(trx, context, { ...request, act: 'assign' }, async () => ({
    person: personId === null ? null : await memberNamed(trx, request.actor, personId),
  }));
}

async function memberNamed(
  trx: DatabaseTransaction,
  actor: Actor,
  personId: string,
): Promise<{ readonly id: string; readonly name: string }> {
  const person = await findPerson(trx, personId);
  if (person === undefined || person.deactivated_at !== null) {
    throw new ServiceError('not-found', 'There is no such person with an open account.', { where: 'body.personId' });
  }
  requirePermission(actor, 'remediation.assign', person.team);
  if (person.role !== 'viewer') return { id: personId, name: person.name };
  throw new ServiceError('invalid', `${person.name} only views: a remediation goes to a lead or member.`, {
    where: 'body.personId',
    hint: 'Choose somebody else.',
  });
}

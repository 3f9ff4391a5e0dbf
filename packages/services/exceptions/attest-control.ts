import type { ExceptionTerms } from '@baton/contract/exception-terms.ts';
import type { ExceptionDetail } from '@baton/contract/exceptions.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { insertAttestation } from '@baton/store/exceptions/checks.ts';
import type { PersonActor, TeamActor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { ServiceError } from '../service-error.ts';
import { readTerms } from './exception-terms.ts';
import { holdForAct, logException } from './held-exception.ts';
import { readExceptionFor } from './read-exception.ts';

/** The owner gives their word on a control, for as many days as the control says. Nobody gives it in their place. */
export async function attestControl(
  db: Database,
  context: RelayContext,
  actor: PersonActor,
  { exceptionId, control, note }: { readonly exceptionId: string; readonly control: number; readonly note: string },
): Promise<ExceptionDetail> {
  requirePermission(actor, 'exception.attest');
  await db.transaction().execute(async (trx) => {
    const held = await holdForAct(trx, exceptionId);
    // The word is on what holds, and where a renewal waits, on what is to hold.
    const terms = held.waiting === null ? held.terms : readTerms(held.waiting);
    if (held.record.ended_at !== null) throw new ServiceError('conflict', `${held.name} has ended.`);
    if (![held.terms.owner.personId, terms.owner.personId].includes(actor.personId)) {
      throw new ServiceError('not-permitted', `${terms.owner.name} owns ${held.name} and attests its controls.`);
    }
    const asked = terms.controls[control - 1];
    if (asked?.kind !== 'attestation') {
      throw new ServiceError('invalid', `Control ${control} of ${held.name} is not attested: evidence answers it.`, {
        where: 'body.control',
      });
    }
    await keepAttestation(trx, actor, { exceptionId, ...asked, note }, context.now);
    await logException(trx, actor, held, 'attested', {
      control,
      statement: asked.statement,
      days: asked.validDays,
      note,
    });
  });
  return readExceptionFor(db, context, actor, exceptionId);
}

/** Whoever asks as the owner gives their word with the request. */
export async function attestIfOwner(
  trx: DatabaseTransaction,
  actor: TeamActor,
  { exceptionId, terms }: { readonly exceptionId: string; readonly terms: ExceptionTerms },
  now: string,
): Promise<void> {
  if (actor.kind !== 'person' || actor.personId !== terms.owner.personId) return;
  for (const control of terms.controls) {
    if (control.kind !== 'attestation') continue;
    await keepAttestation(trx, actor, { exceptionId, ...control, note: '' }, now);
  }
}

async function keepAttestation(
  trx: DatabaseTransaction,
  actor: PersonActor,
  word: { readonly exceptionId: string; readonly statement: string; readonly validDays: number; readonly note: string },
  now: string,
): Promise<void> {
  await insertAttestation(trx, {
    exception_id: word.exceptionId,
    statement: word.statement,
    attested_at: now,
    expires_at: Temporal.Instant.from(now)
      .add({ hours: 24 * word.validDays })
      .toString(),
    person_id: actor.personId,
    person_name: actor.name,
    note: word.note,
  });
}

import type { ExceptionDetail } from '@baton/contract/exceptions.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { updateException } from '@baton/store/exceptions/exceptions.ts';
import { closeWaiting } from '@baton/store/exceptions/rounds.ts';
import { nameOfActor, type PersonActor, type TeamActor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { ServiceError } from '../service-error.ts';
import { endInForce, type HeldException, holdForAct, logException } from './held-exception.ts';
import { readExceptionFor } from './read-exception.ts';
import { tellPeople } from './tell-people.ts';

export interface Told {
  readonly exceptionId: string;
  /** Why. */
  readonly note: string;
}

/** Ends an exception in force before its date. One team alone may: nothing is set aside that either does not want set aside. */
export async function endException(
  db: Database,
  context: RelayContext,
  actor: PersonActor,
  { exceptionId, note }: Told,
): Promise<ExceptionDetail> {
  requirePermission(actor, 'exception.decide');
  await db
    .transaction()
    .execute(async (trx) => endByPerson(trx, context, actor, await holdForAct(trx, exceptionId), note));
  return readExceptionFor(db, context, actor, exceptionId);
}

/** The same within somebody's transaction. */
export async function endByPerson(
  trx: DatabaseTransaction,
  { now }: RelayContext,
  actor: PersonActor,
  held: HeldException,
  note: string,
): Promise<void> {
  requireInForce(held);
  await endInForce(trx, actor, held, { state: 'ended', because: note }, now);
}

/** Hands an exception back to its owner, with what they are to do before its date. It holds on until then. */
export async function handBackException(
  db: Database,
  context: RelayContext,
  actor: PersonActor,
  { exceptionId, note }: Told,
): Promise<ExceptionDetail> {
  requirePermission(actor, 'exception.decide');
  await db
    .transaction()
    .execute(async (trx) => handBack(trx, context, actor, await holdForAct(trx, exceptionId), note));
  return readExceptionFor(db, context, actor, exceptionId);
}

/** The same within somebody's transaction. */
export async function handBack(
  trx: DatabaseTransaction,
  { now }: RelayContext,
  actor: PersonActor,
  held: HeldException,
  note: string,
): Promise<void> {
  requireInForce(held);
  const { exception_id: exceptionId, owner_id } = held.record;
  await logException(trx, actor, held, 'handed-back', { note, owner: held.terms.owner.name });
  await tellPeople(
    trx,
    [owner_id],
    {
      exceptionId,
      key: `handed back ${now}`,
      kind: 'exception',
      title: `${held.title} is handed back to you`,
      body: `${actor.name}: ${note}`,
    },
    now,
  );
}

/** Declines what waits for signatures. A request ends with it; an exception in force holds on to its date. */
export async function declineException(
  db: Database,
  context: RelayContext,
  actor: PersonActor,
  { exceptionId, note }: Told,
): Promise<ExceptionDetail> {
  requirePermission(actor, 'exception.decide');
  await db
    .transaction()
    .execute(async (trx) => closeRound(trx, context, actor, await holdForAct(trx, exceptionId), 'declined', note));
  return readExceptionFor(db, context, actor, exceptionId);
}

/** Takes back what waits for signatures: people and keys of the team that asked. */
export async function withdrawException(
  db: Database,
  context: RelayContext,
  actor: TeamActor,
  { exceptionId, note }: Told,
): Promise<ExceptionDetail> {
  await db.transaction().execute(async (trx) => {
    const held = await holdForAct(trx, exceptionId);
    requirePermission(actor, 'exception.withdraw', held.waiting?.asked_by_team);
    await closeRound(trx, context, actor, held, 'withdrawn', note);
  });
  return readExceptionFor(db, context, actor, exceptionId);
}

async function closeRound(
  trx: DatabaseTransaction,
  { now }: RelayContext,
  actor: TeamActor,
  held: HeldException,
  as: 'declined' | 'withdrawn',
  note: string,
): Promise<void> {
  const { record, waiting, name } = held;
  if (waiting === null) throw new ServiceError('conflict', `Nothing of ${name} waits for signatures.`);
  const by = nameOfActor(actor);
  await closeWaiting(trx, record.exception_id, {
    closed_at: now,
    closed_as: as,
    closed_by_name: by,
    closed_because: note,
  });
  if (record.state === 'asked') {
    await updateException(trx, record.exception_id, {
      state: as,
      ended_at: now,
      ended_because: note,
      ended_by_name: by,
    });
  }
  await logException(trx, actor, held, as, { round: waiting.round, note });
  const asker = waiting.asked_by_kind === 'person' ? [waiting.asked_by_id] : [];
  await tellPeople(
    trx,
    [record.owner_id, ...asker],
    {
      exceptionId: record.exception_id,
      key: `${as} ${waiting.round}`,
      kind: 'exception',
      title: `${waiting.round === 1 ? held.title : `The renewal of ${held.title}`} was ${as}`,
      body: `${by}: ${note}`,
    },
    now,
  );
}

function requireInForce({ record, name }: HeldException): void {
  if (record.state === 'in-force') return;
  throw new ServiceError('conflict', `${name} is not in force.`, {
    hint: record.state === 'asked' ? 'What waits for signatures is declined or withdrawn.' : 'It has ended already.',
  });
}

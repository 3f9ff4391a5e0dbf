import type { ExceptionTerms } from '@baton/contract/exception-terms.ts';
import type { ExceptionState } from '@baton/domain/exceptions/exception-state.ts';
import { type ExceptionTarget, exceptionName } from '@baton/domain/exceptions/held-exception.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { readOpenDevices } from '@baton/store/exceptions/excepted-devices.ts';
import {
  type ExceptionRecord,
  findException,
  holdException,
  readTarget,
  updateException,
} from '@baton/store/exceptions/exceptions.ts';
import { closeWaiting, type RoundRecord, readRounds, readSignatures } from '@baton/store/exceptions/rounds.ts';
import { type Actor, nameOfActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import type { JsonObject } from '../log/json-value.ts';
import { queueChunks } from '../reconcile-devices/queue-chunks.ts';
import { ServiceError } from '../service-error.ts';
import { readTerms, targetWords } from './exception-terms.ts';
import { tellPeople } from './tell-people.ts';

/** An exception with its rounds, as an act finds it. */
export interface HeldException {
  readonly record: ExceptionRecord;
  readonly target: ExceptionTarget;
  /** "EX-12" */
  readonly name: string;
  /** "EX-12 of KB5044273" */
  readonly title: string;
  /** The round that waits for signatures. */
  readonly waiting: RoundRecord | null;
  /** The round in force, or the newest one before any is. */
  readonly current: RoundRecord;
  readonly terms: ExceptionTerms;
}

/** Holds an exception for an act: nobody else changes it until the transaction ends. */
export async function holdForAct(trx: DatabaseTransaction, exceptionId: string): Promise<HeldException> {
  const record = await holdException(trx, exceptionId);
  if (record === undefined) throw noException(exceptionId);
  return readHeld(trx, record);
}

export async function requireException(db: Database, exceptionId: string): Promise<HeldException> {
  const record = await findException(db, exceptionId);
  if (record === undefined) throw noException(exceptionId);
  return readHeld(db, record);
}

async function readHeld(db: Database | DatabaseTransaction, record: ExceptionRecord): Promise<HeldException> {
  const rounds = await readRounds(db, [record.exception_id]);
  const current = rounds.find(({ round }) => round === record.round) ?? rounds[0];
  if (current === undefined) throw new Error(`The exception ${record.exception_id} has no round.`);
  const target = await readTarget(db, record);
  const name = exceptionName(record.number);
  return {
    record,
    target,
    name,
    title: `${name} of ${targetWords(target)}`,
    waiting: rounds.find((one) => one.in_force_from === null && one.closed_at === null) ?? null,
    current,
    terms: readTerms(current),
  };
}

export function noException(exceptionId: string): ServiceError {
  return new ServiceError('not-found', `There is no exception ${exceptionId}.`, { where: 'params.exceptionId' });
}

/** Writes an act on an exception to the log and tells the screens, in the act's transaction. */
export async function logException(
  trx: DatabaseTransaction,
  actor: Actor,
  { record, title }: Pick<HeldException, 'title'> & { readonly record: Pick<ExceptionRecord, 'exception_id'> },
  act: string,
  details: JsonObject,
): Promise<void> {
  const subject = { kind: 'exception', id: record.exception_id, name: title };
  await appendLog(trx, { actor, action: `exception.${act}`, subject, details });
  await publishEvent(trx, { topic: 'exception', id: record.exception_id });
}

export interface Ending {
  readonly state: Extract<ExceptionState, 'fixed' | 'expired' | 'reopened' | 'ended'>;
  /** A sentence. */
  readonly because: string;
}

/**
 * Ends an exception in force: what it set aside is judged anew, a renewal that still waits for signatures lapses with it, and its
 * owner and whoever signed it are told why.
 */
export async function endInForce(
  trx: DatabaseTransaction,
  actor: Actor,
  held: HeldException,
  { state, because }: Ending,
  now: string,
): Promise<void> {
  const { exception_id: exceptionId, owner_id } = held.record;
  const devices = await readOpenDevices(trx, exceptionId);
  await updateException(trx, exceptionId, {
    state,
    ended_at: now,
    ended_because: because,
    ended_by_name: nameOfActor(actor),
    next_check_at: null,
  });
  await closeWaiting(trx, exceptionId, {
    closed_at: now,
    closed_as: 'lapsed',
    closed_by_name: nameOfActor(actor),
    closed_because: because,
  });
  // Time ends it where its date has passed; else somebody decided, or agreed beforehand to what would.
  await queueChunks(trx, devices, { reason: state === 'expired' ? 'time' : 'decision' });
  await logException(trx, actor, held, state, { because, devices: devices.length });
  const signers = (await readSignatures(trx, [exceptionId])).map(({ person_id }) => person_id);
  await tellPeople(
    trx,
    [owner_id, ...signers],
    { exceptionId, key: 'ended', kind: 'exception', title: endedTitle(held.title, state), body: because },
    now,
  );
}

function endedTitle(title: string, state: Ending['state']): string {
  switch (state) {
    case 'fixed':
      return `${title} has ended: the fix is in`;
    case 'expired':
      return `${title} has expired`;
    case 'reopened':
      return `${title} is reopened before its date`;
    case 'ended':
      return `${title} was ended`;
  }
}

import { randomUUID } from 'node:crypto';
import type { requestException as route } from '@baton/contract/exception-acts.ts';
import type { ExceptionTerms } from '@baton/contract/exception-terms.ts';
import type { ExceptionDetail } from '@baton/contract/exceptions.ts';
import { renewalsAtRequest } from '@baton/domain/exceptions/asked-anew.ts';
import { exceptionName } from '@baton/domain/exceptions/held-exception.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readFixNumbers } from '@baton/store/evidence/fixes.ts';
import { insertExceptionDevices } from '@baton/store/exceptions/excepted-devices.ts';
import { insertException, readOverlapping } from '@baton/store/exceptions/exceptions.ts';
import { insertRound } from '@baton/store/exceptions/rounds.ts';
import type { z } from 'zod';
import { idOfActor, type TeamActor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { ServiceError } from '../service-error.ts';
import { askingTitle } from '../service-levels/asking-titles.ts';
import { attestIfOwner } from './attest-control.ts';
import { chooseCovered } from './choose-covered.ts';
import { targetWords, writeTerms } from './exception-terms.ts';
import { goesOnFrom } from './goes-on-from.ts';
import { logException } from './held-exception.ts';
import { knownUrgency } from './known-urgency.ts';
import { readExceptionFor } from './read-exception.ts';
import { readSigners, tellPeople } from './tell-people.ts';
import { requireOwner, thresholdOf, timesOf } from './terms-to-offer.ts';

export type ExceptionRequest = z.output<typeof route.body & z.ZodType>;

/**
 * Asks for an exception: nothing is set aside until one person of each team has signed exactly these terms. Devices are named
 * now; the times, the owner and what is known of its urgency stand in the terms.
 */
export async function requestException(
  db: Database,
  context: RelayContext,
  actor: TeamActor,
  wish: ExceptionRequest,
): Promise<ExceptionDetail> {
  requirePermission(actor, 'exception.request');
  const terms = await termsOf(db, context, wish);
  const exceptionId = randomUUID();
  await db.transaction().execute(async (trx) => {
    await refuseOverlap(trx, terms);
    const before = await goesOnFrom(trx, terms.target, terms.devices, context.now);
    const number = await insertException(trx, {
      exception_id: exceptionId,
      fix_id: terms.target.kind === 'fix' ? await numberOf(trx, terms.target.fix) : null,
      product: terms.target.kind === 'product' ? terms.target.product : null,
      state: 'asked',
      reason: terms.reason,
      owner_id: terms.owner.personId,
      renewals: renewalsAtRequest(before.map(({ renewals }) => renewals)),
      asked_at: context.now,
      round: null,
      starts_at: null,
      ends_at: null,
      revisit_at: null,
      next_check_at: null,
      ended_at: null,
      ended_because: null,
      ended_by_name: null,
    });
    const title = `${exceptionName(number)} of ${targetWords(terms.target)}`;
    await insertExceptionDevices(trx, exceptionId, terms.devices);
    const goesOn = before.map(({ name }) => name);
    await offerRound(trx, context, actor, { exceptionId, round: 1, title, terms, goesOnFrom: goesOn });
  });
  return readExceptionFor(db, context, actor, exceptionId);
}

export interface RoundToOffer {
  readonly exceptionId: string;
  readonly round: number;
  readonly title: string;
  readonly terms: ExceptionTerms;
  /** Names of exceptions on the same risk that ended shortly before: of a request. */
  readonly goesOnFrom?: readonly string[];
}

/** Offers terms for signing: kept to the letter, written to the log, and told to those who may sign and to the owner. */
export async function offerRound(
  trx: DatabaseTransaction,
  { now }: RelayContext,
  actor: TeamActor,
  { exceptionId, round, title, terms, goesOnFrom: before = [] }: RoundToOffer,
): Promise<void> {
  const { content, hash } = writeTerms(terms);
  await insertRound(trx, {
    exception_id: exceptionId,
    round,
    content,
    hash,
    asked_at: now,
    asked_by_kind: actor.kind,
    asked_by_id: idOfActor(actor) ?? '',
    asked_by_name: actor.name,
    asked_by_team: actor.team,
  });
  await attestIfOwner(trx, actor, { exceptionId, terms }, now);
  await logException(
    trx,
    actor,
    { record: { exception_id: exceptionId }, title },
    round === 1 ? 'requested' : 'renewal-asked',
    {
      round,
      hash: hash.toString('hex'),
      devices: terms.devices.length,
      reason: terms.reason,
      note: terms.words,
      until: terms.until,
      ...(before.length === 0 ? {} : { goesOnFrom: [...before] }),
    },
  );
  const key = `round ${round}`;
  const body = `${actor.name}: ${terms.words}`;
  const signers = (await readSigners(trx, now)).map(({ personId }) => personId);
  const what = round === 1 ? title : `The renewal of ${title}`;
  await tellPeople(
    trx,
    signers,
    { exceptionId, key: `sign ${key}`, kind: 'signature-wanted', title: askingTitle(what, 'signature'), body },
    now,
  );
  await tellPeople(
    trx,
    [terms.owner.personId],
    { exceptionId, key: `owner ${key}`, kind: 'exception', title: `You own ${title}`, body },
    now,
  );
}

async function termsOf(db: Database, context: RelayContext, wish: ExceptionRequest): Promise<ExceptionTerms> {
  const { target, covered, scope, unknown, ambiguous } = await chooseCovered(db, wish);
  const unclear = [...unknown, ...ambiguous];
  if (unclear.length > 0) {
    throw new ServiceError('invalid', `No one device is meant by ${unclear.slice(0, 5).join(', ')}.`, {
      where: 'body.devices.names',
      hint: 'Name each device as the list of devices does, or by its id.',
    });
  }
  if (covered.length === 0) {
    throw new ServiceError('conflict', `None of these devices needs ${targetWords(target)} now.`, {
      where: 'body.devices',
    });
  }
  const urgency = await knownUrgency(db, context, target, covered);
  return {
    target,
    devices: covered.map(({ deviceId }) => deviceId).sort(),
    scope,
    reason: wish.reason,
    words: wish.words,
    risk: wish.risk,
    controls: wish.controls,
    owner: await requireOwner(db, wish.ownerId),
    ...timesOf(wish, context.now),
    epssThreshold: thresholdOf(urgency, wish.epssThreshold),
    urgency: { ...urgency, kev: [...urgency.kev], exposed: [...urgency.exposed] },
  };
}

/** A second exception on the same cells would be a renewal that nobody counts. */
async function refuseOverlap(trx: DatabaseTransaction, { target, devices }: ExceptionTerms): Promise<void> {
  const names = await readOverlapping(trx, target, devices);
  if (names.length === 0) return;
  throw new ServiceError(
    'conflict',
    `${names.slice(0, 5).join(', ')} ${names.length === 1 ? 'is' : 'are'} about ${targetWords(target)} on some of these devices already.`,
    { where: 'body.devices', hint: 'Renew it instead: renewals are counted. Or leave these devices out.' },
  );
}

async function numberOf(trx: DatabaseTransaction, fix: string): Promise<number> {
  const number = (await readFixNumbers(trx, [fix])).get(fix);
  if (number === undefined) throw new Error(`The fix ${fix} has no number.`);
  return number;
}

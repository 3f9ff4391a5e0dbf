import type { renewException as route } from '@baton/contract/exception-acts.ts';
import type { ExceptionTerms } from '@baton/contract/exception-terms.ts';
import type { ExceptionDetail } from '@baton/contract/exceptions.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readCovered, readOpenDevices } from '@baton/store/exceptions/excepted-devices.ts';
import { readRounds } from '@baton/store/exceptions/rounds.ts';
import type { z } from 'zod';
import type { TeamActor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { ServiceError } from '../service-error.ts';
import { type HeldException, holdForAct } from './held-exception.ts';
import { knownUrgency } from './known-urgency.ts';
import { readExceptionFor } from './read-exception.ts';
import { offerRound } from './request-exception.ts';
import { requireOwner, thresholdOf, timesOf } from './terms-to-offer.ts';

export type RenewalWish = z.output<typeof route.body & z.ZodType>;

/**
 * Asks to renew an exception in force, on the devices that are left, by what is known now. Both teams sign it anew; until they
 * have, it holds to the date that they signed before.
 */
export async function renewException(
  db: Database,
  context: RelayContext,
  actor: TeamActor,
  { exceptionId, ...wish }: RenewalWish & { readonly exceptionId: string },
): Promise<ExceptionDetail> {
  requirePermission(actor, 'exception.request');
  await db.transaction().execute(async (trx) => {
    await askRenewal(trx, context, actor, await holdForAct(trx, exceptionId), wish);
  });
  return readExceptionFor(db, context, actor, exceptionId);
}

/** The same within somebody's transaction. */
export async function askRenewal(
  trx: DatabaseTransaction,
  context: RelayContext,
  actor: TeamActor,
  held: HeldException,
  wish: RenewalWish,
): Promise<void> {
  const { record, name, title, waiting } = held;
  if (record.state !== 'in-force') {
    throw new ServiceError('conflict', `${name} is not in force: there is nothing to renew.`, {
      hint: 'Ask for a new exception.',
    });
  }
  if (waiting !== null) {
    throw new ServiceError('conflict', `A renewal of ${name} waits for signatures already.`, {
      hint: 'Sign it, or withdraw it first.',
    });
  }
  const [newest] = await readRounds(trx, [record.exception_id]);
  await offerRound(trx, context, actor, {
    exceptionId: record.exception_id,
    round: (newest?.round ?? 0) + 1,
    title,
    terms: await renewedTerms(trx, context, held, wish),
  });
}

async function renewedTerms(
  trx: DatabaseTransaction,
  context: RelayContext,
  { record, terms, target, name }: HeldException,
  wish: RenewalWish,
): Promise<ExceptionTerms> {
  if (Date.parse(wish.until) <= Date.parse(record.ends_at ?? terms.until)) {
    throw new ServiceError('invalid', `${name} lasts until then already: a renewal ends later.`, {
      where: 'body.until',
    });
  }
  const devices = await readOpenDevices(trx, record.exception_id);
  if (devices.length === 0) throw new ServiceError('conflict', `${name} sets nothing aside any more.`);
  const urgency = await knownUrgency(trx, context, target, await readCovered(trx, target, devices));
  return {
    ...terms,
    devices: [...devices],
    words: wish.words ?? terms.words,
    risk: wish.risk ?? terms.risk,
    controls: wish.controls ?? terms.controls,
    owner: await requireOwner(trx, wish.ownerId ?? terms.owner.personId),
    ...timesOf(wish, context.now),
    epssThreshold: wish.epssThreshold ?? Math.max(terms.epssThreshold, thresholdOf(urgency, undefined)),
    urgency: { ...urgency, kev: [...urgency.kev], exposed: [...urgency.exposed] },
  };
}

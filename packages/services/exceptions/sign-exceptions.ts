import type { signExceptions as route } from '@baton/contract/exception-acts.ts';
import type { ExceptionTerms } from '@baton/contract/exception-terms.ts';
import { controlSentence } from '@baton/domain/exceptions/control.ts';
import { decideSignature } from '@baton/domain/exceptions/decide-signature.ts';
import { whatRose } from '@baton/domain/exceptions/urgency.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { noteCheck, readAttestations } from '@baton/store/exceptions/checks.ts';
import { readCovered, readOpenDevices } from '@baton/store/exceptions/excepted-devices.ts';
import { updateException } from '@baton/store/exceptions/exceptions.ts';
import { bringIntoForce, insertSignature, type RoundRecord, readSignatures } from '@baton/store/exceptions/rounds.ts';
import type { IdentityProofMethod } from '@baton/store/tables/signatures.ts';
import type { z } from 'zod';
import type { PersonActor } from '../actor.ts';
import { proveIdentity } from '../people/prove-identity.ts';
import type { Visitor } from '../people/visitor.ts';
import { requirePermission } from '../permissions.ts';
import { queueChunks } from '../reconcile-devices/queue-chunks.ts';
import { doerOf, type RelayContext } from '../relay/relay-context.ts';
import { ServiceError } from '../service-error.ts';
import { checkControls } from './check-controls.ts';
import { deployersOf } from './deployers-of.ts';
import { readTerms } from './exception-terms.ts';
import { type HeldException, holdForAct, logException } from './held-exception.ts';
import { knownUrgency } from './known-urgency.ts';
import { nextCheckAfter, queueEnd } from './queue-following.ts';
import { tellPeople } from './tell-people.ts';

type SignBody = z.output<typeof route.body & z.ZodType>;
export type SignedException = z.output<typeof route.response>['signed'][number];

/**
 * Signs exceptions for the signer's own team, after they have proved again who they are: all of them, or none. With the second
 * team's signature an exception is in force, if its controls hold and nothing has become more urgent since it was asked for.
 */
export async function signExceptions(
  db: Database,
  context: RelayContext,
  actor: PersonActor,
  { exceptions, proof }: SignBody,
  visitor: Visitor,
): Promise<{ readonly signed: SignedException[] }> {
  requirePermission(actor, 'exception.sign', actor.team);
  const act = { kind: 'sign', hashes: exceptions.map(({ hash }) => hash) } as const;
  const provedBy = await proveIdentity(db, actor, proof, visitor, { where: 'body.proof', act });
  // In one order, so that two who sign the same ones do not wait for each other for ever.
  const ordered = exceptions.toSorted((a, b) => (a.exceptionId < b.exceptionId ? -1 : 1));
  return db.transaction().execute(async (trx) => {
    const signed: SignedException[] = [];
    for (const one of ordered) {
      const held = await holdForAct(trx, one.exceptionId);
      const inForce = await signOne(db, trx, context, actor, { held, ...one, provedBy });
      signed.push({ exceptionId: one.exceptionId, name: held.name, inForce });
    }
    return { signed };
  });
}

interface OneToSign {
  readonly held: HeldException;
  readonly round: number;
  readonly hash: string;
  readonly provedBy: IdentityProofMethod;
}

async function signOne(
  db: Database,
  trx: DatabaseTransaction,
  context: RelayContext,
  actor: PersonActor,
  { held, round, hash, provedBy }: OneToSign,
): Promise<boolean> {
  const waiting = requireWaiting(held, round, hash);
  const given = (await readSignatures(trx, [held.record.exception_id])).filter((one) => one.round === round);
  const decision = decideSignature(
    await doerOf(trx, actor),
    given.map(({ team, person_id, person_name }) => ({ team, personId: person_id, person: person_name })),
    await deployersOf(trx, held.target),
  );
  if (!decision.allowed) {
    const code = decision.refusal === 'deployer-cannot-verify' ? 'deployer-cannot-verify' : 'conflict';
    throw new ServiceError(code, `${held.title}: ${decision.why}`, { where: 'body.exceptions' });
  }
  await insertSignature(trx, {
    exception_id: held.record.exception_id,
    round,
    team: actor.team,
    person_id: actor.personId,
    person_name: actor.name,
    hash: Buffer.from(hash, 'hex'),
    proved_by: provedBy,
    signed_at: context.now,
  });
  await logException(trx, actor, held, 'signed', { round, hash, team: actor.team, provedBy });
  if (decision.completes) await comeIntoForce(db, trx, context, actor, { ...held, waiting });
  return decision.completes;
}

function requireWaiting(held: HeldException, round: number, hash: string): RoundRecord {
  const { waiting, title } = held;
  if (waiting === null || waiting.round !== round) {
    throw new ServiceError('conflict', `${title} does not wait for signatures on round ${round}.`, {
      where: 'body.exceptions',
      hint: 'Look at it again: it may have been signed, declined or withdrawn.',
    });
  }
  if (waiting.hash.toString('hex') !== hash) {
    throw new ServiceError('conflict', `${title} says something else than what you read.`, {
      where: 'body.exceptions',
      hint: 'Read it again before you sign.',
    });
  }
  return waiting;
}

async function comeIntoForce(
  db: Database,
  trx: DatabaseTransaction,
  context: RelayContext,
  actor: PersonActor,
  held: HeldException & { readonly waiting: RoundRecord },
): Promise<void> {
  const { record, waiting, title } = held;
  const { now } = context;
  const terms = readTerms(waiting);
  if (Date.parse(terms.until) <= Date.parse(now)) {
    throw new ServiceError('conflict', `The time of ${title} is over.`, { hint: 'Ask for it with a later date.' });
  }
  const deviceIds = await readOpenDevices(trx, record.exception_id);
  await refuseRisen(trx, context, held, terms, deviceIds);
  await requireControls(db, trx, context, held, terms, deviceIds);
  const starts = record.starts_at ?? later(terms.from, now);
  await bringIntoForce(trx, { exceptionId: record.exception_id, round: waiting.round }, now);
  await updateException(trx, record.exception_id, {
    state: 'in-force',
    round: waiting.round,
    reason: terms.reason,
    owner_id: terms.owner.personId,
    starts_at: starts,
    ends_at: terms.until,
    revisit_at: later(terms.revisit, starts),
    // A request may count already: it can go on from one that ended (0079).
    renewals: record.round === null ? record.renewals : record.renewals + 1,
    next_check_at: nextCheckAfter(now),
  });
  await queueChunks(trx, deviceIds, { reason: 'decision' });
  await queueEnd(trx, record.exception_id, terms.until);
  await logException(trx, actor, held, 'came-into-force', {
    round: waiting.round,
    until: terms.until,
    devices: deviceIds.length,
  });
  await tellPeople(
    trx,
    [terms.owner.personId],
    {
      exceptionId: record.exception_id,
      key: `in force ${waiting.round}`,
      kind: 'exception',
      title: `${title} is in force`,
      body: 'Both teams have signed it. It comes back to you before its date.',
    },
    now,
  );
}

/** What both teams sign is what was known when it was asked for. */
async function refuseRisen(
  trx: DatabaseTransaction,
  context: RelayContext,
  { title, target }: HeldException,
  terms: ExceptionTerms,
  deviceIds: readonly string[],
): Promise<void> {
  const now = await knownUrgency(trx, context, target, await readCovered(trx, target, deviceIds));
  const risen = whatRose(terms.urgency, now, terms.epssThreshold);
  if (risen === null) return;
  throw new ServiceError('conflict', `${title} is more urgent than when it was asked for: ${risen.because}.`, {
    hint: 'Decline it. Whoever still wants it asks again, by what is known now.',
  });
}

async function requireControls(
  db: Database,
  trx: DatabaseTransaction,
  { now }: RelayContext,
  { title, record, waiting }: HeldException & { readonly waiting: RoundRecord },
  { controls }: ExceptionTerms,
  deviceIds: readonly string[],
): Promise<void> {
  const attestations = await readAttestations(trx, record.exception_id);
  const results = await checkControls(db, trx, { controls, deviceIds, attestations }, Date.parse(now));
  for (const [index, result] of results.entries()) {
    const control = controls[index];
    if (!result.holds && control !== undefined) {
      throw new ServiceError(
        'conflict',
        `${title}: its control is shown on ${result.holding} of ${result.devices} devices: ${controlSentence(control)}.`,
        { hint: `Not shown on ${result.failing.slice(0, 5).join(', ')}. An exception holds while its controls do.` },
      );
    }
    await noteCheck(
      trx,
      { exceptionId: record.exception_id, round: waiting.round, control: index + 1, ...result },
      now,
    );
  }
}

function later(a: string, b: string): string {
  return Date.parse(a) >= Date.parse(b) ? a : b;
}

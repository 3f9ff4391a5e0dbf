import { randomUUID } from 'node:crypto';
import type { ClockPause } from '@baton/contract/clock-pauses.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import {
  endPause as endPauseRow,
  findPause,
  insertPause,
  type PauseRecord,
} from '@baton/store/service-levels/pauses.ts';
import type { PersonActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import type { Visitor } from '../people/visitor.ts';
import { requirePermission } from '../permissions.ts';
import { requireRemediation } from '../read-relay/read-remediation.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { ServiceError } from '../service-error.ts';
import { saveDraft } from '../signatures/drafts.ts';
import { offerVersion } from '../signatures/offer-version.ts';
import { type SignatureToGive, signVersion } from '../signatures/sign-version.ts';
import { askingTitle } from './asking-titles.ts';
import { listPauses } from './list-pauses.ts';
import { pauseDocument } from './pause-document.ts';
import { recomputeThese } from './recompute-deadlines.ts';
import { wantSignatures } from './want-signatures.ts';

export interface PauseWish {
  readonly remediationId: string;
  readonly reason: string;
  readonly until: string;
}

/** A longer one is an exception, which has an owner and a control: days. */
const LONGEST_PAUSE_DAYS = 92;

/** Asks for a pause: a document that both teams then sign. Until both have, the clock runs on. */
export async function askPause(
  db: Database,
  context: RelayContext,
  actor: PersonActor,
  { remediationId, reason, until }: PauseWish,
): Promise<ClockPause> {
  requirePermission(actor, 'pause.ask');
  const record = await requireRemediation(db, remediationId);
  if (record.place === 'closed') throw new ServiceError('conflict', `${record.fix_id} is closed: no clock runs.`);
  requireEnd(until, context.now);
  const pauseId = randomUUID();
  const document = pauseDocument(context, pauseId, record.fix_id);
  await db.transaction().execute(async (trx) => {
    await insertPause(trx, {
      pause_id: pauseId,
      remediation_id: remediationId,
      reason,
      ends_at: until,
      asked_at: context.now,
      asked_by: actor.name,
      asked_by_team: actor.team,
    });
    await appendLog(trx, {
      actor,
      action: 'pause.asked',
      subject: { kind: 'remediation', id: remediationId, name: record.fix_id },
      details: { pauseId, reason, until },
    });
    await publishEvent(trx, { topic: 'remediation', id: remediationId });
  });
  const content = { remediationId, fix: record.fix_id, reason, until };
  const seenRevision = await saveDraft(db, actor, document, { content, seenRevision: 0 });
  await offerVersion(db, actor, document, { seenRevision, note: reason });
  await wantSignatures(
    db,
    {
      key: `sign pause ${pauseId}`,
      title: askingTitle(`A pause of ${record.fix_id}`, 'signature'),
      body: `${actor.name}: ${reason}`,
      path: `/remediations/${remediationId}`,
    },
    context.now,
  );
  return requirePause(db, context.now, remediationId, pauseId);
}

/** Signs a pause for the signer's team. With both signatures the clock stands still, and the deadline moves later. */
export async function signPause(
  db: Database,
  context: RelayContext,
  actor: PersonActor,
  { pauseId, ...signature }: Omit<SignatureToGive, 'version'> & { readonly pauseId: string },
  visitor: Visitor,
): Promise<ClockPause> {
  const pause = await requireRow(db, pauseId);
  const { fix_id } = await requireRemediation(db, pause.remediation_id);
  const document = pauseDocument(context, pauseId, fix_id);
  await signVersion(db, actor, document, { version: 1, ...signature }, visitor, Temporal.Instant.from(context.now));
  return requirePause(db, context.now, pause.remediation_id, pauseId);
}

/** Ends a pause before its time, or withdraws one that waits. The clock runs on from now: what has stood still stays so. */
export async function endPause(
  db: Database,
  context: RelayContext,
  actor: PersonActor,
  pauseId: string,
): Promise<ClockPause> {
  requirePermission(actor, 'pause.ask');
  const remediationId = await db.transaction().execute(async (trx) => {
    const pause = await findPause(trx, pauseId);
    if (!pause) throw noPause(pauseId);
    if (pause.ended_at !== null || Date.parse(pause.ends_at) <= Date.parse(context.now)) {
      throw new ServiceError('conflict', 'The pause is over.');
    }
    await endPauseRow(trx, pauseId, { endedAt: context.now, endedBy: actor.name });
    await recomputeThese(trx, context, [pause.remediation_id], 'pause');
    await appendLog(trx, {
      actor,
      action: 'pause.ended',
      subject: { kind: 'remediation', id: pause.remediation_id },
      details: { pauseId, hadBegun: pause.starts_at !== null },
    });
    await publishEvent(trx, { topic: 'remediation', id: pause.remediation_id });
    return pause.remediation_id;
  });
  return requirePause(db, context.now, remediationId, pauseId);
}

function requireEnd(until: string, now: string): void {
  const latest = Temporal.Instant.from(now).add({ hours: 24 * LONGEST_PAUSE_DAYS });
  if (Temporal.Instant.compare(until, now) > 0 && Temporal.Instant.compare(until, latest) <= 0) return;
  throw new ServiceError('invalid', `A pause ends within ${LONGEST_PAUSE_DAYS} days, and not before now.`, {
    where: 'body.until',
    hint: 'What waits for longer is an exception, with an owner and a control.',
  });
}

async function requireRow(db: Database, pauseId: string): Promise<PauseRecord> {
  const pause = await findPause(db, pauseId);
  if (pause) return pause;
  throw noPause(pauseId);
}

function noPause(pauseId: string): ServiceError {
  return new ServiceError('not-found', `There is no pause ${pauseId}.`, { where: 'params.pauseId' });
}

async function requirePause(db: Database, now: string, remediationId: string, pauseId: string): Promise<ClockPause> {
  const found = (await listPauses(db, now, remediationId)).rows.find((pause) => pause.pauseId === pauseId);
  if (found) return found;
  throw noPause(pauseId);
}

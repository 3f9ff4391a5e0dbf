import { decideAct } from '@baton/domain/relay/decide-act.ts';
import type { MovingAct, Place, RejectReason } from '@baton/domain/relay/leg.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { EventDetails } from '@baton/store/tables/relay.ts';
import type { Actor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { permissionFor } from './act-permission.ts';
import { closeByEvidence } from './close-by-evidence.ts';
import { cellCounts, type HeldRemediation, holdRemediation, recordAct } from './record-act.ts';
import { doerOf, type RelayContext } from './relay-context.ts';
import { insertRequestOfHandOver } from './request-verification.ts';

/** An act by which somebody passes the baton on. */
export interface MoveRequest {
  readonly actor: Actor;
  readonly remediationId: string;
  readonly act: MovingAct;
  /** What the actor saw; null for the system, which looks now. */
  readonly version: number | null;
  readonly note: string | null;
  readonly rejectReason?: RejectReason;
  readonly test?: { readonly devices: number; readonly good: number; readonly summary: string };
  readonly deviceIds?: readonly string[];
}

export interface Moved {
  readonly place: Place;
  readonly version: number;
}

/**
 * Passes the baton on. Permission by team and role, then the rules of the relay with the cells of now: whose turn it is,
 * that whoever deployed does not verify, what must be proven.
 */
export async function moveBaton(trx: DatabaseTransaction, context: RelayContext, request: MoveRequest): Promise<Moved> {
  const held = await holdRemediation(trx, context, request.remediationId, request.version);
  requirePermission(request.actor, permissionFor(request.act, held.record.place));
  const doer = await doerOf(trx, request.actor);
  const decision = decideAct(
    stateOf(held.history),
    {
      act: request.act,
      by: doer,
      note: request.note,
      ...(request.test ? { testPassed: true } : {}),
      ...(request.rejectReason ? { rejectReason: request.rejectReason } : {}),
    },
    cellCounts(held.counts),
  );
  if (!decision.allowed) throw refused(decision.refusal, decision.why);
  const history = await recordAct(trx, context, held, {
    act: request.act,
    actor: request.actor,
    doer,
    to: decision.to,
    note: request.note,
    ...(request.rejectReason ? { rejectReason: request.rejectReason } : {}),
    details: detailsOf(request, held),
  });
  if (decision.to === 'verify') {
    const entry = { seq: history.length, actor: request.actor, note: request.note };
    await insertRequestOfHandOver(trx, context, held, entry);
  }
  const moved = { ...held, history, record: { ...held.record, place: decision.to } };
  const closed = await closeByEvidence(trx, context, moved);
  return closed ? { place: 'closed', version: history.length + 1 } : { place: decision.to, version: history.length };
}

function refused(refusal: string, why: string): ServiceError {
  return new ServiceError(refusal === 'deployer-cannot-verify' ? 'deployer-cannot-verify' : 'relay-refused', why);
}

function detailsOf(request: MoveRequest, held: HeldRemediation): EventDetails {
  const counts = cellCounts(held.counts);
  return {
    required: counts.required,
    proven: counts.proven,
    installed: counts.installed,
    excepted: counts.excepted,
    ...(request.test ? { test: request.test } : {}),
    ...(request.deviceIds ? { deviceIds: request.deviceIds } : {}),
  };
}

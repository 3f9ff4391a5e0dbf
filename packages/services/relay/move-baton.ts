import { type CellCounts, decideAct, type Refusal } from '@baton/domain/relay/decide-act.ts';
import { approveByOf } from '@baton/domain/relay/emergency.ts';
import type { EventDetails } from '@baton/domain/relay/event-details.ts';
import type { MovingAct, Place, RejectReason, ReopenCause } from '@baton/domain/relay/leg.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import { testOf } from '@baton/domain/relay/test-leg.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readRemediations } from '@baton/store/relay/remediations.ts';
import type { Actor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { permissionFor } from './act-permission.ts';
import { closeByEvidence } from './close-by-evidence.ts';
import { gateCounts } from './gate-counts.ts';
import { type HeldRemediation, holdRemediation, recordAct } from './record-act.ts';
import { doerOf, type RelayContext } from './relay-context.ts';
import { insertRequestOfHandOver } from './request-verification.ts';

/** An act by which somebody passes the baton on. */
export interface MoveRequest {
  readonly actor: Actor;
  readonly remediationId: string;
  /** A merge is of two: services/relay/merge-remediations.ts. */
  readonly act: Exclude<MovingAct, 'merge'>;
  /** What the actor saw; null for the system, which looks now. */
  readonly version: number | null;
  readonly note: string | null;
  readonly rejectReason?: RejectReason;
  /** Of a rejection as a duplicate: the remediation that does it. */
  readonly duplicateOf?: string;
  /** Of a reopening by a person: why. */
  readonly cause?: ReopenCause;
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
  const test = signedOffTest(held, request);
  const counts = await gateCounts(trx, context, held);
  const decision = decideAct(
    stateOf(held.history),
    {
      act: request.act,
      by: doer,
      note: request.note,
      ...(test ? { testPassed: true } : {}),
      ...(request.rejectReason ? { rejectReason: request.rejectReason } : {}),
    },
    counts,
  );
  if (!decision.allowed) throw relayRefused(decision);
  const history = await recordAct(trx, context, held, {
    act: request.act,
    actor: request.actor,
    doer,
    to: decision.to,
    note: request.note,
    ...reasonOf(request, held),
    details: { ...detailsOf(request, counts, test), ...(await detailsOfAct(trx, request, held, context.now)) },
  });
  if (decision.to === 'verify') {
    const entry = { seq: history.length, actor: request.actor, note: request.note };
    await insertRequestOfHandOver(trx, context, held, entry);
  }
  const moved = { ...held, history, record: { ...held.record, place: decision.to } };
  const closed = await closeByEvidence(trx, context, moved);
  return closed ? { place: 'closed', version: history.length + 1 } : { place: decision.to, version: history.length };
}

/** A refusal of the relay's rules, for people. */
export function relayRefused({ refusal, why }: { readonly refusal: Refusal; readonly why: string }): ServiceError {
  return new ServiceError(refusal === 'deployer-cannot-verify' ? 'deployer-cannot-verify' : 'relay-refused', why);
}

/** The answer to a rejection keeps the reason that it answers. */
function reasonOf(
  { act, rejectReason }: MoveRequest,
  { record, history }: HeldRemediation,
): { readonly rejectReason?: RejectReason } {
  const answers = record.place === 'rejected' && (act === 'uphold' || act === 'hand-back');
  const reason = answers ? history.findLast((event) => event.act === 'reject')?.rejectReason : rejectReason;
  return reason ? { rejectReason: reason } : {};
}

function detailsOf({ act, deviceIds }: MoveRequest, counts: CellCounts, test: EventDetails['test']): EventDetails {
  const { required, proven, installed, excepted, byHand = 0 } = counts;
  return {
    required,
    proven,
    installed,
    excepted,
    ...(act === 'close' && byHand > 0 ? { byHand } : {}),
    ...(test ? { test } : {}),
    ...(deviceIds ? { deviceIds } : {}),
  };
}

/** What an act must name besides: of a duplicate the other remediation, of a reopening its cause. */
async function detailsOfAct(
  trx: DatabaseTransaction,
  { act, rejectReason, duplicateOf, cause }: MoveRequest,
  { record }: HeldRemediation,
  now: string,
): Promise<EventDetails> {
  if (act === 'emergency') return { approveBy: approveByOf(now) };
  if (act === 'reopen') {
    if (cause) return { cause };
    throw new ServiceError('invalid', 'A remediation is opened again with its cause.', { where: 'body.cause' });
  }
  if (act !== 'reject' || rejectReason !== 'duplicate') return {};
  const [other] = await readRemediations(trx, { remediationIds: duplicateOf === undefined ? [] : [duplicateOf] });
  if (other && other.remediation_id !== record.remediation_id) {
    return { other: { id: other.remediation_id, fix: other.fix_id } };
  }
  throw new ServiceError('invalid', 'A duplicate names the other remediation that does it.', {
    where: 'body.duplicateOf',
    hint: 'Give its id.',
  });
}

/** The test that a hand-over signs off: as it was noted device by device; where nothing was noted, as whoever signs tells it. */
function signedOffTest({ record, history }: HeldRemediation, { act, test }: MoveRequest): EventDetails['test'] {
  if (act !== 'hand-over' || record.place !== 'test') return test;
  const { results, open, good } = testOf(history);
  if (open.length > 0) {
    throw new ServiceError('relay-refused', `The plan names ${open.length} devices of which no result is noted yet.`, {
      hint: 'Note a result for each, or plan the test anew.',
    });
  }
  if (results.length === 0) return test;
  return { devices: results.length, good, summary: test?.summary ?? '' };
}

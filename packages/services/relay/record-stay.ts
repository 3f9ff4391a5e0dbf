import type { EventDetails } from '@baton/domain/relay/event-details.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import { decideStay, type RecordedAct } from '@baton/domain/relay/stays.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { KeptEvent } from '@baton/store/relay/history.ts';
import type { Actor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import { STAY_PERMISSIONS } from './act-permission.ts';
import { type Moved, relayRefused } from './move-baton.ts';
import { type HeldRemediation, holdRemediation, recordAct } from './record-act.ts';
import { doerOf, type RelayContext } from './relay-context.ts';

/** What somebody does on a remediation without moving the baton. */
export interface StayRequest {
  readonly actor: Actor;
  readonly remediationId: string;
  readonly act: RecordedAct;
  /** What the actor saw; null where it does not matter what they had seen. */
  readonly version: number | null;
  readonly note: string | null;
}

/** What an act comes to, once the remediation is held: the details of its entry. Refuses with a ServiceError. */
type Detail = (held: HeldRemediation) => Promise<EventDetails> | EventDetails;

export interface Stayed extends Moved {
  readonly held: HeldRemediation;
  readonly history: readonly KeptEvent[];
}

/** Writes an act down that leaves the baton where it is: permission, then the rules of the relay (domain/relay/stays.ts). */
export async function recordStay(
  trx: DatabaseTransaction,
  context: RelayContext,
  { actor, remediationId, act, version, note }: StayRequest,
  detail: Detail = () => ({}),
): Promise<Stayed> {
  requirePermission(actor, STAY_PERMISSIONS[act]);
  const held = await holdRemediation(trx, context, remediationId, version);
  const doer = await doerOf(trx, actor);
  const decision = decideStay(stateOf(held.history), act, doer);
  if (!decision.allowed) throw relayRefused(decision);
  const details = await detail(held);
  const history = await recordAct(trx, context, held, { act, actor, doer, to: null, note, details });
  return { place: held.record.place, version: history.length, held, history };
}

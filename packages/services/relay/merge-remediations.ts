import { decideAct } from '@baton/domain/relay/decide-act.ts';
import { owesApproval } from '@baton/domain/relay/emergency.ts';
import type { EventDetails } from '@baton/domain/relay/event-details.ts';
import { partsOf } from '@baton/domain/relay/fix-parts.ts';
import { mergeParts } from '@baton/domain/relay/merge-parts.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readDevicesUnderWay } from '@baton/store/relay/remediation-commands.ts';
import { holdRemediations, updateRemediations } from '@baton/store/relay/remediations.ts';
import { moveDevices, releaseDevices } from '@baton/store/relay/split-devices.ts';
import type { Actor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { cellCounts } from './cell-counts.ts';
import { MOST_DEVICES } from './cells-of-choice.ts';
import { type Moved, relayRefused } from './move-baton.ts';
import { type HeldRemediation, holdRemediation, recordAct } from './record-act.ts';
import { recordStay } from './record-stay.ts';
import { doerOf, type RelayContext } from './relay-context.ts';
import { countAgain } from './split-remediation.ts';

export interface MergeRequest {
  readonly actor: Actor;
  /** Which goes on. */
  readonly remediationId: string;
  readonly version: number;
  /** Which ends: its devices go to the first. */
  readonly otherId: string;
  readonly note: string;
}

/**
 * Merges two remediations of one fix that stand in the same leg. Nothing is won by it: the one whose deadline is earlier goes on,
 * and whoever deployed in either cannot verify. What was said of parts of the fix goes with the devices.
 */
export async function mergeRemediations(
  trx: DatabaseTransaction,
  context: RelayContext,
  { otherId, ...request }: MergeRequest,
): Promise<Moved> {
  requirePermission(request.actor, 'remediation.split');
  // Both at once and in one order, so that two who merge crosswise do not wait for one another for ever.
  await holdRemediations(trx, { remediationIds: [request.remediationId, otherId] });
  const other = await holdRemediation(trx, context, otherId, null);
  const { held, place, version } = await recordStay(trx, context, { ...request, act: 'absorb' }, async (going) => {
    await requireMergeable(trx, context, going, other);
    const { required, excepted } = cellCounts(other.counts);
    return {
      devices: required + excepted,
      deployers: [...stateOf(other.history).deployers],
      other: { id: otherId, fix: other.record.fix_id },
      ...(await partsTogether(trx, context, going, other)),
    };
  });
  await end(trx, context, other, { ...request, into: held });
  await handDevicesOn(trx, held, other);
  await countAgain(trx, context, [request.remediationId, otherId]);
  return { place, version };
}

async function requireMergeable(
  trx: DatabaseTransaction,
  { now }: RelayContext,
  { record, history }: HeldRemediation,
  other: HeldRemediation,
): Promise<void> {
  const refuse = (why: string, hint?: string): never => {
    throw new ServiceError('relay-refused', why, { where: 'body.otherId', ...(hint ? { hint } : {}) });
  };
  if (record.remediation_id === other.record.remediation_id) refuse('A remediation is not merged with itself.');
  if (record.fix_id !== other.record.fix_id)
    refuse('Only remediations of one fix are merged.', 'Another fix that does the same is rejected as a duplicate.');
  if (record.place !== other.record.place)
    refuse(`One is in ${record.place}, the other in ${other.record.place}: no leg is left out by merging.`);
  if (isLater(record.due_at, other.record.due_at))
    refuse('The other one is due earlier.', 'Merge this one into that one: no deadline moves later by it.');
  for (const { emergency } of [stateOf(history), stateOf(other.history)]) {
    if (emergency && owesApproval(emergency)) refuse('An emergency is merged when both leads have approved it.');
  }
  const busy = await readDevicesUnderWay(trx, other.record.remediation_id, now);
  if (busy.size > 0) refuse(`To ${busy.size} devices of the other a deployment is under way.`);
}

/** Parts are looked at device by device only where the one that ends has any. */
async function partsTogether(
  trx: DatabaseTransaction,
  { evidence }: RelayContext,
  going: HeldRemediation,
  other: HeldRemediation,
): Promise<Pick<EventDetails, 'parts' | 'partWords'>> {
  const ended = partsOf(other.history);
  if (ended.length === 0) return {};
  const { rows } = await evidence.cells(trx, other.record, { limit: MOST_DEVICES, offset: 0 });
  return mergeParts(
    partsOf(going.history),
    ended,
    rows.map(({ deviceId }) => deviceId),
  );
}

function isLater(due: string | null, other: string | null): boolean {
  return other !== null && (due === null || Date.parse(due) > Date.parse(other));
}

async function end(
  trx: DatabaseTransaction,
  context: RelayContext,
  other: HeldRemediation,
  { actor, note, into }: { readonly actor: Actor; readonly note: string; readonly into: HeldRemediation },
): Promise<void> {
  const doer = await doerOf(trx, actor);
  const decision = decideAct(stateOf(other.history), { act: 'merge', by: doer, note }, cellCounts(other.counts));
  if (!decision.allowed) throw relayRefused(decision);
  await recordAct(trx, context, other, {
    act: 'merge',
    actor,
    doer,
    to: decision.to,
    note,
    details: { other: { id: into.record.remediation_id, fix: into.record.fix_id } },
  });
}

/** Where one of the two has all that is in no other, the one that goes on has it from now on. */
async function handDevicesOn(
  trx: DatabaseTransaction,
  { record: going }: HeldRemediation,
  { record: ended }: HeldRemediation,
): Promise<void> {
  if (going.is_split && ended.is_split) return moveDevices(trx, ended.remediation_id, going.remediation_id);
  await releaseDevices(trx, going.is_split ? going.remediation_id : ended.remediation_id);
  if (ended.is_split) return;
  await updateRemediations(trx, [{ remediation_id: ended.remediation_id, is_split: true }]);
  await updateRemediations(trx, [{ remediation_id: going.remediation_id, is_split: false }]);
}

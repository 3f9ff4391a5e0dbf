import { randomUUID } from 'node:crypto';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { appendEvents } from '@baton/store/relay/history.ts';
import { readDevicesUnderWay } from '@baton/store/relay/remediation-commands.ts';
import { insertRemediations, readRemediations, updateRemediations } from '@baton/store/relay/remediations.ts';
import { giveDevices } from '@baton/store/relay/split-devices.ts';
import type { Actor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { ServiceError } from '../service-error.ts';
import { cellCounts } from './cell-counts.ts';
import { cellsOfChoice } from './cells-of-choice.ts';
import { countRemediations } from './count-remediations.ts';
import { NO_CELLS } from './fix-evidence.ts';
import type { Moved } from './move-baton.ts';
import { type HeldRemediation, LOG_ACTIONS, nextEvent } from './record-act.ts';
import { recordStay } from './record-stay.ts';
import { doerOf, type RelayContext } from './relay-context.ts';
import { factColumns } from './set-clock.ts';

export interface SplitRequest {
  readonly actor: Actor;
  readonly remediationId: string;
  readonly version: number;
  readonly deviceIds: readonly string[];
  readonly note: string;
}

/**
 * Splits devices off into a remediation of their own. It has the same past to the letter: the same leg, the same clock, the same
 * people who deployed and cannot verify. From here on each goes its own way.
 */
export async function splitRemediation(
  trx: DatabaseTransaction,
  context: RelayContext,
  { deviceIds, ...request }: SplitRequest,
): Promise<Moved & { readonly splitId: string }> {
  const splitId = randomUUID();
  const { held, ...stayed } = await recordStay(trx, context, { ...request, act: 'split' }, async (before) => {
    const cells = await cellsOfChoice(trx, context.evidence, before, deviceIds);
    await requireSplittable(
      trx,
      context,
      before,
      cells.map(({ deviceId }) => deviceId),
    );
    return { devices: cells.length, deviceIds: cells.map(({ deviceId }) => deviceId), other: otherOf(before, splitId) };
  });
  await copy(trx, context, held, { ...request, deviceIds, splitId });
  await countAgain(trx, context, [request.remediationId, splitId]);
  return { place: stayed.place, version: stayed.version, splitId };
}

function otherOf({ record }: HeldRemediation, id: string) {
  return { id, fix: record.fix_id };
}

async function requireSplittable(
  trx: DatabaseTransaction,
  { now }: RelayContext,
  { record, counts }: HeldRemediation,
  deviceIds: readonly string[],
): Promise<void> {
  const { required, excepted } = cellCounts(counts);
  if (deviceIds.length >= required + excepted) {
    throw new ServiceError('invalid', 'All of its devices are chosen: there would be nothing left.', {
      where: 'body.deviceIds',
      hint: 'Choose those that go another way than the rest.',
    });
  }
  const busy = await readDevicesUnderWay(trx, record.remediation_id, now);
  const count = deviceIds.filter((deviceId) => busy.has(deviceId)).length;
  if (count === 0) return;
  throw new ServiceError('conflict', `To ${count} of these devices a deployment is under way.`, {
    where: 'body.deviceIds',
    hint: 'Wait for it, or cancel it.',
  });
}

/** The row with its clock as it is, and the history up to here with the same word of the split at its end. */
async function copy(
  trx: DatabaseTransaction,
  context: RelayContext,
  held: HeldRemediation,
  { actor, note, deviceIds, splitId }: SplitRequest & { readonly splitId: string },
): Promise<void> {
  const [row] = await readRemediations(trx, { remediationIds: [held.record.remediation_id] });
  if (!row) throw new Error('A remediation that is held is there.');
  const { holder: _holder, next_mark_at: _mark, ...columns } = row;
  await insertRemediations(trx, [
    { ...columns, remediation_id: splitId, is_split: true, split_from: row.remediation_id, split_at: context.now },
  ]);
  await giveDevices(trx, { fixId: row.fix_id, remediationId: splitId }, [...new Set(deviceIds)]);
  const last = nextEvent(
    held,
    {
      act: 'split',
      actor,
      doer: await doerOf(trx, actor),
      to: null,
      note,
      details: { devices: new Set(deviceIds).size, splitOff: true, other: otherOf(held, row.remediation_id) },
    },
    context.now,
  );
  await appendEvents(
    trx,
    [...held.history, last].map((event) => ({ ...event, remediationId: splitId })),
  );
  await appendLog(trx, {
    actor,
    action: LOG_ACTIONS.open,
    subject: { kind: 'remediation', id: splitId, name: row.fix_id },
    details: { splitFrom: row.remediation_id, devices: new Set(deviceIds).size },
  });
}

/** Counts as they are once devices have gone from one to another. */
export async function countAgain(
  trx: DatabaseTransaction,
  { evidence }: RelayContext,
  remediationIds: readonly string[],
): Promise<void> {
  const records = await readRemediations(trx, { remediationIds });
  const counts = await countRemediations(trx, evidence, records);
  const facts = await evidence.facts(
    trx,
    records.map(({ fix_id }) => fix_id),
  );
  await updateRemediations(
    trx,
    records.flatMap(({ remediation_id, fix_id }) => {
      const known = facts.get(fix_id);
      return known ? [{ remediation_id, ...factColumns(known, counts.get(remediation_id) ?? NO_CELLS) }] : [];
    }),
  );
}

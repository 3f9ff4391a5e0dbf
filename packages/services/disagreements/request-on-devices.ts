import { randomUUID } from 'node:crypto';
import type { Selection } from '@baton/contract/disagreement-acts.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { type ChoiceCount, readChosenFixes } from '@baton/store/disagreements/chosen-cells.ts';
import {
  addRequestDevices,
  insertRequest,
  type RequestKind,
  setRequestDevices,
  withdrawRequest,
} from '@baton/store/disagreements/device-requests.ts';
import { readRequests } from '@baton/store/disagreements/read-requests.ts';
import type { TeamActor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { ServiceError } from '../service-error.ts';
import { otherTeam } from './act-rules.ts';
import { checksToRun } from './checks-to-run.ts';
import { inSlices, type Slices } from './in-slices.ts';
import { narrowChoice, requireCells } from './narrow-choice.ts';
import { recordWork } from './record-work.ts';

export interface DeviceWish {
  readonly kind: RequestKind;
  readonly selection: Selection;
  readonly note: string | null;
  /** Told where long work makes it; else a new one. */
  readonly requestId?: string | undefined;
}

/**
 * Asks InfoSec to look at devices again, or IT to restart them. Only evidence fulfils it, device by device: a later look that
 * logged in with the check in scope, a boot after it. @returns the request's id, and what it is about
 */
export async function requestOnDevices(
  trx: DatabaseTransaction,
  context: RelayContext,
  actor: TeamActor,
  { kind, selection, note, requestId = randomUUID() }: DeviceWish,
  work?: Slices,
): Promise<{ readonly requestId: string } & ChoiceCount> {
  requireRequester(actor);
  const narrowed = await narrowChoice(trx, kind, actor.team, selection, Date.parse(context.now));
  requireCells(narrowed);
  const checks = kind === 'rescan' ? await checksToRun(trx, context, await readChosenFixes(trx, narrowed.choice)) : [];
  const cause = narrowed.causes.length === 1 ? (narrowed.causes[0] ?? null) : null;
  await insertRequest(
    trx,
    {
      requestId,
      kind,
      at: context.now,
      byKind: actor.kind,
      byId: actor.kind === 'person' ? actor.personId : actor.keyId,
      byName: actor.name,
      byTeam: actor.team,
      note,
      cause,
      checks,
      entry: null,
    },
    narrowed.devices,
  );
  const { cells, devices } = await inSlices(trx, narrowed.choice, work, (some) =>
    addRequestDevices(trx, requestId, some),
  );
  if (devices !== narrowed.devices) await setRequestDevices(trx, requestId, devices);
  await recordWork(
    trx,
    actor,
    kind === 'rescan' ? 'rescan-requested' : 'reboot-requested',
    { kind: 'device-request', id: requestId },
    { cause, cells, devices, checks: checks.length, note },
  );
  return { requestId, cells, devices };
}

/** Who may ask: looked at again in the job, where it is long work. */
export function requireRequester(actor: TeamActor): void {
  requirePermission(actor, 'disagreement.request');
}

/** Takes a request back that one's own team made; what evidence has told until then stays. */
export async function withdrawOwnRequest(
  trx: DatabaseTransaction,
  actor: TeamActor,
  requestId: string,
  now: string,
): Promise<void> {
  const [kept] = (await readRequests(trx, { requestId }, { limit: 1, offset: 0 })).rows;
  if (kept === undefined)
    throw new ServiceError('not-found', 'There is no such request.', { where: 'params.requestId' });
  requirePermission(actor, 'disagreement.withdraw', kept.byTeam ?? otherTeam(actor.team));
  if (!(await withdrawRequest(trx, requestId, { at: now, byName: actor.name }))) {
    throw new ServiceError('conflict', 'This request has ended already.', { hint: 'Look at it again.' });
  }
  await recordWork(
    trx,
    actor,
    'request-withdrawn',
    { kind: 'device-request', id: requestId },
    { kind: kept.kind, devices: kept.devices, done: kept.done },
  );
}

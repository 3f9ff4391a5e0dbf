import { randomUUID } from 'node:crypto';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { insertRequestOfFix } from '@baton/store/disagreements/device-requests.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { type Actor, idOfActor, nameOfActor } from '../actor.ts';
import { checksToRun } from '../disagreements/checks-to-run.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import type { FixCell } from './fix-evidence.ts';
import { type HeldRemediation, holdRemediation, recordAct } from './record-act.ts';
import { doerOf, type RelayContext } from './relay-context.ts';

/** More devices than this are asked for in slices of the list that a scanner takes. */
const MOST_DEVICES = 100_000;

export interface VerificationWish {
  readonly actor: Actor;
  readonly remediationId: string;
  readonly version: number | null;
  readonly note: string | null;
  /** All that are to be looked at again where none are named. */
  readonly deviceIds?: readonly string[];
}

/** Asks InfoSec to look again: which devices, with which checks. The baton stays where it is. @returns the request's id */
export async function requestVerification(
  trx: DatabaseTransaction,
  context: RelayContext,
  wish: VerificationWish,
): Promise<string> {
  requirePermission(wish.actor, 'remediation.request-verification');
  const held = await holdRemediation(trx, context, wish.remediationId, wish.version);
  const asked = await cellsToLookAt(trx, context, held, wish.deviceIds);
  if (asked.length === 0) {
    throw new ServiceError('relay-refused', 'There is no device to look at again: what is not proven waits for IT.');
  }
  const history = await recordAct(trx, context, held, {
    act: 'request-verification',
    actor: wish.actor,
    doer: await doerOf(trx, wish.actor),
    to: null,
    note: wish.note,
    details: { devices: asked.length },
  });
  return keepRequest(trx, context, held, asked, { seq: history.length, actor: wish.actor, note: wish.note });
}

/** The request that goes with the hand-over to verify; none where nothing is left to look at. */
export async function insertRequestOfHandOver(
  trx: DatabaseTransaction,
  context: RelayContext,
  held: HeldRemediation,
  entry: AskingEntry,
): Promise<void> {
  const asked = await cellsToLookAt(trx, context, held, undefined);
  if (asked.length > 0) await keepRequest(trx, context, held, asked, entry);
}

/** Cells where InfoSec moves next, or those of the devices that were named; proven ones never. */
async function cellsToLookAt(
  trx: DatabaseTransaction,
  context: RelayContext,
  held: HeldRemediation,
  deviceIds: readonly string[] | undefined,
): Promise<readonly FixCell[]> {
  const { rows } = await context.evidence.cells(trx, held.record, {
    limit: MOST_DEVICES,
    offset: 0,
    ...(deviceIds ? { deviceIds } : {}),
  });
  const notProven = rows.filter((cell) => cell.verdict !== 'proven' && cell.verdict !== 'excepted');
  return deviceIds ? notProven : notProven.filter((cell) => cell.owner === 'infosec');
}

/** The entry of the history that asks. */
interface AskingEntry {
  readonly seq: number;
  readonly actor: Actor;
  readonly note: string | null;
}

/** Kept as every request for a rescan is, and fulfilled by evidence like all of them (services/disagreements). */
async function keepRequest(
  trx: DatabaseTransaction,
  context: RelayContext,
  { record }: HeldRemediation,
  asked: readonly FixCell[],
  { seq, actor, note }: AskingEntry,
): Promise<string> {
  const requestId = randomUUID();
  const causes = new Set(asked.map(({ cause }) => cause));
  const [cause = null] = causes.size === 1 ? causes : [];
  await insertRequestOfFix(
    trx,
    {
      requestId,
      kind: 'rescan',
      at: context.now,
      byKind: actor.kind,
      byId: idOfActor(actor),
      byName: nameOfActor(actor),
      byTeam: actor.kind === 'person' || actor.kind === 'key' ? actor.team : null,
      note,
      cause,
      checks: await checksToRun(trx, context, [record.fix_id]),
      entry: { remediationId: record.remediation_id, seq },
    },
    record.fix_id,
    asked.map((cell) => cell.deviceId),
  );
  await publishEvent(trx, { topic: 'disagreement' });
  return requestId;
}

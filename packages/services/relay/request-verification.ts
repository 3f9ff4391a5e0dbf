import { randomUUID } from 'node:crypto';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { type CheckToRun, insertVerificationRequest } from '@baton/store/relay/verification-requests.ts';
import type { Actor } from '../actor.ts';
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
  return keepRequest(trx, held, asked, history.length);
}

/** The request that goes with the hand-over to verify; none where nothing is left to look at. */
export async function insertRequestOfHandOver(
  trx: DatabaseTransaction,
  context: RelayContext,
  held: HeldRemediation,
  seq: number,
): Promise<void> {
  const asked = await cellsToLookAt(trx, context, held, undefined);
  if (asked.length > 0) await keepRequest(trx, held, asked, seq);
}

/** Cells where InfoSec moves next, or those of the devices that were named; proven ones never. */
async function cellsToLookAt(
  trx: DatabaseTransaction,
  context: RelayContext,
  held: HeldRemediation,
  deviceIds: readonly string[] | undefined,
): Promise<readonly FixCell[]> {
  const { rows } = await context.evidence.cells(trx, held.record.fix_id, {
    limit: MOST_DEVICES,
    offset: 0,
    ...(deviceIds ? { deviceIds } : {}),
  });
  const notProven = rows.filter((cell) => cell.verdict !== 'proven' && cell.verdict !== 'excepted');
  return deviceIds ? notProven : notProven.filter((cell) => cell.owner === 'infosec');
}

async function keepRequest(
  trx: DatabaseTransaction,
  held: HeldRemediation,
  asked: readonly FixCell[],
  seq: number,
): Promise<string> {
  const requestId = randomUUID();
  await insertVerificationRequest(trx, held.record.remediation_id, {
    requestId,
    seq,
    deviceIds: asked.map((cell) => cell.deviceId),
    checks: checksOf(asked, held),
  });
  return requestId;
}

/** The scanner's own numbers where a report named them; the CVEs else. */
function checksOf(asked: readonly FixCell[], held: HeldRemediation): readonly CheckToRun[] {
  const checks = [...new Set(asked.flatMap((cell) => cell.checks))].sort();
  if (checks.length > 0) return checks.map((id) => ({ kind: 'check', id }));
  return held.facts.vulnerabilities.map(({ cve }) => ({ kind: 'cve', id: cve }));
}

import { answeringLook, bootAfter } from '@baton/domain/reconciliation/answering-look.ts';
import type { JudgedCell } from '@baton/domain/reconciliation/reconcile-device.ts';
import { isDisagreement } from '@baton/domain/reconciliation/verdict.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import {
  holdWaiting,
  noteOutcomes,
  type ToldOutcome,
  type WaitingDevice,
} from '@baton/store/disagreements/device-requests.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { SYSTEM } from '../actor.ts';
import { judgeForReading } from '../read-cells/judge-for-reading.ts';
import { judgingOf } from '../reconcile-devices/reconcile-devices.ts';
import { isSettledByReboot } from './act-rules.ts';
import { recordWork } from './record-work.ts';

type Cells = ReadonlyMap<string, JudgedCell>;

/** Devices that are judged at once: as many as a page or two. */
const SLICE = 100;

/**
 * Looks whether evidence has fulfilled what was asked for on these devices: a later look that logged in with the check in scope,
 * a boot after the request. Call it after devices are judged; twice is as good as once.
 */
export async function followRequests(db: Database, deviceIds: readonly string[]): Promise<void> {
  for (let at = 0; at < deviceIds.length; at += SLICE) await followSlice(db, deviceIds.slice(at, at + SLICE));
}

async function followSlice(db: Database, deviceIds: readonly string[]): Promise<void> {
  const judged = await judgeForReading(db, deviceIds, { excerpts: false });
  const { checks } = judgingOf(db).facts;
  const now = Temporal.Now.instant().toString();
  await db.transaction().execute(async (trx) => {
    const told = (await holdWaiting(trx, deviceIds)).flatMap((waiting) => {
      const cells = judged.get(waiting.deviceId);
      const outcome = cells === undefined ? null : outcomeOf(waiting, cells, checks);
      return outcome === null
        ? []
        : [{ requestId: waiting.requestId, deviceId: waiting.deviceId, ...outcome, at: outcome.at ?? now }];
    });
    const moved = await noteOutcomes(trx, told, now);
    for (const { requestId, kind, devices } of moved.filter(({ ended }) => ended)) {
      await recordWork(trx, SYSTEM, 'request-fulfilled', { kind: 'device-request', id: requestId }, { kind, devices });
    }
    if (moved.length > 0) await publishEvent(trx, { topic: 'disagreement' });
  });
}

type Outcome = Pick<ToldOutcome, 'outcome' | 'by'> & { readonly at: string | null };

/** What evidence tells of a device by now; null: it has to be waited for. */
function outcomeOf(
  waiting: WaitingDevice,
  cells: Cells,
  checks: Parameters<typeof answeringLook>[1]['checks'],
): Outcome | null {
  return waiting.kind === 'rescan' ? rescanned(waiting, cells, checks) : rebooted(waiting, cells);
}

/** Looked at: every cell that is still asked about had its look. One visit answers them all, as a rule. */
function rescanned(
  { fixes, askedAt }: WaitingDevice,
  cells: Cells,
  checks: Parameters<typeof answeringLook>[1]['checks'],
): Outcome | null {
  let newest: { readonly at: number; readonly source: string } | null = null;
  for (const fix of fixes) {
    const judged = cells.get(fix);
    if (judged === undefined) continue;
    const look = answeringLook(judged.facts, { checks }, Date.parse(askedAt));
    if (look !== null && look.at > (newest?.at ?? 0)) newest = { at: look.at, source: look.record.source };
    if (look === null && isDisagreement(judged.cell.verdict)) return null;
  }
  if (newest === null) return NOT_NEEDED;
  return { outcome: 'looked', at: new Date(newest.at).toISOString(), by: newest.source };
}

function rebooted({ fixes, askedAt }: WaitingDevice, cells: Cells): Outcome | null {
  const [any] = cells.values();
  const boot = any === undefined ? null : bootAfter(any.facts.device, Date.parse(askedAt));
  if (boot !== null) return { outcome: 'rebooted', at: new Date(boot.at).toISOString(), by: boot.source };
  const waits = fixes.some((fix) => {
    const judged = cells.get(fix);
    return judged !== undefined && isDisagreement(judged.cell.verdict) && isSettledByReboot(judged.cell);
  });
  return waits ? null : NOT_NEEDED;
}

/** Its cells were settled, or are gone, without it. */
const NOT_NEEDED: Outcome = { outcome: 'not-needed', at: null, by: null };

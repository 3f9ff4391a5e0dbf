import { controlSentence } from '@baton/domain/exceptions/control.ts';
import { whatRose } from '@baton/domain/exceptions/urgency.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { noteCheck, readAttestations } from '@baton/store/exceptions/checks.ts';
import {
  type CoveredDevice,
  readCovered,
  readOpenDevices,
  settleDevices,
} from '@baton/store/exceptions/excepted-devices.ts';
import { readRunning, updateException } from '@baton/store/exceptions/exceptions.ts';
import { SYSTEM } from '../actor.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { checkControls } from './check-controls.ts';
import { type Ending, endInForce, type HeldException, holdForAct, logException } from './held-exception.ts';
import { knownUrgency } from './known-urgency.ts';
import { nextCheckAfter } from './queue-following.ts';
import { tellPeople } from './tell-people.ts';

/** Looks after exceptions in force: all of them where none are named. A check that is not due is made where `checkNow`. */
export async function followExceptions(
  db: Database,
  context: RelayContext,
  { exceptionIds, checkNow }: { readonly exceptionIds?: readonly string[] | undefined; readonly checkNow: boolean },
  signal?: AbortSignal,
): Promise<void> {
  for (const exceptionId of exceptionIds ?? (await readRunning(db))) {
    if (signal?.aborted === true) return;
    await db.transaction().execute((trx) => followOne(db, trx, context, exceptionId, checkNow));
  }
}

/**
 * One exception in force, in the order in which things end it: its date; the fix, which is in; more urgency than was signed; a
 * control that is not shown any more. Else it comes back to its owner when its day to revisit has come.
 */
async function followOne(
  db: Database,
  trx: DatabaseTransaction,
  context: RelayContext,
  exceptionId: string,
  checkNow: boolean,
): Promise<void> {
  const held = await holdForAct(trx, exceptionId);
  if (held.record.state !== 'in-force') return;
  const ending =
    expiry(held, context.now) ??
    (await settle(trx, context, held)) ??
    (await risen(trx, context, held)) ??
    (await failed(db, trx, context, held, checkNow));
  if (ending !== null) return endInForce(trx, SYSTEM, held, ending, context.now);
  await remindOwner(trx, context, held);
}

function expiry({ record }: HeldException, now: string): Ending | null {
  if (record.ends_at === null || Date.parse(record.ends_at) > Date.parse(now)) return null;
  return { state: 'expired', because: 'Its date has passed and nobody renewed it.' };
}

/** Lets devices go where the fix is proven or required no more; ends the exception where none is left. */
async function settle(trx: DatabaseTransaction, { now }: RelayContext, held: HeldException): Promise<Ending | null> {
  const { exception_id: exceptionId } = held.record;
  const open = await readOpenDevices(trx, exceptionId);
  const covered = await readCovered(trx, held.target, open);
  const settled = covered.filter(({ judged, cells }) => judged && cells.length === 0).map(settledAs);
  await settleDevices(trx, exceptionId, settled, now);
  if (settled.length > 0) {
    const proven = settled.filter(({ as }) => as === 'proven').length;
    await logException(trx, SYSTEM, held, 'settled', { proven, notRequired: settled.length - proven });
  }
  if (settled.length < open.length) return null;
  return { state: 'fixed', because: 'The fix is in, or required no more, on every device.' };
}

function settledAs({ deviceId, proven }: CoveredDevice) {
  return { deviceId, as: proven > 0 ? ('proven' as const) : ('not-required' as const) };
}

async function risen(trx: DatabaseTransaction, context: RelayContext, held: HeldException): Promise<Ending | null> {
  const { target, terms } = held;
  const covered = await readCovered(trx, target, await readOpenDevices(trx, held.record.exception_id));
  const rose = whatRose(terms.urgency, await knownUrgency(trx, context, target, covered), terms.epssThreshold);
  if (rose === null) return null;
  return { state: 'reopened', because: `It is more urgent than what was signed: ${rose.because}.` };
}

async function failed(
  db: Database,
  trx: DatabaseTransaction,
  { now }: RelayContext,
  { record, terms }: HeldException,
  checkNow: boolean,
): Promise<Ending | null> {
  const { exception_id: exceptionId, round, next_check_at: dueAt } = record;
  if (!checkNow && dueAt !== null && Date.parse(dueAt) > Date.parse(now)) return null;
  const { controls } = terms;
  const deviceIds = await readOpenDevices(trx, exceptionId);
  const attestations = await readAttestations(trx, exceptionId);
  const results = await checkControls(db, trx, { controls, deviceIds, attestations }, Date.parse(now));
  for (const [index, result] of results.entries())
    await noteCheck(trx, { exceptionId, round: round ?? 1, control: index + 1, ...result }, now);
  const failing = results.findIndex(({ holds }) => !holds);
  const [result, control] = [results[failing], controls[failing]];
  if (result === undefined || control === undefined) {
    await updateException(trx, exceptionId, { next_check_at: nextCheckAfter(now) });
    return null;
  }
  const where = result.failing.slice(0, 5).join(', ');
  return {
    state: 'reopened',
    because: `Its control is shown on ${result.holding} of ${result.devices} devices: ${controlSentence(control)}. Not on ${where}.`,
  };
}

/** Back to its owner before its date, once a round. */
async function remindOwner(trx: DatabaseTransaction, { now }: RelayContext, held: HeldException): Promise<void> {
  const { exception_id: exceptionId, revisit_at, ends_at, owner_id, round } = held.record;
  if (revisit_at === null || Date.parse(revisit_at) > Date.parse(now)) return;
  await tellPeople(
    trx,
    [owner_id],
    {
      exceptionId,
      key: `revisit ${round}`,
      kind: 'exception',
      title: `${held.title} comes back to you`,
      body: `It ends on ${ends_at?.slice(0, 10)}. Fix it, have it renewed, or let it end: then its cells are open again.`,
    },
    now,
  );
}

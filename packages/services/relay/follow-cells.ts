import { decideAct } from '@baton/domain/relay/decide-act.ts';
import type { EventDetails } from '@baton/domain/relay/event-details.ts';
import type { MovingAct } from '@baton/domain/relay/leg.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import type { Policy } from '@baton/domain/service-levels/policy.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import { readHistories } from '@baton/store/relay/history.ts';
import { holdRemediations, type RemediationChange, updateRemediations } from '@baton/store/relay/remediations.ts';
import { insertDeadlineChanges, type NewDeadlineChange } from '@baton/store/service-levels/deadline-changes.ts';
import { SYSTEM } from '../actor.ts';
import { NO_INPUTS, readClockInputs } from '../service-levels/clock-inputs.ts';
import { deadlineMoved } from '../service-levels/deadline-moved.ts';
import { cellCounts } from './cell-counts.ts';
import { closeByEvidence } from './close-by-evidence.ts';
import { countRemediations } from './count-remediations.ts';
import { type FixFacts, NO_CELLS } from './fix-evidence.ts';
import { openRemediations } from './open-remediations.ts';
import { type HeldRemediation, recordAct } from './record-act.ts';
import type { RelayContext } from './relay-context.ts';
import { clockColumns, factColumns, isWritten, policyInForce } from './set-clock.ts';
import { standingByHand } from './standing-by-hand.ts';

export interface Followed {
  readonly opened: number;
  readonly reopened: number;
  readonly closed: number;
  readonly superseded: number;
  readonly setAside: number;
}

/**
 * Brings the remediations of fixes in line with their cells: opens one where a fix is found for the first time, opens a
 * closed one again where it is found again, closes what is proven, ends what no device needs any more or exceptions set aside, and renews numbers
 * and clocks. Doing it twice changes nothing. Call it after the cells are committed: it reads them as they are now.
 */
export async function followCells(
  trx: DatabaseTransaction,
  context: RelayContext,
  fixIds: readonly string[],
): Promise<Followed> {
  const policy = await policyInForce(trx, context);
  const records = await holdRemediations(trx, { fixIds });
  const counts = await context.evidence.countCells(trx, fixIds);
  const countsOfEach = await countRemediations(trx, context.evidence, records);
  const facts = await context.evidence.facts(trx, fixIds);
  const histories = await readHistories(
    trx,
    records.map((record) => record.remediation_id),
  );
  const known = new Set(records.map(({ fix_id }) => fix_id));
  const inputs = await readClockInputs(trx, [
    ...records.map(({ fix_id: fixId, remediation_id: remediationId }) => ({ fixId, remediationId })),
    ...fixIds.filter((fixId) => !known.has(fixId)).map((fixId) => ({ fixId, remediationId: null })),
  ]);
  const toOpen = [...counts]
    .filter(([fixId, found]) => !known.has(fixId) && found.needsWork > 0)
    .map(([fixId, found]) => ({
      fixId,
      counts: found,
      facts: facts.get(fixId) ?? nothingKnown(fixId),
      inputs: inputs.get(fixId) ?? NO_INPUTS,
    }))
    // In one order, so that two that open the same ones do not wait for one another for ever.
    .sort((a, b) => (a.fixId < b.fixId ? -1 : 1));

  const opened = await openRemediations(trx, context, policy, toOpen);
  // Another transaction opened these meanwhile, maybe by older cells. They are followed apart: who waits for them here while others
  // wait for what was opened here could wait for ever.
  const openedElsewhere = toOpen.map(({ fixId }) => fixId).filter((fixId) => !opened.has(fixId));
  if (openedElsewhere.length > 0) await enqueueJob(trx, 'follow-cells', { fixIds: openedElsewhere });

  const tally = { opened: opened.size, reopened: 0, closed: 0, superseded: 0, setAside: 0 };
  const standing: HeldRemediation[] = [];
  // What was merged into another has no devices any more and is at its end.
  for (const record of records.filter(({ closed_as }) => closed_as !== 'merged')) {
    const held: HeldRemediation = {
      record,
      history: histories.get(record.remediation_id) ?? [],
      counts: countsOfEach.get(record.remediation_id) ?? NO_CELLS,
      facts: facts.get(record.fix_id) ?? nothingKnown(record.fix_id),
      inputs: inputs.get(record.remediation_id) ?? NO_INPUTS,
    };
    const done = await moveBySystem(trx, context, held);
    if (done === null) standing.push(held);
    else tally[done] += 1;
  }
  await renew(trx, context, policy, standing);
  await publishEvent(trx, { topic: 'remediation' });
  return tally;
}

async function moveBySystem(
  trx: DatabaseTransaction,
  context: RelayContext,
  held: HeldRemediation,
): Promise<Exclude<keyof Followed, 'opened'> | null> {
  if ((await isFoundAgain(trx, context, held)) && (await actBySystem(trx, context, held, 'reopen'))) return 'reopened';
  if (await actBySystem(trx, context, held, 'supersede')) return 'superseded';
  if (await actBySystem(trx, context, held, 'set-aside')) return 'setAside';
  if (await closeByEvidence(trx, context, held)) return 'closed';
  return null;
}

/**
 * A rejection that InfoSec agreed to stands: the fix is still missing, and both know. So does what a person verified, until its
 * evidence changes.
 */
async function isFoundAgain(
  trx: DatabaseTransaction,
  { evidence }: RelayContext,
  held: HeldRemediation,
): Promise<boolean> {
  const { record, counts } = held;
  if (record.place !== 'closed' || record.closed_as === 'rejected' || counts.needsWork === 0) return false;
  return counts.needsWork > (await standingByHand(trx, evidence, held)).needsWork;
}

async function actBySystem(
  trx: DatabaseTransaction,
  context: RelayContext,
  held: HeldRemediation,
  act: MovingAct,
): Promise<boolean> {
  const counts = cellCounts(held.counts);
  const decision = decideAct(stateOf(held.history), { act, by: { kind: 'system' }, note: null }, counts);
  if (!decision.allowed) return false;
  await recordAct(trx, context, held, {
    act,
    actor: SYSTEM,
    doer: { kind: 'system' },
    to: decision.to,
    note: null,
    details: { ...counts, ...causeOf(act), reported: held.counts.scanned - held.counts.notReported },
  });
  return true;
}

function causeOf(act: MovingAct): EventDetails {
  return act === 'reopen' ? { cause: 'found-again' } : {};
}

/** New numbers and clocks, written only where they differ. A closed remediation keeps the clock by which it ended. */
async function renew(
  trx: DatabaseTransaction,
  { now }: RelayContext,
  policy: Policy,
  standing: readonly HeldRemediation[],
): Promise<void> {
  const changes: RemediationChange[] = [];
  const deadlines: NewDeadlineChange[] = [];
  for (const { record, facts, counts, history, inputs } of standing) {
    const clock = record.place === 'closed' ? null : clockColumns(policy, facts, history, inputs, now);
    const columns = { ...factColumns(facts, counts), ...clock };
    if (isWritten(record, columns)) continue;
    changes.push({ remediation_id: record.remediation_id, ...columns });
    if (clock === null) continue;
    const change = deadlineMoved(record.remediation_id, record, clock, { policy, event: 'facts', at: now });
    if (change !== null) deadlines.push(change);
  }
  await updateRemediations(trx, changes);
  await insertDeadlineChanges(trx, deadlines);
}

function nothingKnown(fixId: string): FixFacts {
  return { title: fixId, version: null, vulnerabilities: [], vendorSeverity: null, published: null, replaces: [] };
}

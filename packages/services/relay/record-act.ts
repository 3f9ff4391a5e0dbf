import type { Doer } from '@baton/domain/relay/doer.ts';
import type { EventDetails } from '@baton/domain/relay/event-details.ts';
import type { Act, Place, RejectReason } from '@baton/domain/relay/leg.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { appendEvents, type KeptEvent, readHistory } from '@baton/store/relay/history.ts';
import { holdRemediations, type RemediationRecord, updateRemediations } from '@baton/store/relay/remediations.ts';
import { insertDeadlineChanges } from '@baton/store/service-levels/deadline-changes.ts';
import { type Actor, nameOfActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import type { JsonObject } from '../log/json-value.ts';
import { ServiceError } from '../service-error.ts';
import { type ClockInputs, NO_INPUTS, readClockInputs } from '../service-levels/clock-inputs.ts';
import { deadlineMoved } from '../service-levels/deadline-moved.ts';
import { keepRound } from '../service-levels/keep-round.ts';
import { batonPosition } from './baton-position.ts';
import { countRemediations } from './count-remediations.ts';
import type { FixCellCounts, FixFacts } from './fix-evidence.ts';
import { NO_CELLS } from './fix-evidence.ts';
import type { RelayContext } from './relay-context.ts';
import { clockColumns, factColumns, factsKept, policyInForce } from './set-clock.ts';
import { tellPeople } from './tell-people.ts';

/** A remediation held for an act: nobody else moves it until the transaction ends. */
export interface HeldRemediation {
  readonly record: RemediationRecord;
  readonly history: readonly KeptEvent[];
  readonly counts: FixCellCounts;
  readonly facts: FixFacts;
  readonly inputs: ClockInputs;
}

/**
 * Holds a remediation with its history and its cells of now. `version` is what the actor saw: where the baton has moved
 * since, nothing is done.
 */
export async function holdRemediation(
  trx: DatabaseTransaction,
  context: RelayContext,
  remediationId: string,
  version: number | null,
): Promise<HeldRemediation> {
  const [record] = await holdRemediations(trx, { remediationIds: [remediationId] });
  if (!record) throw new ServiceError('not-found', `There is no remediation ${remediationId}.`);
  if (version !== null && version !== record.version) {
    throw new ServiceError(
      'baton-moved',
      `${record.fix_id} has moved on since you looked: it is in ${record.place} now.`,
      {
        hint: 'Look at it again and then decide.',
      },
    );
  }
  const counts = (await countRemediations(trx, context.evidence, [record])).get(remediationId) ?? NO_CELLS;
  const facts = (await context.evidence.facts(trx, [record.fix_id])).get(record.fix_id) ?? factsKept(record);
  const inputs =
    (await readClockInputs(trx, [{ remediationId, fixId: record.fix_id }])).get(remediationId) ?? NO_INPUTS;
  return { record, history: await readHistory(trx, remediationId), counts, facts, inputs };
}

/** An act that has been decided upon. */
export interface DecidedAct {
  readonly act: Act;
  readonly actor: Actor;
  readonly doer: Doer;
  readonly to: Place | null;
  readonly note: string | null;
  readonly rejectReason?: RejectReason;
  readonly details?: EventDetails;
}

/**
 * Writes an act down: the entry of the history, where that brings the baton, the clock, the log, and word to open screens;
 * all in the transaction in which the remediation is held. @returns the history with the new entry
 */
export async function recordAct(
  trx: DatabaseTransaction,
  context: RelayContext,
  held: HeldRemediation,
  decided: DecidedAct,
): Promise<readonly KeptEvent[]> {
  const { record } = held;
  const event = nextEvent(held, decided, context.now);
  const history = [...held.history, event];
  await appendEvents(trx, [{ ...event, remediationId: record.remediation_id }]);
  const position = { ...batonPosition(history), ...factColumns(held.facts, held.counts) };
  if (decided.to === 'closed') {
    // The clock stays as it ran: what closing changes of the facts (no device needs it any more) is no reason to judge it by.
    await updateRemediations(trx, [{ remediation_id: record.remediation_id, ...position }]);
    await keepRound(trx, record.remediation_id, history);
  } else {
    await moveClock(trx, context, held, history, position);
  }
  await appendLog(trx, {
    actor: decided.actor,
    action: LOG_ACTIONS[decided.act],
    subject: { kind: 'remediation', id: record.remediation_id, name: record.fix_id },
    details: logDetails(event),
  });
  await tellPeople(trx, record, event);
  await publishEvent(trx, { topic: 'remediation', id: record.remediation_id });
  return history;
}

async function moveClock(
  trx: DatabaseTransaction,
  context: RelayContext,
  { record, facts, inputs }: HeldRemediation,
  history: readonly KeptEvent[],
  position: Partial<RemediationRecord>,
): Promise<void> {
  const policy = await policyInForce(trx, context);
  const clock = clockColumns(policy, facts, history, inputs, context.now);
  await updateRemediations(trx, [{ remediation_id: record.remediation_id, ...position, ...clock }]);
  const event = history.at(-1)?.act === 'reopen' ? 'reopened' : 'handed-over';
  const change = deadlineMoved(record.remediation_id, record, clock, { policy, event, at: context.now });
  await insertDeadlineChanges(trx, change === null ? [] : [change]);
}

/** Entries are in order of time even where the clocks of two servers are not. */
export function nextEvent(
  held: Pick<HeldRemediation, 'history' | 'record'>,
  decided: DecidedAct,
  now: string,
): KeptEvent {
  const last = held.history.at(-1);
  const at = last && Temporal.Instant.compare(last.at, now) > 0 ? last.at : now;
  return {
    seq: (last?.seq ?? 0) + 1,
    at,
    act: decided.act,
    by: decided.doer,
    byName: nameOfActor(decided.actor),
    from: decided.to === null ? null : held.record.place,
    to: decided.to,
    note: decided.note,
    ...(decided.rejectReason ? { rejectReason: decided.rejectReason } : {}),
    details: decided.details ?? {},
  };
}

export const LOG_ACTIONS: Readonly<Record<Act, string>> = {
  open: 'remediation.opened',
  'hand-over': 'remediation.handed-over',
  'hand-back': 'remediation.handed-back',
  'already-in-place': 'remediation.said-in-place',
  reject: 'remediation.rejected',
  uphold: 'remediation.rejection-upheld',
  close: 'remediation.closed',
  reopen: 'remediation.reopened',
  supersede: 'remediation.superseded',
  'set-aside': 'remediation.set-aside',
  deploy: 'remediation.deployed',
  'deploy-result': 'remediation.deployment-ended',
  'request-verification': 'remediation.verification-requested',
  comment: 'remediation.commented',
  attach: 'remediation.file-attached',
  assign: 'remediation.assigned',
  split: 'remediation.split',
  absorb: 'remediation.took-devices-over',
  merge: 'remediation.merged',
  emergency: 'remediation.emergency-declared',
  'approve-emergency': 'remediation.emergency-approved',
  'emergency-late': 'remediation.emergency-not-approved-in-time',
  'plan-test': 'remediation.test-planned',
  'test-result': 'remediation.test-result-noted',
  'collect-evidence': 'remediation.evidence-collected',
  'waive-evidence': 'remediation.evidence-waived',
  'set-parts': 'remediation.parts-set',
  'part-done': 'remediation.part-done',
  'verify-devices': 'remediation.devices-verified',
};

/** What the log keeps of an entry: its numbers and words, not its lists of devices. */
export function logDetails({ seq, from, to, note, rejectReason, details }: KeptEvent): JsonObject {
  const { deviceIds, test, parts, person, attachment, other, deployers, partWords: _words, ...numbers } = details;
  return {
    seq,
    from,
    to,
    note,
    rejectReason: rejectReason ?? null,
    ...numbers,
    ...(deviceIds ? { devices: deviceIds.length } : {}),
    ...(test ? { test: { ...test } } : {}),
    ...(parts ? { parts: parts.map((part) => ({ ...part })) } : {}),
    ...(person === undefined ? {} : { person: person && { ...person } }),
    ...(attachment ? { attachment: { ...attachment } } : {}),
    ...(other ? { other: { ...other } } : {}),
    ...(deployers ? { deployers: [...deployers] } : {}),
  };
}

import type { ClockMark } from '@baton/domain/service-levels/clock-marks.ts';
import { clockMarks } from '@baton/domain/service-levels/clock-marks.ts';
import { standstillsOf } from '@baton/domain/service-levels/freeze.ts';
import type { Policy } from '@baton/domain/service-levels/policy.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { readPolicies } from '@baton/store/relay/policies.ts';
import type { RemediationRecord } from '@baton/store/relay/remediations.ts';
import { holdMarked, setNextMarks } from '@baton/store/service-levels/marks.ts';
import {
  type ActivePerson,
  insertNotifications,
  type NewNotification,
  readActivePeople,
} from '@baton/store/service-levels/notifications.ts';
import { readSignedPauses } from '@baton/store/service-levels/pauses.ts';
import { markWords } from './notification-words.ts';
import { namedPeople, whoCanAct } from './who-can-act.ts';

const BATCH = 1000;

/**
 * Tells of every clock that has passed a mark since it was last looked at. Each message once: its key names the round, the
 * tier and the mark, so that a deadline that moves does not tell the same again. Any number of workers may run it at once.
 * @returns how many messages were put into the outbox
 */
export async function tellMarks(db: Database, now: string, signal?: AbortSignal): Promise<number> {
  let told = 0;
  for (;;) {
    const done = await db.transaction().execute((trx) => tellBatch(trx, now));
    told += done.told;
    if (done.looked < BATCH || signal?.aborted === true) return told;
  }
}

async function tellBatch(
  trx: DatabaseTransaction,
  now: string,
): Promise<{ readonly looked: number; readonly told: number }> {
  const records = await holdMarked(trx, now, BATCH);
  if (records.length === 0) return { looked: 0, told: 0 };
  const policies = await readPolicies(trx);
  const people = await readActivePeople(trx);
  const pauses = await readSignedPauses(
    trx,
    records.map(({ remediation_id }) => remediation_id),
  );
  const messages: NewNotification[] = [];
  const next: { remediationId: string; at: string | null }[] = [];
  for (const record of records) {
    const policy = policies.get(`${record.policy_id} ${record.policy_version}`);
    const marks = policy ? marksOf(record, policy, pauses.get(record.remediation_id) ?? [], now) : [];
    const passed = marks.filter(({ at }) => Date.parse(at) <= Date.parse(now));
    const ahead = marks.find(({ at }) => Date.parse(at) > Date.parse(now));
    next.push({ remediationId: record.remediation_id, at: ahead?.at ?? null });
    if (policy) messages.push(...worthTelling(passed).flatMap((mark) => messagesOf(record, mark, policy, people, now)));
  }
  await setNextMarks(trx, next);
  const told = await insertNotifications(trx, messages);
  for (const personId of told) await publishEvent(trx, { topic: 'notification', id: personId });
  return { looked: records.length, told: messages.length === 0 ? 0 : told.size };
}

function marksOf(
  record: RemediationRecord,
  policy: Policy,
  pauses: Parameters<typeof standstillsOf>[2],
  now: string,
): readonly ClockMark[] {
  const tier = policy.tiers.find(({ id }) => id === record.tier_id);
  if (!tier) return [];
  const deadline = { startedAt: record.clock_started_at, dueAt: record.due_at };
  return clockMarks(deadline, standstillsOf(policy, tier, pauses), policy.escalation, now);
}

/** Of the warnings only the last, and none any more once the deadline has passed: what is old news helps nobody. */
function worthTelling(passed: readonly ClockMark[]): readonly ClockMark[] {
  const warnings = passed.filter(({ kind }) => kind === 'warning');
  const after = passed.filter(({ kind }) => kind !== 'warning');
  return after.length > 0 ? after : warnings.slice(-1);
}

function messagesOf(
  record: RemediationRecord,
  mark: ClockMark,
  policy: Policy,
  people: readonly ActivePerson[],
  now: string,
): readonly NewNotification[] {
  const tier = policy.tiers.find(({ id }) => id === record.tier_id)?.name ?? record.tier_id;
  const { kind, title, body } = markWords(record, mark, tier, policy.timeZone);
  const able = whoCanAct(record, people);
  // Whoever was told of the breach as the one who can act is not told the same at once again.
  const isAtBreach = mark.kind === 'escalation' && Date.parse(mark.at) === Date.parse(record.due_at ?? mark.at);
  const named = mark.kind === 'escalation' ? namedPeople(mark.to, people) : able;
  const to = isAtBreach ? named.filter((person) => !able.includes(person)) : named;
  return to.map(({ personId }) => ({
    person_id: personId,
    message_key: keyOf(record, mark),
    kind,
    subject_kind: 'remediation',
    subject_id: record.remediation_id,
    title: title.slice(0, 300),
    body: body.slice(0, 4000),
    path: `/remediations/${record.remediation_id}`,
    created_at: now,
  }));
}

function keyOf({ remediation_id, reopened, tier_id, clock_aim }: RemediationRecord, mark: ClockMark): string {
  const what =
    mark.kind === 'warning' ? `${mark.percent}` : mark.kind === 'breach' ? 'breach' : `escalation ${mark.step}`;
  return `clock ${remediation_id} ${reopened} ${tier_id} ${clock_aim} ${what}`;
}

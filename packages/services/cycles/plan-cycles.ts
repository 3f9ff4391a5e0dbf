import { scheduleRule } from '@baton/contract/cycles.ts';
import { type CycleSchedule, cycleHolding, scheduleProblems } from '@baton/domain/cycles/cycle-schedule.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import {
  insertSchedule,
  lockCycles,
  readNewestCycle,
  readSchedule,
  replanCycle,
  type ScheduleRow,
} from '@baton/store/cycles/patch-cycles.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import type { PersonActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';

export interface ScheduleWish extends CycleSchedule {
  /** ISO date: the first cycle is the one that holds it. Counts only where there is no cycle yet. */
  readonly since?: string | undefined;
}

/**
 * Sets by which rule cycles begin. A cycle that runs keeps its start and what it began with; its end becomes that of the new
 * rule's cycle that holds now. Past cycles stay as they are.
 */
export async function setSchedule(
  db: Database,
  actor: PersonActor,
  { since, ...schedule }: ScheduleWish,
  now: string,
): Promise<number> {
  requirePermission(actor, 'cycle.schedule');
  refuseWrongSchedule(schedule);
  return db.transaction().execute(async (trx) => {
    await lockCycles(trx);
    const version = ((await readSchedule(trx))?.version ?? 0) + 1;
    await insertSchedule(trx, {
      version,
      rule: schedule.rule,
      time_zone: schedule.timeZone,
      since: since ?? null,
      set_at: now,
      set_by: actor.personId,
      set_by_name: actor.name,
      set_by_team: actor.team,
    });
    const endsAt = await replanRunning(trx, schedule, version, now);
    const details = { version, rule: { ...scheduleRule.parse(schedule.rule) }, timeZone: schedule.timeZone, endsAt };
    await appendLog(trx, { actor, action: 'cycle.scheduled', subject: { kind: 'cycle', id: null }, details });
    await publishEvent(trx, { topic: 'cycle' });
    // At once, and once more when the end that was just set has come.
    await enqueueJob(trx, 'keep-cycles', {}, { key: 'keep-cycles' });
    return version;
  });
}

async function replanRunning(
  trx: DatabaseTransaction,
  schedule: CycleSchedule,
  version: number,
  now: string,
): Promise<string | null> {
  const newest = await readNewestCycle(trx);
  if (newest === undefined || Temporal.Instant.compare(newest.ends_at, now) <= 0) return null;
  const held = cycleHolding(schedule, now);
  // Own dates that hold nothing now: the running one ends as it would have.
  if (held === null) return newest.ends_at;
  await replanCycle(trx, newest.cycle_id, {
    ends_at: held.end,
    time_zone: schedule.timeZone,
    schedule_version: version,
  });
  return held.end;
}

function refuseWrongSchedule(schedule: CycleSchedule): void {
  const problems = scheduleProblems(schedule);
  if (problems.length === 0) return;
  throw new ServiceError('invalid', `Cycles cannot begin so: ${problems.join('; ')}.`, { where: 'body.rule' });
}

/** A kept schedule, parsed. */
export function scheduleOf(row: ScheduleRow): CycleSchedule {
  return { rule: scheduleRule.parse(row.rule), timeZone: row.time_zone };
}

import { randomUUID } from 'node:crypto';
import { type CycleSpan, dueCycles } from '@baton/domain/cycles/cycle-schedule.ts';
import type { View } from '@baton/store/board/device-set.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { freezeFixes } from '@baton/store/cycles/frozen-fixes.ts';
import {
  insertCycle,
  lockCycles,
  readNewestCycle,
  readSchedule,
  readUnmade,
  type ScheduleRow,
} from '@baton/store/cycles/patch-cycles.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { SYSTEM } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { readFigures, withStates } from '../read-board/board-figures.ts';
import { causeGroups } from '../read-board/cause-groups.ts';
import type { StartFigures } from './known-cycle.ts';
import { scheduleOf } from './plan-cycles.ts';
import { snapshotOf } from './snapshot-of.ts';

/** What moved just before a moment may be committed a little after it: a cycle is opened, and looked back on, this much later. */
export const SETTLES_AFTER = { minutes: 5 };

/**
 * Opens the cycles that have begun, each with what was required at its very start, however late that is looked at: the numbers
 * of a past moment can be had again. @returns the numbers of the cycles that have ended and still need their retrospective
 */
export async function openDueCycles(db: Database, now: string): Promise<readonly number[]> {
  const settled = Temporal.Instant.from(now).subtract(SETTLES_AFTER).toString();
  while (await db.transaction().execute((trx) => openNext(db, trx, settled, now)));
  return readUnmade(db, settled);
}

async function openNext(db: Database, trx: DatabaseTransaction, settled: string, now: string): Promise<boolean> {
  await lockCycles(trx);
  const schedule = await readSchedule(trx);
  if (schedule === undefined) return false;
  const newest = await readNewestCycle(trx);
  const from = newest === undefined ? { holding: firstMoment(schedule) } : { after: newest.ends_at };
  const [next] = dueCycles(scheduleOf(schedule), from, settled);
  if (next === undefined) return false;
  const number = (newest?.number ?? 0) + 1;
  const cycleId = randomUUID();
  await insertCycle(trx, {
    cycle_id: cycleId,
    number,
    starts_at: next.start,
    ends_at: next.end,
    time_zone: schedule.time_zone,
    schedule_version: schedule.version,
    opened_at: now,
    start_figures: await figuresAtStart(db, trx, next),
  });
  const fixes = await freezeFixes(trx, cycleId, viewAt(next.start));
  await appendLog(trx, {
    actor: SYSTEM,
    action: 'cycle.opened',
    subject: { kind: 'cycle', id: cycleId, name: `cycle ${number}` },
    details: { startsAt: next.start, endsAt: next.end, fixes },
  });
  await publishEvent(trx, { topic: 'cycle' });
  return true;
}

async function figuresAtStart(db: Database, trx: DatabaseTransaction, { start }: CycleSpan): Promise<StartFigures> {
  const figures = await withStates(db, await readFigures(trx, viewAt(start)));
  const causes = causeGroups(figures).map(({ cause, cells, devices }) => ({ cause, cells, devices }));
  return { snapshot: snapshotOf(figures, start), causes };
}

function viewAt(at: string): View {
  return { scope: [], at };
}

function firstMoment({ since, set_at, time_zone }: ScheduleRow): string {
  return since === null ? set_at : Temporal.PlainDate.from(since).toZonedDateTime(time_zone).toInstant().toString();
}

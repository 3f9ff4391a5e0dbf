import type { CycleRule } from './policy.ts';

/** A patch cycle, half-open: it begins at `start` and ends where the next begins. */
export interface PatchCycle {
  readonly start: Temporal.ZonedDateTime;
  readonly end: Temporal.ZonedDateTime;
}

/** From the second Tuesday of the month, the day on which Microsoft and others release. */
export const SECOND_TUESDAY: CycleRule = { nth: 2, weekday: 2, plusDays: 0 };

/** The cycle that holds a moment. */
export function cycleAt(rule: CycleRule, at: Temporal.ZonedDateTime): PatchCycle {
  const month = at.toPlainDate().toPlainYearMonth();
  // A shift by days can move a beginning over the end of its month, so two months on either side are looked at.
  const starts = [-2, -1, 0, 1, 2].map((months) => startIn(rule, month.add({ months }), at.timeZoneId));
  const index = starts.findLastIndex((start) => Temporal.ZonedDateTime.compare(start, at) <= 0);
  const start = starts[index];
  const end = starts[index + 1];
  if (start === undefined || end === undefined) throw new RangeError('A cycle begins within 31 days of its weekday.');
  return { start, end };
}

function startIn(rule: CycleRule, month: Temporal.PlainYearMonth, timeZone: string): Temporal.ZonedDateTime {
  const first = month.toPlainDate({ day: 1 });
  const toWeekday = (rule.weekday - first.dayOfWeek + 7) % 7;
  return first.add({ days: toWeekday + 7 * (rule.nth - 1) + rule.plusDays }).toZonedDateTime(timeZone);
}

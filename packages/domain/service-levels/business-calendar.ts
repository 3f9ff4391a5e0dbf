/** When work is done, in the policy's time zone. */
export interface BusinessCalendar {
  /** ISO weekdays: Monday 1 to Sunday 7. */
  readonly workDays: readonly number[];
  /** Dates without work: "2026-12-25". */
  readonly holidays: readonly string[];
}

const LONGEST_BREAK_DAYS = 366;

/** Whether work is done on a date. */
export function isWorkDay(calendar: BusinessCalendar, date: Temporal.PlainDate): boolean {
  return calendar.workDays.includes(date.dayOfWeek) && !calendar.holidays.includes(date.toString());
}

/**
 * The same time of day, so many work days later. A start outside of work days counts from the beginning of the next one.
 * Throws a RangeError where the calendar has no work day within a year: such a calendar would never end.
 */
export function addWorkDays(
  calendar: BusinessCalendar,
  start: Temporal.ZonedDateTime,
  workDays: number,
): Temporal.ZonedDateTime {
  let at = isWorkDay(calendar, start.toPlainDate()) ? start : nextWorkDay(calendar, start).startOfDay();
  for (let left = workDays; left > 0; left -= 1) at = nextWorkDay(calendar, at);
  return at;
}

function nextWorkDay(calendar: BusinessCalendar, from: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  for (let days = 1; days <= LONGEST_BREAK_DAYS; days += 1) {
    const at = from.add({ days });
    if (isWorkDay(calendar, at.toPlainDate())) return at;
  }
  throw new RangeError(`The calendar has no work day within a year of ${from.toPlainDate().toString()}.`);
}

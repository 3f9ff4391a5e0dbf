import { DAY_MS } from './milliseconds.ts';

/** The second Tuesday of a month at 17:00 UTC, when Microsoft's updates come out. */
export function patchTuesday(month: Temporal.PlainYearMonth): number {
  const first = month.toPlainDate({ day: 1 });
  const second = first.add({ days: ((9 - first.dayOfWeek) % 7) + 7 });
  return Date.parse(`${second.toString()}T17:00:00Z`);
}

/** The last `count` of those that had been out for five days at `now`, oldest first. */
export function patchTuesdays(now: number, count: number): readonly number[] {
  const found: number[] = [];
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('UTC');
  for (
    let month = today.toPlainDate().toPlainYearMonth();
    found.length < count;
    month = month.subtract({ months: 1 })
  ) {
    const tuesday = patchTuesday(month);
    if (tuesday <= now - 5 * DAY_MS) found.unshift(tuesday);
  }
  return found;
}

/**
 * Which of several releases, oldest first, each cycle is about: the newest that was out on its day, and never the one of a later
 * cycle, so that each cycle has something new to install. Negative where there were not enough.
 */
export function releaseOfEachCycle(released: readonly string[], days: readonly string[]): readonly number[] {
  let later = released.length;
  const positions = days.toReversed().map((day) => {
    const newest = released.filter((date) => date <= day).length - 1;
    later = Math.min(newest, later - 1);
    return later;
  });
  return positions.reverse();
}

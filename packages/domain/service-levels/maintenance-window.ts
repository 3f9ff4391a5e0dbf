/** A time that comes back every week in which devices may be changed. Local times of its zone, so that summer time keeps the hour. */
export interface MaintenanceWindow {
  /** ISO weekdays on which it begins: Monday 1 to Sunday 7. */
  readonly weekdays: readonly number[];
  /** "22:00" */
  readonly startsAt: string;
  readonly minutes: number;
  /** Which of these weekdays in the month (1: the first); empty: every one. */
  readonly weeks: readonly number[];
  /** IANA name. */
  readonly timeZone: string;
}

export interface WindowOccurrence {
  readonly start: string;
  readonly end: string;
}

const LONGEST_GAP_DAYS = 63;

/**
 * The next occurrence that begins at `after` or later and does not fall into a freeze; null where there is none within two
 * months. One that has begun already is left out: what does not fit into its rest is not promised.
 */
export function nextWindow(
  window: MaintenanceWindow,
  after: string,
  freezes: readonly { readonly from: string; readonly until: string | null }[],
): WindowOccurrence | null {
  const from = Temporal.Instant.from(after);
  const today = from.toZonedDateTimeISO(window.timeZone).toPlainDate();
  for (let days = 0; days <= LONGEST_GAP_DAYS; days += 1) {
    const date = today.add({ days });
    if (!beginsOn(window, date)) continue;
    const start = date.toZonedDateTime({
      timeZone: window.timeZone,
      plainTime: Temporal.PlainTime.from(window.startsAt),
    });
    const end = start.add({ minutes: window.minutes });
    const occurrence = { start: start.toInstant().toString(), end: end.toInstant().toString() };
    if (Temporal.Instant.compare(occurrence.start, from) < 0) continue;
    if (!freezes.some((freeze) => overlaps(occurrence, freeze))) return occurrence;
  }
  return null;
}

function beginsOn({ weekdays, weeks }: MaintenanceWindow, date: Temporal.PlainDate): boolean {
  if (!weekdays.includes(date.dayOfWeek)) return false;
  return weeks.length === 0 || weeks.includes(Math.ceil(date.day / 7));
}

function overlaps(
  { start, end }: WindowOccurrence,
  freeze: { readonly from: string; readonly until: string | null },
): boolean {
  if (Temporal.Instant.compare(end, freeze.from) <= 0) return false;
  return freeze.until === null || Temporal.Instant.compare(start, freeze.until) < 0;
}

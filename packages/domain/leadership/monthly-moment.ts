/** When in each month something is sent, in the customer's zone. */
export interface MonthlyMoment {
  /** 1 to 28: every month has it. */
  readonly dayOfMonth: number;
  /** "07:30" */
  readonly at: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** The first such moment after an instant. Where summer time leaves the hour out, the next minute that there is. */
export function nextMonthly(moment: MonthlyMoment, after: Temporal.Instant): Temporal.Instant {
  const here = after.toZonedDateTimeISO(moment.timeZone).toPlainDate().toPlainYearMonth();
  const inThisMonth = momentIn(moment, here);
  return Temporal.Instant.compare(inThisMonth, after) > 0 ? inThisMonth : momentIn(moment, here.add({ months: 1 }));
}

/** The last such moment that is not after an instant, with the month that it is of: "2026-11". */
export function lastMonthly(
  moment: MonthlyMoment,
  until: Temporal.Instant,
): { readonly at: Temporal.Instant; readonly month: string } {
  const here = until.toZonedDateTimeISO(moment.timeZone).toPlainDate().toPlainYearMonth();
  const inThisMonth = momentIn(moment, here);
  if (Temporal.Instant.compare(inThisMonth, until) <= 0) return { at: inThisMonth, month: here.toString() };
  const before = here.subtract({ months: 1 });
  return { at: momentIn(moment, before), month: before.toString() };
}

function momentIn({ dayOfMonth, at, timeZone }: MonthlyMoment, month: Temporal.PlainYearMonth): Temporal.Instant {
  return month
    .toPlainDate({ day: dayOfMonth })
    .toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(at) })
    .toInstant();
}

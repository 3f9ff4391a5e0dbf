import { cycleAt } from '../service-levels/patch-cycle.ts';
import type { CycleRule } from '../service-levels/policy.ts';

/**
 * When cycles begin. Each lasts until the next begins, at midnight of the schedule's zone.
 * `weekday`: from the nth weekday of the month, shifted by days ("second Tuesday + 1"). `monthly`: a day of the month, or its last
 * where it has no such day. `quarterly`: the same in the first, second or third month of each quarter of the year. `dates`: own
 * dates, of which the last one ends the last cycle.
 */
export type ScheduleRule =
  | ({ readonly kind: 'weekday' } & CycleRule)
  | { readonly kind: 'monthly'; readonly day: number }
  | { readonly kind: 'quarterly'; readonly month: 1 | 2 | 3; readonly day: number }
  | { readonly kind: 'dates'; readonly starts: readonly string[] };

export interface CycleSchedule {
  readonly rule: ScheduleRule;
  /** IANA name. */
  readonly timeZone: string;
}

/** Half-open; instants as ISO-8601 with Z. */
export interface CycleSpan {
  readonly start: string;
  readonly end: string;
}

/** The cycle that holds a moment; null outside of own dates. */
export function cycleHolding({ rule, timeZone }: CycleSchedule, at: string): CycleSpan | null {
  const here = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
  if (rule.kind === 'weekday') {
    const { start, end } = cycleAt(rule, here);
    return spanOf(start, end);
  }
  const starts = startsAround(rule, here);
  const index = starts.findLastIndex((start) => Temporal.ZonedDateTime.compare(start, here) <= 0);
  const [start, end] = [starts[index], starts[index + 1]];
  return start === undefined || end === undefined ? null : spanOf(start, end);
}

/** More than fit between a first report and now: a schedule that is wrong must not run on. */
const MOST_AT_ONCE = 240;

/**
 * Cycles that have begun by `now` and are not kept yet: they follow one another from the end of the newest one that is kept, or
 * else from the cycle that holds the first day. After a change of the schedule the next one lasts to the next beginning by the
 * new rule, so that no day is in two cycles.
 *
 * @param from end of the newest cycle, or a moment of the first one's
 */
export function dueCycles(
  schedule: CycleSchedule,
  from: { readonly after: string } | { readonly holding: string },
  now: string,
): readonly CycleSpan[] {
  const spans: CycleSpan[] = [];
  let at = 'after' in from ? from.after : firstStart(schedule, from.holding);
  while (at !== null && !isBefore(now, at) && spans.length < MOST_AT_ONCE) {
    const held = cycleHolding(schedule, at);
    if (held !== null) spans.push({ start: at, end: held.end });
    at = held?.end ?? nextStart(schedule, at);
  }
  return spans;
}

/** What is wrong with a schedule, in words; empty where nothing is. */
export function scheduleProblems({ rule, timeZone }: CycleSchedule): readonly string[] {
  const problems = isZone(timeZone) ? [] : [`${timeZone} is no time zone: write its IANA name, like Europe/Berlin`];
  if (rule.kind !== 'dates') return problems;
  const { starts } = rule;
  const unordered = starts.findIndex((start, at) => at > 0 && start <= (starts[at - 1] ?? ''));
  return [
    ...problems,
    ...(starts.length < 2 ? ['own dates are at least two: a cycle lasts from one to the next'] : []),
    ...(unordered < 0 ? [] : [`${starts[unordered]} stands after ${starts[unordered - 1]}: write the dates in order`]),
  ];
}

function firstStart(schedule: CycleSchedule, holding: string): string | null {
  return cycleHolding(schedule, holding)?.start ?? nextStart(schedule, holding);
}

/** The next of own dates; the other rules hold every moment. */
function nextStart({ rule, timeZone }: CycleSchedule, after: string): string | null {
  if (rule.kind !== 'dates') return null;
  const next = datesOf(rule.starts, timeZone).find((start) => isBefore(after, start.toInstant().toString()));
  return next?.toInstant().toString() ?? null;
}

function startsAround(
  rule: Exclude<ScheduleRule, { readonly kind: 'weekday' }>,
  at: Temporal.ZonedDateTime,
): readonly Temporal.ZonedDateTime[] {
  if (rule.kind === 'dates') return datesOf(rule.starts, at.timeZoneId);
  const month = at.toPlainDate().toPlainYearMonth();
  const months = rule.kind === 'monthly' ? [-1, 0, 1] : [-4, -3, -2, -1, 0, 1, 2, 3, 4];
  return (
    months
      .map((months) => month.add({ months }))
      .filter(({ month: of }) => rule.kind === 'monthly' || (of - 1) % 3 === rule.month - 1)
      // The last of the month where it has no such day.
      .map((each) => each.toPlainDate({ day: Math.min(rule.day, each.daysInMonth) }).toZonedDateTime(at.timeZoneId))
  );
}

function datesOf(starts: readonly string[], timeZone: string): readonly Temporal.ZonedDateTime[] {
  return starts.map((start) => Temporal.PlainDate.from(start).toZonedDateTime(timeZone));
}

function spanOf(start: Temporal.ZonedDateTime, end: Temporal.ZonedDateTime): CycleSpan {
  return { start: start.toInstant().toString(), end: end.toInstant().toString() };
}

function isBefore(a: string, b: string): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}

function isZone(timeZone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return true;
  } catch {
    return false;
  }
}

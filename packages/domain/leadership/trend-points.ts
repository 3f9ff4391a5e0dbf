/** Days of history from which a trend is shown by the ends of weeks, and of months. */
const WEEKS_FROM = 28;
const MONTHS_FROM = 100;
const MOST_POINTS = 12;

/** How far apart a trend's points are. */
export type TrendStep = 'day' | 'week' | 'month';

/** What a leader looks at: the ends of months where there are enough of them, else of weeks, else days. */
export function trendStep(days: readonly { readonly day: string }[]): TrendStep {
  const [first, last] = [days[0]?.day, days.at(-1)?.day];
  if (first === undefined || last === undefined) return 'day';
  const span = Temporal.PlainDate.from(first).until(last, { largestUnit: 'day' }).days;
  return span >= MONTHS_FROM ? 'month' : span >= WEEKS_FROM ? 'week' : 'day';
}

/**
 * The last day known of each whole month or week, at most twelve, and today at the end. The period that today is in has not
 * ended, so it has no other point than today.
 */
export function trendPoints<Day extends { readonly day: string }>(
  days: readonly Day[],
  step: TrendStep,
): readonly Day[] {
  const today = days.at(-1);
  if (today === undefined) return [];
  const current = periodOf(today.day, step);
  const ends = [...Map.groupBy(days, ({ day }) => periodOf(day, step))]
    .filter(([period]) => period !== current)
    .flatMap(([, own]) => own.at(-1) ?? []);
  return [...ends.slice(-MOST_POINTS), today];
}

/** ISO weeks begin on Monday and belong to the year of their Thursday. */
function periodOf(day: string, step: TrendStep): string {
  if (step === 'day') return day;
  if (step === 'month') return day.slice(0, 7);
  const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(day);
  return `${yearOfWeek} ${weekOfYear}`;
}

import { type Fraction, formatCount, formatCounted, formatDay, formatTenths, shareOf, tenthsOf } from './formats.ts';

/** What the sentences are made from: a part of the leadership page. */
export interface LeadershipNumbers {
  readonly agreed: Fraction;
  readonly verdicts: { readonly open: number; readonly disputed: number; readonly unproven: number };
  readonly trend: {
    readonly step: 'day' | 'week' | 'month';
    readonly points: readonly { readonly day: string; readonly agreed: Fraction }[];
  };
}

/** A day stays on one line with its month. */
const NO_BREAK = '\u00a0';

/** What the page says in one breath: where we are, where the last period ended, and how far that is from the first. */
export function leadershipHeadline({ agreed, trend }: LeadershipNumbers): string {
  const now = tenthsOf(agreed);
  if (now === null) return 'No patch is known to be needed yet.';
  const here = `Both teams can prove ${formatTenths(now)} % of the patches that are needed.`;
  const past = trend.points.slice(0, -1).filter(({ agreed: share }) => share.denominator > 0);
  const [first, last] = [past[0], past.at(-1)];
  if (first === undefined || last === undefined) return here;
  const ended = tenthsOf(last.agreed) ?? 0;
  const name = periodName(last.day, trend.step);
  const then = `${name.charAt(0).toUpperCase()}${name.slice(1)} ended at ${formatTenths(ended)} %`;
  if (first === last) return `${here} ${then}.`;
  return `${here} ${then}, ${apart(ended - (tenthsOf(first.agreed) ?? 0))} ${periodName(first.day, trend.step)}.`;
}

function apart(points: number): string {
  const tenths = Math.round(points * 10) / 10;
  if (tenths === 0) return 'the same as';
  return `${formatTenths(Math.abs(tenths))} points ${tenths > 0 ? 'above' : 'below'}`;
}

/** "September", "the week to 24 Nov", "24 Nov". */
function periodName(day: string, step: LeadershipNumbers['trend']['step']): string {
  if (step === 'month') return MONTHS[Number(day.slice(5, 7)) - 1] ?? day;
  const short = trendLabel(day, step).replaceAll(' ', NO_BREAK);
  return step === 'week' ? `the week to ${short}` : short;
}

/** As it stands under a point of the trend: "Sep", "24 Nov". */
export function trendLabel(day: string, step: LeadershipNumbers['trend']['step']): string {
  if (step === 'month') return (MONTHS[Number(day.slice(5, 7)) - 1] ?? day).slice(0, 3);
  return formatDay(day).replace(/ \d{4}$/, '');
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** What is missing, in one or two sentences, without whose it is. */
export function leadershipMissing({ agreed, verdicts }: LeadershipNumbers): string {
  if (agreed.denominator === 0) return 'The numbers come with the first report of either team.';
  const { open, disputed, unproven } = verdicts;
  if (open + disputed + unproven === 0) return 'Nothing is missing: every needed patch that is not excepted is proven.';
  const parts = [
    { cells: unproven, says: `for ${formatCounted(unproven, 'cell')} one side has not looked, or not well enough` },
    { cells: disputed, says: `on ${formatCounted(disputed, 'cell')} the tools differ` },
    { cells: open, says: `${formatCounted(open, 'cell')} ${open === 1 ? 'is' : 'are'} open, and both teams know` },
  ]
    .filter(({ cells }) => cells > 0)
    .toSorted((a, b) => b.cells - a.cells);
  return `Of what is missing, ${parts.map(({ says }) => says).join('; ')}.`;
}

export interface ExceptionNumbers {
  readonly inForce: number;
  readonly devices: number;
  readonly renewals: number;
  readonly oldest: { readonly name: string; readonly since: string } | null;
}

/** What leaders are told of exceptions: how many, how often renewed, and the one that has lasted longest. */
export function exceptionsInForce({ inForce, devices, renewals, oldest }: ExceptionNumbers): string {
  if (inForce === 0) return 'No exception is in force.';
  const renewed =
    renewals === 0 ? 'not renewed' : `renewed ${renewals === 1 ? 'once' : `${formatCount(renewals)} times`}`;
  const many = `${formatCounted(inForce, 'exception')} on ${formatCounted(devices, 'device')}, ${renewed}`;
  return oldest === null ? `${many}.` : `${many}; the oldest, ${oldest.name}, since ${formatDay(oldest.since, 'UTC')}.`;
}

/** "92.0 %", "30 days": a goal's target. */
export function goalTarget({
  target,
  kind,
  unit,
}: {
  readonly target: number;
  readonly kind: string;
  readonly unit: string;
}): string {
  return kind === 'share' ? `${formatTenths(target)} %` : `${formatCount(target)} ${unit}`;
}

/** How long a bar is and where its mark stands, 0 to 1: a share as it is, a number against the larger of it and its goal. */
export function goalBar(goal: {
  readonly target: number;
  readonly figure:
    | { readonly kind: 'share'; readonly share: Fraction }
    | { readonly kind: 'number'; readonly number: number };
}): { readonly bar: number; readonly mark: number } {
  const { figure, target } = goal;
  if (figure.kind === 'share') return { bar: shareOf(figure.share), mark: target / 100 };
  const most = Math.max(figure.number, target, 1);
  return { bar: figure.number / most, mark: target / most };
}

/** Minutes as days with one decimal, "2.9 d"; under a day in hours, "5.0 h". */
export function formatLegTime(minutes: number): string {
  return minutes >= 1440 ? `${formatTenths(minutes / 1440)} d` : `${formatTenths(minutes / 60)} h`;
}

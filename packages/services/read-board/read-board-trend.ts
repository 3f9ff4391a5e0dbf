import type { TrendDay } from '@baton/contract/board.ts';
import { cellsByVerdict, unexplainedCells } from '@baton/domain/reconciliation/count-states.ts';
import { numbersOfCells } from '@baton/domain/reconciliation/unit-numbers.ts';
import type { Scope } from '@baton/domain/scope/scope.ts';
import { type NotedDay, readFirstDay, readNotedDays } from '@baton/store/board/board-days.ts';
import { type Cohort, type CohortCells, readTrendOfScope } from '@baton/store/board/trend-of-scope.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { dayOf, viewOf } from './asked-view.ts';
import { figuresOf } from './board-figures.ts';
import { computedOnce } from './computed-once.ts';

export interface TrendQuery {
  readonly days: number;
  readonly scope?: Scope | undefined;
}

/** How the numbers moved, a point a day; today’s as it is now. */
export async function readBoardTrend(db: Database, { days, scope = [] }: TrendQuery) {
  const today = dayOf(Temporal.Now.instant());
  const from = Temporal.PlainDate.from(today)
    .subtract({ days: days - 1 })
    .toString();
  const firstDay = await readFirstDay(db);
  const past = scope.length === 0 ? await readNotedDays(db, from, today) : await trendOf(db, scope, from, today);
  const points = [
    ...past.filter(({ day }) => day !== today),
    ...(firstDay === null ? [] : [await nowOf(db, scope, today)]),
  ];
  return { days: points.map(pointOf), firstDay };
}

async function nowOf(db: Database, scope: Scope, day: string): Promise<NotedDay> {
  const { states } = await figuresOf(db, viewOf({ scope }));
  const { required, proven } = numbersOfCells(states);
  return { day, required, unexplained: unexplainedCells(states), ...cellsByVerdict(states), proven };
}

function pointOf({ proven, required, ...day }: NotedDay): TrendDay {
  return { ...day, agreed: { numerator: proven, denominator: required } };
}

function trendOf(db: Database, scope: Scope, from: string, to: string): Promise<readonly NotedDay[]> {
  return computedOnce(db, `trend ${from} ${to}`, { scope, at: null }, async (trx) => {
    const { cohorts, cells } = await readTrendOfScope(trx, scope, { from, to });
    return sumCohorts(cohorts, cells);
  });
}

type Sums = { -readonly [Name in keyof Omit<NotedDay, 'day'>]: number };

/** What the cohorts that were in the scope had at the end of each day: what they have now, less what later days changed. */
export function sumCohorts(cohorts: readonly Cohort[], cells: readonly CohortCells[]): readonly NotedDay[] {
  const ofCohort = Map.groupBy(cells, ({ cohort }) => cohort);
  const byDay = new Map<string, Sums>();
  for (const { cohort, days } of cohorts) {
    const own = Map.groupBy(ofCohort.get(cohort) ?? [], ({ day }) => day);
    const at = sumOf(own.get(null) ?? []);
    const changes = [...own.keys()].filter((day) => day !== null).sort();
    for (const day of days.toSorted().reverse()) {
      while ((changes.at(-1) ?? '') > day) addTo(at, sumOf(own.get(changes.pop() ?? null) ?? []), -1);
      const sums = byDay.get(day) ?? noSums();
      addTo(sums, at, 1);
      byDay.set(day, sums);
    }
  }
  return [...byDay].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, sums]) => ({ day, ...sums }));
}

function sumOf(cells: readonly CohortCells[]): Sums {
  const sums = noSums();
  for (const { verdict, unexplained, cells: count } of cells) {
    sums.required += count;
    sums[verdict] += count;
    if (unexplained) sums.unexplained += count;
  }
  return sums;
}

function addTo(sums: Sums, added: Sums, sign: 1 | -1): void {
  for (const name of NAMES) sums[name] += sign * added[name];
}

const NAMES = ['required', 'proven', 'open', 'disputed', 'unproven', 'excepted', 'unexplained'] as const;

function noSums(): Sums {
  return { required: 0, proven: 0, open: 0, disputed: 0, unproven: 0, excepted: 0, unexplained: 0 };
}

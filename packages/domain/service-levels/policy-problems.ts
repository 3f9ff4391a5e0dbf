import { isWorkDay } from './business-calendar.ts';
import { CLOCK_EVENTS, type Condition, type Policy, type Tier } from './policy.ts';

/** Something that a policy cannot hold with, and where: `['tiers', 0, 'budgets']`. */
export interface PolicyProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What is wrong with a policy whose form is right; empty where it can come into force. */
export function policyProblems(policy: Policy): readonly PolicyProblem[] {
  return [...zoneProblems(policy), ...calendarProblems(policy), ...freezeProblems(policy), ...tierListProblems(policy)];
}

function zoneProblems({ timeZone }: Policy): readonly PolicyProblem[] {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return [];
  } catch {
    return [{ path: ['timeZone'], message: `"${timeZone}" is no time zone. Name one like Europe/Berlin.` }];
  }
}

function calendarProblems({ calendar, tiers }: Policy): readonly PolicyProblem[] {
  if (calendar === null) {
    const usesIt = tiers.some(({ time, budgets }) =>
      [time, ...budgets.map((budget) => budget.time)].some(({ unit }) => unit === 'business-days'),
    );
    return usesIt
      ? [{ path: ['calendar'], message: 'Business days need a calendar: its work days and holidays.' }]
      : [];
  }
  const bad = calendar.holidays.flatMap((day, index) =>
    isDate(day) ? [] : [{ path: ['calendar', 'holidays', index], message: `"${day}" is no date like 2026-12-25.` }],
  );
  if (bad.length > 0) return bad;
  return calendar.workDays.length === 0 || !hasWorkDay(calendar)
    ? [{ path: ['calendar', 'workDays'], message: 'There is no work day within a year: nothing would ever be due.' }]
    : [];
}

function hasWorkDay(calendar: NonNullable<Policy['calendar']>): boolean {
  const first = calendar.holidays.toSorted()[0];
  const from = Temporal.PlainDate.from(first ?? '2000-01-03');
  return Array.from({ length: 366 }, (_, days) => from.add({ days })).some((day) => isWorkDay(calendar, day));
}

function freezeProblems({ freezes, tiers }: Policy): readonly PolicyProblem[] {
  const ids = tiers.map(({ id }) => id);
  return freezes.flatMap(({ from, until, except }, index) => {
    const path = ['freezes', index] as const;
    if (!isLocalTime(from))
      return [{ path: [...path, 'from'], message: `"${from}" is no local time like 2026-12-20T18:00.` }];
    if (!isLocalTime(until)) {
      return [{ path: [...path, 'until'], message: `"${until}" is no local time like 2027-01-04T08:00.` }];
    }
    const ends = Temporal.PlainDateTime.compare(from, until) < 0;
    return [
      ...(ends ? [] : [{ path: [...path, 'until'], message: 'A freeze ends after it begins.' }]),
      ...except
        .filter((id) => !ids.includes(id))
        .map((id) => ({ path: [...path, 'except'], message: `There is no tier "${id}".` })),
    ];
  });
}

function tierListProblems({ tiers }: Policy): readonly PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  const last = tiers.at(-1);
  if (last === undefined) return [{ path: ['tiers'], message: 'A policy has at least one tier.' }];
  if (!isAlways(last.when)) {
    problems.push({
      path: ['tiers', tiers.length - 1, 'when'],
      message: 'The last tier holds always (if: all, of: []), so that every fix has one.',
    });
  }
  tiers.forEach((tier, index) => {
    if (tiers.findIndex(({ id }) => id === tier.id) < index) {
      problems.push({ path: ['tiers', index, 'id'], message: `Two tiers are called "${tier.id}".` });
    }
    if (index < tiers.length - 1 && isAlways(tier.when)) {
      problems.push({
        path: ['tiers', index, 'when'],
        message: 'This tier holds always: those after it are never reached.',
      });
    }
    problems.push(...budgetProblems(tier, index));
  });
  return problems;
}

/** A clock that waits for a team must not wait for ever: a chain of budgets leads to its event. */
function budgetProblems({ startsFrom, budgets }: Tier, index: number): readonly PolicyProblem[] {
  const path = ['tiers', index, 'budgets'] as const;
  const needsBudget = startsFrom === 'prioritised' || startsFrom === 'tested';
  const last = budgets.at(-1);
  if (needsBudget && last?.until !== startsFrom) {
    return [
      {
        path,
        message: `The clock starts when the fix is ${startsFrom}: a budget until "${startsFrom}" is needed, or it could be held back for ever.`,
      },
    ];
  }
  if (!needsBudget && budgets.length > 0) {
    return [
      { path, message: `The clock starts from ${startsFrom}, which nobody can hold back: budgets say nothing here.` },
    ];
  }
  return budgets.flatMap(({ from, until, time }, at) => {
    const before = budgets[at - 1];
    if (before && before.until !== from) {
      return [{ path: [...path, at, 'from'], message: `It begins where the budget before it ends: ${before.until}.` }];
    }
    if (!before && (from === 'prioritised' || CLOCK_EVENTS.indexOf(from) >= CLOCK_EVENTS.indexOf(until))) {
      return [{ path: [...path, at, 'from'], message: 'The first budget begins with published or detected.' }];
    }
    if (CLOCK_EVENTS.indexOf(from) >= CLOCK_EVENTS.indexOf(until)) {
      return [{ path: [...path, at, 'until'], message: `"${until}" does not come after "${from}".` }];
    }
    return time.unit === 'none'
      ? [
          {
            path: [...path, at, 'time'],
            message: 'A budget has an end: hours, days, business days, months or the cycle.',
          },
        ]
      : [];
  });
}

function isAlways(condition: Condition): boolean {
  return condition.if === 'all' && condition.of.every(isAlways);
}

function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

function isLocalTime(text: string): boolean {
  if (/[Zz]|[+-]\d{2}:?\d{2}$/.test(text.slice(10))) return false;
  try {
    Temporal.PlainDateTime.from(text);
    return true;
  } catch {
    return false;
  }
}

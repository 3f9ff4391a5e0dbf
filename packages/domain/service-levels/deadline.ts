import { addWorkDays } from './business-calendar.ts';
import { standstillsOf } from './freeze.ts';
import { cycleAt } from './patch-cycle.ts';
import { extendByPauses, type Pause } from './pause.ts';
import type { BudgetedEvent, ClockEvent, Policy, Tier, TimeLimit } from './policy.ts';

/** When the events of the present round happened, ISO-8601 with Z; absent where they have not. */
export type ClockEvents = { readonly [event in ClockEvent]?: string };

/** What a deadline asks for: an inner limit (prioritised, tested), or the fix proven. */
export const AIMS = ['prioritise', 'test', 'fix'] as const;
export type Aim = (typeof AIMS)[number];

/** What is due and from when it counts. Instants as ISO-8601 with Z. */
export interface Deadline {
  /** `prioritise`, `test`: the inner limit that must be met for the outer clock to start; `fix`: the fix proven. */
  readonly aim: Aim;
  readonly startEvent: ClockEvent;
  /** Null where the starting event has not happened. */
  readonly startedAt: string | null;
  /** Null where nothing is due (yet, or at all). */
  readonly dueAt: string | null;
  /** When the fix must be proven at the latest; equals dueAt where aim is `fix`. */
  readonly latestAt: string | null;
  readonly tierId: string;
  readonly policyId: string;
  readonly policyVersion: number;
}

/**
 * The deadline that a tier sets. The limits of a tier are a chain: its budgets, then its own time. The next event of the
 * chain that has not happened is what is due. A limit begins at its event, and at the latest where it would have begun had
 * every limit before it been used up: waiting longer to prioritise or to test wins no time. Pauses and the policy's
 * freezes only ever add: each end is
 * reckoned without them from an event that they do not move, and then extended by them.
 */
export function deadlineOf(
  policy: Policy,
  tier: Tier,
  events: ClockEvents,
  pauses: readonly Pause[],
  now: string,
): Deadline {
  const chain = chainOf(tier);
  const happened = chain.findLastIndex(({ from }) => events[from] !== undefined);
  const still = standstillsOf(policy, tier, pauses);
  const ends = chain.map((_, index) => endOfLimit(policy, chain.slice(0, index + 1), events, still, now));
  const latestAt = ends.at(-1) ?? null;
  const current = chain[Math.max(happened, 0)];
  const cited = { tierId: tier.id, policyId: policy.id, policyVersion: policy.version };
  if (happened < 0 || current === undefined) {
    return { aim: 'fix', startEvent: tier.startsFrom, startedAt: null, dueAt: null, latestAt: null, ...cited };
  }
  const startedAt = earlier(events[current.from] ?? null, happened === 0 ? null : (ends[happened - 1] ?? null));
  return { aim: current.aim, startEvent: current.from, startedAt, dueAt: ends[happened] ?? null, latestAt, ...cited };
}

interface Limit {
  readonly aim: Aim;
  readonly from: ClockEvent;
  readonly time: TimeLimit;
}

const AIM_OF_BUDGET: Readonly<Record<BudgetedEvent, Aim>> = { prioritised: 'prioritise', tested: 'test' };

function chainOf(tier: Tier): readonly Limit[] {
  const inner = tier.budgets.map(({ until, from, time }): Limit => ({ aim: AIM_OF_BUDGET[until], from, time }));
  return [...inner, { aim: 'fix', from: tier.startsFrom, time: tier.time }];
}

/** The earliest of the ends that the last limit has, reckoned from each event of the chain that has happened. */
function endOfLimit(
  policy: Policy,
  chain: readonly Limit[],
  events: ClockEvents,
  pauses: readonly Pause[],
  now: string,
): string | null {
  let end: string | null = null;
  chain.forEach(({ from }, index) => {
    const start = events[from];
    if (start === undefined) return;
    const unpaused = chain
      .slice(index)
      .reduce<string | null>((at, limit) => (at === null ? null : addTime(policy, limit.time, at)), start);
    if (unpaused !== null) end = earlier(end, extendByPauses(start, unpaused, pauses, now));
  });
  return end;
}

/** The instant at which a time limit from `start` ends; null for no limit. */
export function addTime(policy: Policy, time: TimeLimit, start: string): string | null {
  const from = Temporal.Instant.from(start).toZonedDateTimeISO(policy.timeZone);
  return endOf(policy, time, from)?.toInstant().toString() ?? null;
}

function endOf(policy: Policy, time: TimeLimit, from: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  switch (time.unit) {
    case 'hours':
      return from.add({ hours: time.amount });
    case 'days':
      return from.add({ days: time.amount });
    case 'months':
      return from.add({ months: time.amount });
    case 'business-days':
      return policy.calendar === null
        ? from.add({ days: time.amount })
        : addWorkDays(policy.calendar, from, time.amount);
    case 'cycle':
      return cycleAt(policy.cycle, from).end;
    case 'none':
      return null;
  }
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return Temporal.Instant.compare(a, b) <= 0 ? a : b;
}

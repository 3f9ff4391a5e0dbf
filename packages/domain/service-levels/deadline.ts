import { addWorkDays } from './business-calendar.ts';
import { cycleAt } from './patch-cycle.ts';
import { extendByPauses, type Pause } from './pause.ts';
import type { ClockEvent, Policy, Tier, TimeLimit } from './policy.ts';

/** When the events of the present round happened, ISO-8601 with Z; absent where they have not. */
export type ClockEvents = { readonly [event in ClockEvent]?: string };

/** What is due and from when it counts. Instants as ISO-8601 with Z. */
export interface Deadline {
  /** `test`: the inner limit that must be met for the outer clock to start; `fix`: the fix proven. */
  readonly aim: 'test' | 'fix';
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
 * The deadline that a tier sets. Before its starting event the inner limit is what is due. The outer clock starts at the
 * event, and ends at the latest where it would have ended had it started at the end of the inner limit: waiting longer to
 * test wins no time. Pauses only ever add: each end is reckoned without them from a start that they do not move, and then
 * extended by them.
 */
export function deadlineOf(
  policy: Policy,
  tier: Tier,
  events: ClockEvents,
  pauses: readonly Pause[],
  now: string,
): Deadline {
  const cited = { tierId: tier.id, policyId: policy.id, policyVersion: policy.version };
  const extend = (start: string, end: string | null) => (end === null ? null : extendByPauses(start, end, pauses, now));
  const happened = events[tier.startsFrom] ?? null;
  const innerStart = (tier.budget && events[tier.budget.from]) ?? null;
  const innerEnd = tier.budget && innerStart ? addTime(policy, tier.budget.time, innerStart) : null;
  const innerDue = innerStart && extend(innerStart, innerEnd);
  const fromEvent = happened && extend(happened, addTime(policy, tier.time, happened));
  const fromInner = innerStart && innerEnd && extend(innerStart, addTime(policy, tier.time, innerEnd));
  const latestAt = earlier(fromEvent, fromInner);
  if (happened === null && innerDue !== null && tier.budget !== null) {
    return { aim: 'test', startEvent: tier.budget.from, startedAt: innerStart, dueAt: innerDue, latestAt, ...cited };
  }
  const startedAt = earlier(happened, innerDue);
  return { aim: 'fix', startEvent: tier.startsFrom, startedAt, dueAt: latestAt, latestAt, ...cited };
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

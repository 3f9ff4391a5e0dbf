import type { Team } from '../evidence/team.ts';
import { type ClockEvents, deadlineOf } from './deadline.ts';
import { matchTier } from './match-tier.ts';
import type { Pause } from './pause.ts';
import type { Policy } from './policy.ts';
import type { UrgencyFacts } from './urgency-facts.ts';

/** An open remediation, as a policy sees it. */
export interface BacklogItem {
  readonly id: string;
  readonly facts: UrgencyFacts;
  /** When the clock events happened, by the zone of the policy that asks. */
  readonly events: (timeZone: string) => ClockEvents;
  readonly pauses: readonly Pause[];
  /** Cells on which IT has not got the fix in place, and cells that InfoSec has not proven. */
  readonly work: Readonly<Record<Team, number>>;
}

/** What a policy makes of one item. */
export interface SimulatedDeadline {
  readonly id: string;
  readonly tierId: string;
  readonly dueAt: string | null;
  /** When the fix must be proven at the latest. */
  readonly latestAt: string | null;
}

export interface WeekOfWork {
  /** The Monday, in the policy's zone: "2026-11-23". Null: what is overdue already. */
  readonly week: string | null;
  readonly remediations: number;
  /** Cells that each team has to do something about for what must be proven in the week. */
  readonly cells: Readonly<Record<Team, number>>;
}

export interface Simulation {
  readonly policy: Policy;
  readonly open: number;
  readonly overdue: number;
  readonly withoutDeadline: number;
  readonly byTier: readonly { readonly tierId: string; readonly remediations: number; readonly overdue: number }[];
  /** Overdue first, then by week. */
  readonly weeks: readonly WeekOfWork[];
  readonly deadlines: readonly SimulatedDeadline[];
}

/** Today's backlog under a policy: what would be due when, what would be overdue at once, and whose work it would be. */
export function simulate(policy: Policy, backlog: readonly BacklogItem[], now: string): Simulation {
  const nowMs = Date.parse(now);
  const deadlines: SimulatedDeadline[] = [];
  const tiers = new Map(policy.tiers.map(({ id }) => [id, { remediations: 0, overdue: 0 }]));
  const weeks = new Map<string | null, { remediations: number; cells: { it: number; infosec: number } }>();
  for (const item of backlog) {
    const { tier } = matchTier(policy, item.facts);
    const { dueAt, latestAt } = deadlineOf(policy, tier, item.events(policy.timeZone), item.pauses, now);
    const isOver = dueAt !== null && Date.parse(dueAt) < nowMs;
    const ofTier = tiers.get(tier.id);
    if (ofTier) {
      ofTier.remediations += 1;
      ofTier.overdue += isOver ? 1 : 0;
    }
    deadlines.push({ id: item.id, tierId: tier.id, dueAt, latestAt });
    if (latestAt === null) continue;
    const week = isOver ? null : mondayOf(latestAt, policy.timeZone);
    const work = weeks.get(week) ?? { remediations: 0, cells: { it: 0, infosec: 0 } };
    work.remediations += 1;
    work.cells.it += item.work.it;
    work.cells.infosec += item.work.infosec;
    weeks.set(week, work);
  }
  const byTier = [...tiers].map(([tierId, counts]) => ({ tierId, ...counts }));
  return {
    policy,
    open: backlog.length,
    overdue: byTier.reduce((sum, { overdue }) => sum + overdue, 0),
    withoutDeadline: deadlines.filter(({ dueAt }) => dueAt === null).length,
    byTier,
    weeks: [...weeks].map(([week, work]) => ({ week, ...work })).sort((a, b) => order(a.week, b.week)),
    deadlines,
  };
}

/** How a deadline would move. */
export type MoveDirection = 'earlier' | 'later' | 'same' | 'set' | 'lifted';

export function directionOf(before: string | null, after: string | null): MoveDirection {
  if (before === null) return after === null ? 'same' : 'set';
  if (after === null) return 'lifted';
  const difference = Date.parse(after) - Date.parse(before);
  return difference === 0 ? 'same' : difference < 0 ? 'earlier' : 'later';
}

function mondayOf(at: string, timeZone: string): string {
  const date = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate();
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

function order(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

import type { Team } from '../evidence/team.ts';
import type { Place } from '../relay/leg.ts';
import { legVisits, minutesBetween } from '../relay/leg-visits.ts';
import type { RelayEvent } from '../relay/relay-event.ts';
import type { Pause } from './pause.ts';

/** What a stay of the baton in one leg cost, within the round that missed its deadline. */
export interface LegShare {
  readonly place: Place;
  readonly team: Team;
  /** Whole minutes; those in which the clock stood still are not in it. */
  readonly minutes: number;
  /** Of these, those after the deadline. */
  readonly minutesOver: number;
}

export interface BreachAttribution {
  /** When the round began: the fix was detected, or detected again. */
  readonly from: string;
  /** When it ended, or `now`. */
  readonly until: string;
  /** Minutes per leg, in the order of the relay's history; a leg that was entered twice stands once, with both. */
  readonly legs: readonly LegShare[];
  readonly pausedMinutes: number;
  readonly minutesByTeam: Readonly<Record<Team, number>>;
  /** The leg that spent the most; null where no minute was spent. */
  readonly longest: LegShare | null;
}

/**
 * Where the time of a missed deadline went: every minute from detection to the end of the round is put down to the leg, and so
 * to the team, that held the baton in it, or to a pause. Nothing but the history, the deadline and the pauses goes in: the
 * same history gives the same attribution. The minutes of the legs and of pauses add up to the whole.
 */
export function attributeBreach(
  history: readonly RelayEvent[],
  dueAt: string,
  pauses: readonly Pause[],
  now: string,
): BreachAttribution {
  const round = roundOf(history);
  const from = round[0]?.at ?? now;
  const closed = round.findLast(({ to }) => to !== null);
  const until = closed?.to === 'closed' ? closed.at : now;
  const shares = new Map<Place, LegShare>();
  let pausedMinutes = 0;
  for (const visit of legVisits(round, until)) {
    if (visit.place === 'closed') continue;
    const end = visit.leftAt ?? until;
    const paused = pausedMinutesWithin(visit.enteredAt, end, pauses, until);
    const over = laterOf(visit.enteredAt, dueAt);
    const minutesOver = minutesBetween(over, end) - pausedMinutesWithin(over, end, pauses, until);
    const before = shares.get(visit.place);
    pausedMinutes += paused;
    shares.set(visit.place, {
      place: visit.place,
      team: visit.team,
      minutes: (before?.minutes ?? 0) + visit.minutes - paused,
      minutesOver: (before?.minutesOver ?? 0) + Math.max(0, minutesOver),
    });
  }
  const legs = [...shares.values()];
  return { from, until, legs, pausedMinutes, minutesByTeam: byTeam(legs), longest: longestOf(legs) };
}

/** The entries of the newest round: from the last time it was opened. */
export function roundOf(history: readonly RelayEvent[]): readonly RelayEvent[] {
  const start = history.findLastIndex(({ act }) => act === 'open' || act === 'reopen');
  return history.slice(Math.max(0, start));
}

/** Whole minutes of pauses by the clock's minute marks, as the minutes of legs are counted, overlaps once. */
function pausedMinutesWithin(from: string, to: string, pauses: readonly Pause[], now: string): number {
  const spans = pauses
    .map((pause) => [laterOf(pause.from, from), earlierOf(pause.until ?? now, to)] as const)
    .filter(([start, end]) => Temporal.Instant.compare(start, end) < 0)
    .sort(([a], [b]) => Temporal.Instant.compare(a, b));
  let minutes = 0;
  let counted = from;
  for (const [start, end] of spans) {
    const begin = laterOf(start, counted);
    minutes += minutesBetween(begin, end);
    counted = laterOf(counted, end);
  }
  return minutes;
}

function byTeam(legs: readonly LegShare[]): Readonly<Record<Team, number>> {
  const held = { it: 0, infosec: 0 };
  for (const { team, minutes } of legs) held[team] += minutes;
  return held;
}

function longestOf(legs: readonly LegShare[]): LegShare | null {
  return legs.reduce<LegShare | null>((longest, leg) => (leg.minutes > (longest?.minutes ?? 0) ? leg : longest), null);
}

function laterOf(a: string, b: string): string {
  return Temporal.Instant.compare(a, b) >= 0 ? a : b;
}

function earlierOf(a: string, b: string): string {
  return Temporal.Instant.compare(a, b) <= 0 ? a : b;
}

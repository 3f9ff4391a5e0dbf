import type { Team } from '../evidence/team.ts';
import type { Doer } from './doer.ts';
import { holderOf, type Place } from './leg.ts';
import type { RelayEvent } from './relay-event.ts';

/** One stay of the baton in one place. A place that is entered again is a second visit: nothing is overwritten. */
export interface LegVisit {
  readonly place: Place;
  readonly team: Team;
  readonly enteredAt: string;
  /** Null while the baton is here. */
  readonly leftAt: string | null;
  readonly minutes: number;
  /** Who moved the baton on; null while it is here. */
  readonly leftBy: Doer | null;
  /** The entry with which the visit ended; null while it lasts. */
  readonly leftWith: number | null;
}

/** The visits that a history comes to, in order. `now` (ISO-8601 with Z) ends the running one for counting only. */
export function legVisits(history: readonly RelayEvent[], now: string): readonly LegVisit[] {
  const moves = history.filter((event) => event.to !== null);
  return moves.map((entered, index) => {
    const left = moves[index + 1];
    const place = entered.to ?? 'identify';
    return {
      place,
      team: holderOf(place),
      enteredAt: entered.at,
      leftAt: left?.at ?? null,
      minutes: minutesBetween(entered.at, left?.at ?? now),
      leftBy: left?.by ?? null,
      leftWith: left?.seq ?? null,
    };
  });
}

/** Where the baton was at a moment (ISO-8601 with Z), and the team that held it. */
export function legAt(history: readonly RelayEvent[], at: string): { readonly leg: Place; readonly team: Team } {
  const moved = history.findLast(({ to, at: then }) => to !== null && Temporal.Instant.compare(then, at) <= 0);
  const leg = moved?.to ?? 'identify';
  return { leg, team: holderOf(leg) };
}

/** Minutes that each team held the baton. A closed remediation is watched, not carried: that time is nobody's. */
export function minutesHeld(visits: readonly LegVisit[]): Readonly<Record<Team, number>> {
  const held = { it: 0, infosec: 0 };
  for (const visit of visits) if (visit.place !== 'closed') held[visit.team] += visit.minutes;
  return held;
}

/** Since when the team that holds the baton has held it without a break, over several legs. */
export function heldSince(visits: readonly LegVisit[]): string | null {
  const last = visits.at(-1);
  if (last === undefined) return null;
  let since = last.enteredAt;
  for (const visit of visits.toReversed()) {
    if (visit.team !== last.team || (visit.place === 'closed') !== (last.place === 'closed')) break;
    since = visit.enteredAt;
  }
  return since;
}

/**
 * Whole minutes by the clock's minute marks, so that the minutes of the legs add up to those of the whole exactly, whatever
 * the seconds. Never negative.
 */
export function minutesBetween(from: string, to: string): number {
  return Math.max(0, minuteMark(to) - minuteMark(from));
}

function minuteMark(at: string): number {
  return Math.floor(Temporal.Instant.from(at).epochMilliseconds / 60_000);
}

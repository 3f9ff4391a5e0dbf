import type { Team } from '../evidence/team.ts';

/** Missed deadlines of which one leg spent the most of the time. */
export interface BreachesByLeg {
  readonly leg: string;
  readonly team: Team;
  readonly breaches: number;
  /** Minutes that this leg took in these breaches, from detection on. */
  readonly minutes: number;
}

interface Spent {
  readonly longest: { readonly leg: string; readonly team: Team; readonly minutes: number } | null;
}

/** Breaches by the leg that spent the most of each, the most minutes first. */
export function breachesByLeg(breaches: readonly Spent[]): readonly BreachesByLeg[] {
  const legs = new Map<string, BreachesByLeg>();
  for (const { longest } of breaches) {
    if (longest === null) continue;
    const { leg, team, minutes } = longest;
    const before = legs.get(leg) ?? { leg, team, breaches: 0, minutes: 0 };
    legs.set(leg, { ...before, breaches: before.breaches + 1, minutes: before.minutes + minutes });
  }
  return [...legs.values()].toSorted((a, b) => b.minutes - a.minutes || (a.leg < b.leg ? -1 : 1));
}

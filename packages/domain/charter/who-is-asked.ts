/** Somebody of a team, with what the calendar of duties says of them at a moment. */
export interface TeamMember {
  readonly personId: string;
  readonly name: string;
  readonly isLead: boolean;
  /** Holds a delegation of the lead now. */
  readonly isDeputy: boolean;
  readonly isOnCall: boolean;
  readonly isAway: boolean;
}

export type AskedAs = 'lead' | 'deputy' | 'on-call' | 'lead-away';

export interface Asked {
  readonly personId: string;
  readonly name: string;
  readonly as: AskedAs;
}

const STEPS: readonly (readonly [AskedAs, (member: TeamMember) => boolean])[] = [
  ['lead', (member) => member.isLead && !member.isAway],
  ['deputy', (member) => member.isDeputy && !member.isAway],
  ['on-call', (member) => member.isOnCall && !member.isAway],
  // Somebody must be asked: with nobody there, the lead is, wherever they are.
  ['lead-away', (member) => member.isLead],
];

/**
 * Who is asked for a team at a moment: its leads who are there; else their deputies; else whoever is on call; else the
 * leads although they are away. A deputy can also sign, by the delegation; who is only on call decides nothing in the
 * lead's place.
 */
export function whoIsAsked(team: readonly TeamMember[]): readonly Asked[] {
  for (const [as, fits] of STEPS) {
    const found = team.filter(fits);
    if (found.length > 0) return found.map(({ personId, name }) => ({ personId, name, as }));
  }
  return [];
}

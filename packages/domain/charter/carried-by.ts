import type { Team } from '../evidence/team.ts';
import { acts, type Charter } from './charter.ts';
import { RESPONSIBILITIES, type Responsibility, teamsThatMay } from './responsibility.ts';

/** Somebody with an account, or the key of one. */
export interface Bearer {
  /** The account's own team: what a charter says of a person's team counts for nothing here. */
  readonly team: Team;
  readonly role: 'lead' | 'member' | 'viewer';
  /** Of the account; of a key, of whoever made it. */
  readonly email: string;
}

/**
 * What a charter has somebody carry out: the one place where it becomes rights. Their team, their role in it and their own
 * name each may say so (R or A). Whatever a charter says, a team carries only what is its to carry, so that nobody ever
 * both deploys and verifies, and a viewer only reads.
 */
export function carriedBy(charter: Charter, bearer: Bearer): ReadonlySet<Responsibility> {
  if (bearer.role === 'viewer') return new Set();
  const { team, role, email } = bearer;
  const names = [team, `${team} ${role}`, email];
  return new Set(
    RESPONSIBILITIES.filter(
      (responsibility) =>
        teamsThatMay(responsibility).includes(team) && names.some((name) => isCarriedBy(charter, responsibility, name)),
    ),
  );
}

function dutyOf(charter: Charter, responsibility: Responsibility, name: string) {
  const row = charter.responsibilities[responsibility];
  return Object.hasOwn(row, name) ? row[name] : undefined;
}

/** Whether a party's cell says that it acts: what a refusal names. */
export function isCarriedBy(charter: Charter, responsibility: Responsibility, party: string): boolean {
  return acts(dutyOf(charter, responsibility, party));
}

import { hasDeployed, type Principal } from '../charter/separation-of-duties.ts';
import { TEAM_NAMES } from '../charter/words.ts';
import type { Team } from '../evidence/team.ts';
import type { Doer } from '../relay/doer.ts';

/** A signature that was given in this round. */
export interface GivenSignature {
  readonly team: Team;
  readonly personId: string;
  readonly person: string;
}

export type SignatureDecision =
  | { readonly allowed: true; readonly completes: boolean }
  | {
      readonly allowed: false;
      readonly refusal: 'person-only' | 'signed-already' | 'both-teams' | 'deployer-cannot-verify';
      readonly why: string;
    };

/**
 * Whether somebody may sign an exception for their team now. One signature of each team, by two people; a key never signs; and
 * whoever deployed what it sets aside does not sign for InfoSec: that would be verifying by exception. Who of a team may sign at
 * all is the charter's, and asked before (permissions.ts).
 */
export function decideSignature(
  by: Doer,
  given: readonly GivenSignature[],
  deployers: ReadonlySet<Principal>,
): SignatureDecision {
  if (by.kind !== 'person') return refuse('person-only', 'An exception is signed by a signed-in person.');
  if (given.some(({ personId }) => personId === by.id)) {
    return refuse('both-teams', 'One person never signs for both teams, nor twice.');
  }
  const ours = given.find(({ team }) => team === by.team);
  if (ours) return refuse('signed-already', `${ours.person} has signed for ${TEAM_NAMES[by.team]}.`);
  if (by.team === 'infosec' && hasDeployed(by, deployers)) {
    return refuse('deployer-cannot-verify', 'Whoever deployed the fix cannot sign for InfoSec.');
  }
  return { allowed: true, completes: given.length === 1 };
}

function refuse(
  refusal: Extract<SignatureDecision, { readonly allowed: false }>['refusal'],
  why: string,
): SignatureDecision {
  return { allowed: false, refusal, why };
}

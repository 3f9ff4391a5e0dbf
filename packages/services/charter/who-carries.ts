import { isCarriedBy } from '@baton/domain/charter/carried-by.ts';
import { partiesOf, teamOfParty } from '@baton/domain/charter/charter.ts';
import type { Responsibility } from '@baton/domain/charter/responsibility.ts';
import { nameOfParty } from '@baton/domain/charter/words.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import { DEFAULT_IN_FORCE } from './charter-in-force.ts';
import type { Standing } from './standing.ts';

/** Whose a responsibility is by the charter, in words for a refusal: ["the lead of IT or the members of IT"]. */
export function whoCarries(
  standing: Standing | null,
  responsibilities: readonly Responsibility[],
  teams: readonly Team[],
): readonly string[] {
  const { charter } = standing?.inForce ?? DEFAULT_IN_FORCE;
  const carriers = partiesOf(charter).filter((party) => {
    const team = teamOfParty(charter, party);
    return (
      team !== undefined && teams.includes(team) && responsibilities.some((one) => isCarriedBy(charter, one, party))
    );
  });
  if (carriers.length === 0) return ['nobody, as the charter stands'];
  return [carriers.map((party) => nameOfParty(charter, party)).join(' or ')];
}

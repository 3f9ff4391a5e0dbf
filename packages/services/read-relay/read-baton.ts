import type { BatonDto } from '@baton/contract/baton.ts';
import { holderOf, LEGS, PLACES } from '@baton/domain/relay/leg.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { countBatons } from '@baton/store/relay/baton-counts.ts';
import type { TeamActor } from '../actor.ts';

/** Who holds the baton, for the board. */
export async function readBaton(db: Database, actor: TeamActor, now: string): Promise<BatonDto> {
  const counts = await countBatons(db, now, actor.kind === 'person' ? actor.personId : null);
  const at = new Map(counts.places.map((row) => [row.place, row]));
  const heldBy = (team: 'it' | 'infosec') =>
    counts.places.filter(({ place }) => holderOf(place) === team).reduce((sum, row) => sum + row.remediations, 0);
  return {
    open: heldBy('it') + heldBy('infosec'),
    overdue: counts.overdue,
    past80: counts.past80,
    teams: (['it', 'infosec'] as const).map((team) => {
      const oldest = counts.oldest.find((row) => row.team === team);
      return {
        team,
        remediations: heldBy(team),
        oldest: oldest ? { remediationId: oldest.remediationId, fix: oldest.fixId, heldSince: oldest.heldSince } : null,
      };
    }),
    legs: LEGS.map((leg) => ({ leg, team: holderOf(leg), remediations: at.get(leg)?.remediations ?? 0 })),
    rejected: at.get('rejected')?.remediations ?? 0,
    yours: PLACES.flatMap((leg) => {
      const carried = at.get(leg)?.carried ?? 0;
      return carried > 0 ? [{ leg, remediations: carried }] : [];
    }),
  };
}

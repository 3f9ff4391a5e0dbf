import { TEAM_NAMES } from '@baton/domain/charter/words.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { Settled } from '@baton/store/service-levels/settled-messages.ts';

/** What became of what a message asks for, said to somebody of a team: "Done: M. Sato has signed it for InfoSec." */
export function settledWords(settled: Settled, team: Team): string {
  switch (settled.as) {
    case 'signed':
      return `Done: ${settled.by} has signed it for ${TEAM_NAMES[team]}.`;
    case 'approved':
      return `Done: ${settled.by} has approved it for ${TEAM_NAMES[team]}.`;
    case 'moved':
      return `It moved on: ${TEAM_NAMES[settled.holder]} holds the baton in ${settled.place} now.`;
    case 'given':
      return settled.by === null ? 'Gone: it is nobody’s now.' : `Gone: ${settled.by} carries it now.`;
    case 'judged':
      return `Done: ${settled.by} has judged it.`;
    case 'renewal-asked':
      return 'Done: its renewal waits for signatures.';
    case 'declined':
      return `Gone: ${settled.by} declined it.`;
    case 'withdrawn':
      return `Gone: ${settled.by} took it back.`;
    case 'lapsed':
      return 'Gone: its time has passed.';
    case 'replaced':
      return 'Gone: a newer version was offered.';
    case 'ended':
      return 'Done: it is closed.';
  }
}

import type { ApprovalBreach } from '@baton/contract/service-levels.ts';
import { Stamp } from '../../ui/stamp.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';

/** Who had to approve an emergency, team by team: who did and when, or for whom it waits. */
export function ApprovalWords({ breach: { approvals } }: { readonly breach: ApprovalBreach }) {
  return (
    <ul className="approvals">
      {approvals.map(({ team, by, at, late, leads }) => (
        <li key={team} className="row">
          <TeamChip owner={team} />
          {by === null ? (
            <span>
              waits for <b>{leads.length === 0 ? 'a lead, there is none now' : leads.join(' or ')}</b>
            </span>
          ) : (
            <span>
              {by}, <Stamp at={at} long />
              {late ? ', late' : ', in time'}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

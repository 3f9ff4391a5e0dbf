import type { Team } from '@baton/domain/evidence/team.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { teamName } from '../../ui/team-chip.tsx';
import { urls } from '../../urls.ts';
import { EnrolHere } from '../settings/enrol-here.tsx';
import { InviteForm } from '../settings/invite-form.tsx';
import { Entrance } from './entrance.tsx';

/** After the first account: the other team's lead, this machine as the first device, the first two reports. */
export function FirstSteps({ team }: { readonly team: Team }) {
  const other = team === 'it' ? 'infosec' : 'it';
  return (
    <Entrance title="Three first steps">
      <ol className="first-steps">
        <li>
          <h2>Invite the lead of {teamName(other)}</h2>
          <p className="quiet small">
            The relay needs both teams: nobody can act for the other one, administrators included.
          </p>
          <InviteForm team={other} onlyRole="lead" />
        </li>
        <li>
          <h2>Enrol this machine</h2>
          <EnrolHere />
        </li>
        <li>
          <h2>Drop two reports that disagree</h2>
          <p className="quiet small">A CSV of your patch tool and a .nessus file, for instance.</p>
          <PageLink className="button" to={urls.imports()}>
            To imports
          </PageLink>
        </li>
      </ol>
      <PageLink className="button primary" to={urls.board()}>
        To the board
      </PageLink>
    </Entrance>
  );
}

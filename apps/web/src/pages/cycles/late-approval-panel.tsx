import type { RetrospectiveFigures } from '@baton/contract/cycle-figures.ts';
import { formatCounted, formatDuration } from '@baton/presentation/formats.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { urls } from '../../urls.ts';

type Late = NonNullable<RetrospectiveFigures['breaches']['lateApprovals']>;

/** Emergencies that both leads did not approve in time: where the baton was then, and whose approval was not there. */
export function LateApprovalPanel({ late: { total, longest } }: { readonly late: Late }) {
  if (total === 0) {
    return (
      <Panel title="Emergencies approved late">
        <EmptyState title="Both leads approved every emergency of this cycle in time." />
      </Panel>
    );
  }
  return (
    <Panel
      title={`${formatCounted(total, 'emergency', 'emergencies')} approved late`}
      note="each with the leg that held the baton when the time ran out"
      className="clip"
    >
      <div className="table-scroll">
        <table className="breach-table">
          <thead>
            <tr>
              <th scope="col">Over the longest</th>
              <th scope="col">Approval was due</th>
              <th scope="col">Ended</th>
              <th scope="col" className="number">
                Over by
              </th>
              <th scope="col">Leg then</th>
              <th scope="col">Not approved in time for</th>
            </tr>
          </thead>
          <tbody>
            {longest.map((one) => (
              <tr key={`${one.remediationId} ${one.dueAt}`} data-row>
                <td>
                  <PageLink to={urls.remediation(one.remediationId)}>
                    <TwoLines first={one.fix} second={`declared by ${one.declaredBy}`} />
                  </PageLink>
                </td>
                <td>
                  <Stamp at={one.dueAt} long />
                </td>
                <td>
                  <Stamp at={one.endedAt} long none="open" />
                </td>
                <td className="number">{formatDuration(one.minutesOver * 60)}</td>
                <td>
                  <TeamChip owner={one.team}>{one.leg}</TeamChip>
                </td>
                <td>
                  <ul className="row wrap">
                    {one.awaited.map(({ team, by }) => (
                      <li key={team} className="row">
                        <TeamChip owner={team} />
                        <span className="quiet">{by === null ? 'not yet' : `${by}, afterwards`}</span>
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

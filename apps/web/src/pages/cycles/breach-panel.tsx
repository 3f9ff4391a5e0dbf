import type { RetrospectiveFigures } from '@baton/contract/cycle-figures.ts';
import { formatCount, formatCounted, formatDuration } from '@baton/presentation/formats.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Swatch, TeamChip } from '../../ui/team-chip.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { urls } from '../../urls.ts';

type Breaches = RetrospectiveFigures['breaches'];

/** The missed deadlines of the cycle: by the leg that spent the most of each, and those that were missed the longest. */
export function BreachPanel({ breaches }: { readonly breaches: Breaches }) {
  if (breaches.total === 0) {
    return (
      <Panel title="Missed deadlines">
        <EmptyState title="No deadline of this cycle was missed." />
      </Panel>
    );
  }
  const most = Math.max(1, ...breaches.byLeg.map(({ minutes }) => minutes));
  return (
    <Panel
      title={formatCounted(breaches.total, 'missed deadline')}
      note="each by the leg that spent the most of its time"
      className="clip"
    >
      <ul className="breach-legs">
        {breaches.byLeg.map(({ leg, team, breaches: count, minutes }) => (
          <li key={leg}>
            <TeamChip owner={team}>{leg}</TeamChip>
            <span className="leg-track">
              <span style={{ width: `${(100 * minutes) / most}%` }}>
                <Swatch owner={team} />
              </span>
            </span>
            <span className="number">{formatCounted(count, 'deadline')}</span>
            <span className="number faint">{formatDuration(minutes * 60)} in it</span>
          </li>
        ))}
      </ul>
      <div className="table-scroll">
        <table className="breach-table">
          <thead>
            <tr>
              <th scope="col">Missed the longest</th>
              <th scope="col">Was due</th>
              <th scope="col">Ended</th>
              <th scope="col" className="number">
                Over by
              </th>
              <th scope="col">Most of the time</th>
            </tr>
          </thead>
          <tbody>
            {breaches.longest.map((breach) => (
              <tr key={`${breach.remediationId} ${breach.dueAt}`} data-row>
                <td>
                  <PageLink to={urls.remediation(breach.remediationId)}>
                    <TwoLines first={breach.fix} second={`tier ${breach.tier}`} />
                  </PageLink>
                </td>
                <td>
                  <Stamp at={breach.dueAt} long />
                </td>
                <td>
                  <Stamp at={breach.endedAt} long none="open" />
                </td>
                <td className="number">{formatDuration(breach.minutesOver * 60)}</td>
                <td>
                  {breach.longest === null ? (
                    <span className="faint">–</span>
                  ) : (
                    <span className="row">
                      <TeamChip owner={breach.longest.team}>{breach.longest.leg}</TeamChip>
                      <span className="one-line">{formatDuration(breach.longest.minutes * 60)}</span>
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {breaches.total > breaches.longest.length ? (
        <p className="panel-body small faint">
          {formatCount(breaches.longest.length)} of {formatCount(breaches.total)};{' '}
          <PageLink className="link" to={urls.breaches()}>
            all missed deadlines
          </PageLink>
        </p>
      ) : null}
    </Panel>
  );
}

import { type Coverage, getCoverage } from '@baton/contract/board.ts';
import { formatCount, formatCounted, formatFraction } from '@baton/presentation/formats.ts';
import { useRead } from '../../api/use-read.ts';
import { useHeldView } from '../../held-view.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, Loaded, Loading } from '../../ui/states.tsx';
import { Swatch, TeamChip } from '../../ui/team-chip.tsx';
import { urls } from '../../urls.ts';
import { BoardViews } from './board-views.tsx';
import { type Looks, looksSince } from './looks-since.ts';
import { SourcesTable } from './sources-table.tsx';
import './board.css';
import './changes.css';

/** Who has not looked, and since when: unproven is as much work as disputed. */
export function CoveragePage() {
  usePageTitle({ crumbs: [{ label: 'Board', to: urls.board() }], title: 'Coverage', follows: ['scope'] });
  const { scope } = useHeldView();
  const coverage = useRead(getCoverage, { query: { scope }, keep: true });
  return (
    <div className="stack">
      <BoardViews />
      <Loaded
        query={coverage}
        loading={
          <Panel>
            <Loading rows={12} />
          </Panel>
        }
      >
        {(data) =>
          data.devices === 0 ? (
            <Panel title="Who has not looked">
              <EmptyState title={scope ? 'No device is in this scope.' : 'No device yet.'}>
                Here each team’s last look at every device will stand: how many it has not seen, and since when.{' '}
                {scope ? null : (
                  <PageLink className="link" to={urls.imports()}>
                    Drop a report
                  </PageLink>
                )}
              </EmptyState>
            </Panel>
          ) : (
            <>
              <div className="coverage-teams">
                {data.teams.map((each) => (
                  <TeamCoverage key={each.team} team={each} coverage={data} />
                ))}
              </div>
              <SourcesTable sources={data.sources} />
            </>
          )
        }
      </Loaded>
    </div>
  );
}

/** One team: on how many devices its last word is how old. */
function TeamCoverage({
  team: { team, looks, unprovenCells },
  coverage,
}: {
  readonly team: Coverage['teams'][number];
  readonly coverage: Coverage;
}) {
  const bands = looksSince(looks, coverage.asOf);
  return (
    <Panel
      title={
        <>
          <TeamChip owner={team} /> has not looked
        </>
      }
      aside={
        <PageLink className="faint small" to={urls.cells({ verdict: 'unproven', owner: team })}>
          {formatCounted(unprovenCells, 'unproven cell waits', 'unproven cells wait')} for it
        </PageLink>
      }
    >
      <ul className="coverage-list">
        {bands.map((band) => (
          <Band key={band.words} band={band} team={team} devices={coverage.devices} />
        ))}
      </ul>
    </Panel>
  );
}

interface BandProps {
  readonly band: Looks;
  readonly team: Coverage['teams'][number]['team'];
  readonly devices: number;
}

function Band({ band, team, devices }: BandProps) {
  const href = urls.devices({ notSeenBy: team, notSeenSince: band.since });
  return (
    <li className="coverage-row" data-row>
      <span>{band.words}</span>
      <span className="coverage-bar" aria-hidden="true">
        <span style={{ width: `${(band.devices * 100) / devices}%` }}>
          <Swatch owner={team} />
        </span>
      </span>
      <span className="number">
        {band.devices === 0 ? (
          <span className="faint">0</span>
        ) : (
          <PageLink to={href}>
            <b>{formatCount(band.devices)}</b>
          </PageLink>
        )}
      </span>
      <span className="faint">
        {formatFraction({ numerator: band.devices, denominator: devices }).replace(/^\S+ /, '')}{' '}
        {devices === 1 ? 'device' : 'devices'}
      </span>
    </li>
  );
}

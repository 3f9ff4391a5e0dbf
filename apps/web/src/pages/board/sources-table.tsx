import type { Coverage } from '@baton/contract/board.ts';
import { formatCount, formatDuration } from '@baton/presentation/formats.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { urls } from '../../urls.ts';

type Source = Coverage['sources'][number];

const BANDS: readonly (readonly [Source['looks'][number]['lastLook'], string])[] = [
  ['day', 'a day'],
  ['week', 'a week'],
  ['month', '30 days'],
  ['quarter', '90 days'],
  ['older', 'longer'],
];

/** Each source with the devices it has a word on, by the age of that word. */
export function SourcesTable({ sources }: { readonly sources: readonly Source[] }) {
  return (
    <Panel
      title="By source"
      note="devices by the age of the source’s last word on them"
      className="clip"
      aside={
        <PageLink className="faint small" to={urls.settings('sources')}>
          Limits of sources
        </PageLink>
      }
    >
      {sources.length === 0 ? (
        <EmptyState title="No source yet.">A source appears with its first report.</EmptyState>
      ) : (
        <div className="table-scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Source</th>
                <th scope="col">Team</th>
                <th scope="col" className="number">
                  Devices
                </th>
                <th scope="col" className="number">
                  Limit
                </th>
                <th scope="col" className="number">
                  Past it
                </th>
                {BANDS.map(([band, words]) => (
                  <th key={band} scope="col" className="number">
                    {band === 'older' ? words : `within ${words}`}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sources.map((source) => (
                <tr key={source.sourceId}>
                  <td>{source.name}</td>
                  <td>
                    <TeamChip owner={source.team} />
                  </td>
                  <td className="number">{formatCount(source.devices)}</td>
                  <td className="number quiet">{formatDuration(source.staleAfterHours * 3600)}</td>
                  <td className="number">
                    {source.stale === 0 ? <span className="faint">0</span> : <b>{formatCount(source.stale)}</b>}
                  </td>
                  {BANDS.map(([band]) => {
                    const devices = source.looks.find(({ lastLook }) => lastLook === band)?.devices ?? 0;
                    return (
                      <td key={band} className={devices === 0 ? 'number faint' : 'number'}>
                        {formatCount(devices)}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

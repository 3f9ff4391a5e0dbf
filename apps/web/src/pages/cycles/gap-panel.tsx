import type { RetrospectiveFigures } from '@baton/contract/cycle-figures.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { gapWords } from '@baton/presentation/retrospective-work.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { urls } from '../../urls.ts';

/** Devices that stay in the gap: with cells of the start left at the end, cycle after cycle. */
export function GapPanel({ gap }: { readonly gap: RetrospectiveFigures['gap'] }) {
  return (
    <Panel title="Devices in the gap, cycle after cycle" className="clip">
      <p className="panel-body small quiet">{gapWords(gap)}</p>
      {gap.longest.length === 0 ? null : (
        <div className="table-scroll gap-list">
          <table>
            <thead>
              <tr>
                <th scope="col">Device</th>
                <th scope="col" className="number">
                  Cells left
                </th>
                <th scope="col" className="number">
                  Cycles in a row
                </th>
              </tr>
            </thead>
            <tbody>
              {gap.longest.map(({ deviceId, device, cells, inARow }) => (
                <tr key={deviceId} data-row>
                  <td>
                    <PageLink className="machine" to={urls.device(deviceId)}>
                      {device}
                    </PageLink>
                  </td>
                  <td className="number">{formatCount(cells)}</td>
                  <td className="number">{formatCount(inARow)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

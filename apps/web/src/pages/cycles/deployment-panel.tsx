import type { RetrospectiveFigures } from '@baton/contract/cycle-figures.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { outcomeWords } from '@baton/presentation/retrospective-work.ts';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';

/** Deployments that failed by how they ended, and what was installed and is not there, by cause. */
export function DeploymentPanel({
  deployments: { ended, succeeded, failed, wentBack },
}: {
  readonly deployments: RetrospectiveFigures['deployments'];
}) {
  return (
    <Panel
      title="Deployments that failed, and what did not stay"
      note={ended === 0 ? undefined : `${formatCount(succeeded)} of ${formatCount(ended)} succeeded`}
      className="clip"
    >
      {failed.length + wentBack.length === 0 ? (
        <EmptyState
          title={
            ended === 0 ? 'No deployment ended in this cycle.' : 'Every deployment succeeded, by the device’s word.'
          }
        >
          Nothing that was installed was taken back.
        </EmptyState>
      ) : (
        <div className="table-scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">By</th>
                <th scope="col" className="number">
                  How many
                </th>
                <th scope="col" className="number">
                  Devices
                </th>
              </tr>
            </thead>
            <tbody>
              {failed.map((row) => (
                <tr key={`${row.outcome} ${row.exitCode}`}>
                  <td className="fix-name" title={row.example}>
                    <TwoLines first={outcomeWords(row)} second={row.example} />
                  </td>
                  <td className="number">{formatCounted(row.commands, 'deployment')}</td>
                  <td className="number">{formatCount(row.devices)}</td>
                </tr>
              ))}
              {wentBack.map(({ cause, label, cells, devices }) => (
                <tr key={cause}>
                  <td>{label}</td>
                  <td className="number">{formatCounted(cells, 'cell')}</td>
                  <td className="number">{formatCount(devices)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

import { readFeasibility } from '@baton/contract/maintenance-windows.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { useRead } from '../../api/use-read.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { Loaded } from '../../ui/states.tsx';
import { urls } from '../../urls.ts';

/** Whether deadlines can be met at all by the maintenance windows of the devices. */
export function FeasibilityPanel() {
  const found = useRead(readFeasibility);
  return (
    <Panel title="Can it be met" className="clip">
      <Loaded query={found}>
        {(data) => (
          <>
            <p className="panel-body">{data.sentence}</p>
            {data.rows.length === 0 ? null : (
              <div className="table-scroll">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">Remediation</th>
                      <th scope="col">Due at the latest</th>
                      <th scope="col" className="number">
                        Devices
                      </th>
                      <th scope="col">Which</th>
                    </tr>
                  </thead>
                  <tbody>
                    {data.rows.map((row) => (
                      <tr key={row.remediationId} data-row>
                        <td>
                          <PageLink to={urls.remediation(row.remediationId)}>{row.fix}</PageLink>
                        </td>
                        <td>
                          <Stamp at={row.dueAt} long />
                        </td>
                        <td className="number">{formatCount(row.devices)}</td>
                        <td className="machine small">
                          {row.names.join(', ')}
                          {row.devices > row.names.length
                            ? ` and ${formatCount(row.devices - row.names.length)} more`
                            : ''}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

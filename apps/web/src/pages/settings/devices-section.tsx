import { listAgents, retireAgent } from '@baton/contract/agent.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { Button } from '../../ui/button.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, ErrorPanel, Loaded } from '../../ui/states.tsx';
import { urls } from '../../urls.ts';
import { EnrolHere } from './enrol-here.tsx';

/** Devices on which our agent runs, and how to enrol one more. */
export function DevicesSection() {
  const agents = useRead(listAgents, { query: { pageSize: 500 } });
  const [error, setError] = useState<Error | null>(null);
  const retire = (agentId: string): void => {
    setError(null);
    call(retireAgent, { params: { agentId } }).then(
      () => queryClient.invalidateQueries({ queryKey: [listAgents.path] }),
      setError,
    );
  };
  return (
    <>
      <Panel title="Enrol a device" className="narrow">
        <div className="panel-body">
          <EnrolHere />
        </div>
      </Panel>
      <Panel title={agents.data ? formatCounted(agents.data.total, 'agent') : 'Agents'} className="clip">
        {error ? <ErrorPanel error={error} /> : null}
        <Loaded query={agents}>
          {(data) =>
            data.rows.length === 0 ? (
              <EmptyState title="No device is enrolled yet." />
            ) : (
              <div className="table-scroll">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">Device</th>
                      <th scope="col">Agent</th>
                      <th scope="col">Enrolled</th>
                      <th scope="col">Last word</th>
                      <th aria-label="Actions" />
                    </tr>
                  </thead>
                  <tbody>
                    {data.rows.map((row) => (
                      <tr key={row.agentId} data-row>
                        <td>
                          <PageLink className="machine" to={urls.device(row.deviceId)}>
                            {row.name}
                          </PageLink>
                        </td>
                        <td className="machine">{row.agentVersion}</td>
                        <td>
                          <Stamp at={row.enrolledAt} long />
                        </td>
                        <td>
                          <Stamp at={row.lastSeenAt} none="never" />
                        </td>
                        <td className="number">
                          {row.retiredAt ? (
                            <span className="faint">retired</span>
                          ) : (
                            <Button onClick={() => retire(row.agentId)}>Retire</Button>
                          )}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )
          }
        </Loaded>
      </Panel>
    </>
  );
}

import {
  type DeviceRequestDto,
  getDeviceRequest,
  listDeviceRequests,
  withdrawDeviceRequest,
} from '@baton/contract/device-requests.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Button } from '../../ui/button.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Panel, Tab, Tabs } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, ErrorPanel, Loaded } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { urls } from '../../urls.ts';
import { RequestProgress } from './request-progress.tsx';
import { saveRequestLists } from './save-scan-lists.ts';

/** Rescans and restarts that were asked for, and how far evidence has fulfilled them. */
export function RequestsView() {
  const [open, setOpen] = useState(true);
  const [page, setPage] = useState({ page: 1, pageSize: 25 });
  const requests = useRead(listDeviceRequests, {
    query: { ...page, ...(open ? { open: 'true' as const } : {}) },
    keep: true,
  });
  return (
    <Panel
      title="Requests"
      aside={
        <Tabs label="Which requests">
          <Tab
            chosen={open}
            onChoose={() => setOpen(true)}
            count={open && requests.data ? formatCount(requests.data.total) : undefined}
          >
            Open
          </Tab>
          <Tab
            chosen={!open}
            onChoose={() => setOpen(false)}
            count={!open && requests.data ? formatCount(requests.data.total) : undefined}
          >
            All
          </Tab>
        </Tabs>
      }
    >
      <Loaded query={requests}>
        {(data) =>
          data.rows.length === 0 ? (
            <EmptyState title={open ? 'No request is open.' : 'Nothing was asked for yet.'}>
              A rescan or a restart is asked for on cells; evidence fulfils it, device by device.
            </EmptyState>
          ) : (
            <>
              {data.rows.map((request) => (
                <Request key={request.id} request={request} />
              ))}
              <Pager
                {...page}
                total={data.total}
                onPage={(next) => setPage({ ...page, page: next })}
                onPageSize={(pageSize) => setPage({ page: 1, pageSize })}
              />
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

/** One request: what, to whom, by whom, and n of m. */
function Request({ request }: { readonly request: DeviceRequestDto }) {
  const { team, permissions } = useMe();
  const [shown, setShown] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const withdraw = async (): Promise<void> => {
    try {
      await call(withdrawDeviceRequest, { params: { requestId: request.id } });
      await queryClient.invalidateQueries({
        predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith('/api/disagreements'),
      });
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    }
  };
  const mine = request.byTeam === team && permissions.includes('disagreement.withdraw');
  return (
    <article className="thread">
      <div className="row wrap">
        <TeamChip owner={request.askedTeam} />
        <b>
          {request.kind === 'rescan' ? 'Rescan' : 'Restart'} {formatCounted(request.devices, 'device')}
        </b>
        <span className="quiet small">
          {request.causeLabel === null ? '' : `${request.causeLabel}, `}asked by {request.byName}{' '}
          <Stamp at={request.askedAt} />
        </span>
        <span className="space" />
        <RequestProgress request={request} />
      </div>
      {request.note === null ? null : <p className="quiet">{request.note}</p>}
      <div className="row wrap">
        <Button onClick={() => setShown(!shown)}>{shown ? 'Hide devices' : 'Show devices'}</Button>
        {request.kind === 'rescan' && request.state === 'open' ? (
          <ActButton onAct={() => saveRequestLists(request.id)}>Save targets and checks</ActButton>
        ) : null}
        {request.remediationId === null ? null : (
          <PageLink className="button" to={urls.remediation(request.remediationId)}>
            Open the remediation
          </PageLink>
        )}
        {request.state === 'open' ? (
          <Button closed={mine ? undefined : 'The team that asked takes it back'} onClick={() => void withdraw()}>
            Take it back
          </Button>
        ) : null}
      </div>
      {error ? <ErrorPanel error={error} /> : null}
      {shown ? <RequestDevices requestId={request.id} /> : null}
    </article>
  );
}

const OUTCOMES = { looked: 'looked at', rebooted: 'restarted', 'not-needed': 'settled without it' } as const;

function RequestDevices({ requestId }: { readonly requestId: string }) {
  const request = useRead(getDeviceRequest, { params: { requestId }, query: { pageSize: 100 } });
  return (
    <Loaded query={request}>
      {(data) => (
        <div className="table-scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Device</th>
                <th scope="col" className="number">
                  Cells
                </th>
                <th scope="col">Evidence</th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row) => (
                <tr key={row.deviceId}>
                  <td>
                    <PageLink className="machine" to={urls.device(row.deviceId)}>
                      {row.device}
                    </PageLink>
                  </td>
                  <td className="number">{row.cells === 0 ? '–' : formatCount(row.cells)}</td>
                  <td>
                    {row.outcome === null ? (
                      <span className="faint">not told yet</span>
                    ) : (
                      <>
                        {OUTCOMES[row.outcome]} <Stamp at={row.toldAt} />{' '}
                        {row.toldBy ? <span className="faint">by {row.toldBy}</span> : null}
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {data.devices > data.rows.length ? (
            <p className="faint small">The first {formatCount(data.rows.length)}, those that are waited for first.</p>
          ) : null}
        </div>
      )}
    </Loaded>
  );
}

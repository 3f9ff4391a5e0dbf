import {
  type DeliveryRow,
  deliveryState,
  listConnections,
  listDeliveries,
  replayDeliveries,
} from '@baton/contract/connections.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { z } from 'zod';
import { call } from '../../api/call.ts';
import { useRead } from '../../api/use-read.ts';
import { tableSearch, usePageSearch, word } from '../../search-params.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Panel, Tab, Tabs } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, ErrorPanel, Loaded } from '../../ui/states.tsx';
import { refreshConnections } from './connection-acts.ts';

const deliveriesSearch = z.object({
  ...tableSearch,
  connection: word,
  state: deliveryState.optional().catch(undefined),
});

const columns = (again: (row: DeliveryRow) => void, closed: string | undefined): readonly Column<DeliveryRow>[] => [
  {
    id: 'at',
    head: 'Queued, by',
    cell: (row) => (
      <span className="two-lines">
        <Stamp at={row.createdAt} long />
        <small>{row.connection}</small>
      </span>
    ),
  },
  {
    id: 'what',
    head: 'What',
    cell: (row) => (
      <span className="two-lines">
        {row.title === row.event ? <span className="machine">{row.event}</span> : row.title}
        <small>{row.recipient ?? (row.title === row.event ? '' : row.event)}</small>
      </span>
    ),
  },
  { id: 'state', head: 'State', cell: (row) => <DeliveryState row={row} /> },
  { id: 'attempts', head: 'Attempts', number: true, cell: (row) => formatCount(row.attempts) },
  {
    id: 'again',
    head: '',
    cell: (row) => (
      <Button onClick={() => again(row)} closed={closed}>
        Send again
      </Button>
    ),
  },
];

/** What was sent, newest first, with what the other side did not take and why; sent again by hand. */
export function DeliveriesPanel() {
  const me = useMe();
  const [search, change] = usePageSearch(deliveriesSearch);
  const { connection: connectionId, ...query } = search;
  const deliveries = useRead(listDeliveries, { query: { ...query, connectionId }, keep: true });
  const connections = useRead(listConnections);
  const [error, setError] = useState<Error | null>(null);
  const closed = me.permissions.includes('connection.replay') ? undefined : 'A lead or member sends it again';
  const again = (row: DeliveryRow): void => {
    setError(null);
    call(replayDeliveries, { body: { deliveryIds: [row.deliveryId] } }).then(refreshConnections, setError);
  };
  const chosen = connections.data?.rows.find((row) => row.connectionId === connectionId);
  return (
    <Panel title="Deliveries" note="kept for 90 days after they end">
      <div className="filter-row">
        <Tabs label="State">
          <Tab chosen={search.state === undefined} onChoose={() => change({ state: undefined, page: 1 })}>
            All
          </Tab>
          {deliveryState.options.map((state) => (
            <Tab key={state} chosen={search.state === state} onChoose={() => change({ state, page: 1 })}>
              {state === 'failed' ? 'given up' : state}
            </Tab>
          ))}
        </Tabs>
        <select
          className="select"
          aria-label="Connection"
          value={connectionId ?? ''}
          onChange={(event) => change({ connection: event.target.value || undefined, page: 1 })}
        >
          <option value="">Every connection</option>
          {connections.data?.rows.map((row) => (
            <option key={row.connectionId} value={row.connectionId}>
              {row.name}
            </option>
          ))}
        </select>
        {chosen && chosen.deliveries.failed > 0 ? (
          <Button
            closed={closed}
            onClick={() => {
              call(replayDeliveries, { body: { failedOf: chosen.connectionId } }).then(refreshConnections, setError);
            }}
          >
            Send {formatCount(chosen.deliveries.failed)} again
          </Button>
        ) : null}
      </div>
      {error ? <ErrorPanel error={error} /> : null}
      <Loaded query={deliveries}>
        {(data) => (
          <DataTable
            label="Deliveries"
            columns={columns(again, closed)}
            rows={data.rows}
            total={data.total}
            rowId={(row) => row.deliveryId}
            search={search}
            onSearch={change}
            tall
            empty={
              <EmptyState
                title={search.state || connectionId ? 'No delivery fits this filter.' : 'Nothing was sent yet.'}
              >
                What a connection tells stands here with every attempt.
              </EmptyState>
            }
          />
        )}
      </Loaded>
    </Panel>
  );
}

function DeliveryState({ row }: { readonly row: DeliveryRow }) {
  if (row.state === 'sent') return <span>sent</span>;
  return (
    <span className="two-lines connection-wrong">
      <span>
        <b>{row.state === 'failed' ? 'given up' : row.problem === null ? 'waiting' : 'not arrived yet'}</b>{' '}
        {[row.problem ?? '', row.hint ?? ''].join(' ').trim()}
      </span>
      {row.nextTryAt === null || row.problem === null ? null : (
        <small>
          again <Stamp at={row.nextTryAt} long />
        </small>
      )}
    </span>
  );
}

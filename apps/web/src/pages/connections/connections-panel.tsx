import {
  type ConnectionRow,
  listConnections,
  setConnectionActive,
  testConnection,
} from '@baton/contract/connections.ts';
import { KIND_NAMES } from '@baton/domain/connections/connection-kind.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { Fragment, useState } from 'react';
import { call } from '../../api/call.ts';
import { useRead } from '../../api/use-read.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, ErrorPanel, Loaded } from '../../ui/states.tsx';
import { ChangeConnection } from './change-connection.tsx';
import { refreshConnections, useChangeClosed } from './connection-acts.ts';
import { eventWords } from './event-choices.ts';

/** Connections with what they tell, what they have sent, and what is wrong with them. */
export function ConnectionsPanel() {
  const connections = useRead(listConnections);
  return (
    <Panel
      title={connections.data ? formatCounted(connections.data.total, 'connection') : 'Connections'}
      className="clip"
    >
      <Loaded query={connections}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState title="No tool is connected yet.">
              Tell a program or a channel what happens, tell people by mail what is for them, or give remediations
              issues in Jira or ServiceNow. Nothing leaves Baton before.
            </EmptyState>
          ) : (
            <div className="table-scroll">
              <table className="connections">
                <thead>
                  <tr>
                    <th scope="col">Connection</th>
                    <th scope="col">Kind</th>
                    <th scope="col">Tells</th>
                    <th scope="col" className="number">
                      Sent, 30 days
                    </th>
                    <th scope="col">State</th>
                    <th aria-label="Actions" />
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <ConnectionLines key={row.connectionId} row={row} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </Panel>
  );
}

type Said = { readonly arrived: boolean; readonly said: string; readonly hint: string | null } | Error | null;

function ConnectionLines({ row }: { readonly row: ConnectionRow }) {
  const closed = useChangeClosed();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Said>(null);
  const params = { connectionId: row.connectionId };
  const test = (): void => {
    setBusy(true);
    setSaid(null);
    call(testConnection, { params })
      .then(setSaid, setSaid)
      .finally(() => {
        setBusy(false);
        void refreshConnections();
      });
  };
  const setActive = (active: boolean): void => {
    call(setConnectionActive, { params, body: { active } }).then(refreshConnections, setSaid);
  };
  const { settings, deliveries, tracks } = row;
  return (
    <Fragment>
      <tr data-row className="tall">
        <td>
          <span className="two-lines">
            <b>{row.name}</b>
            <small className="machine">{row.place}</small>
          </span>
        </td>
        <td>{KIND_NAMES[settings.kind]}</td>
        <td>{'events' in settings ? eventWords(settings.events) : 'Its remediations, both ways'}</td>
        <td className="number">
          {'events' in settings ? formatCount(deliveries.sent) : formatCounted(tracks, 'issue')}
        </td>
        <td>
          <State row={row} />
        </td>
        <td>
          <span className="row connection-acts">
            <Button onClick={test} busy={busy} closed={closed}>
              Test
            </Button>
            <Button onClick={() => setActive(!row.active)} closed={closed}>
              {row.active ? 'Pause' : 'Resume'}
            </Button>
            <Button onClick={() => setOpen(!open)} closed={closed} aria-expanded={open}>
              Change
            </Button>
          </span>
        </td>
      </tr>
      {said === null ? null : (
        <tr>
          <td colSpan={6}>{said instanceof Error ? <ErrorPanel error={said} /> : <Tested said={said} />}</td>
        </tr>
      )}
      {open ? (
        <tr>
          <td colSpan={6}>
            <ChangeConnection connection={row} onClose={() => setOpen(false)} />
          </td>
        </tr>
      ) : null}
    </Fragment>
  );
}

function Tested({ said: { arrived, said, hint } }: { readonly said: Exclude<Said, Error | null> }) {
  return (
    <p className="small" role="status">
      <b>{arrived ? 'It works.' : 'It did not arrive.'}</b> <span className="quiet">{said}</span> {hint}
    </p>
  );
}

function State({ row: { active, failing, deliveries } }: { readonly row: ConnectionRow }) {
  const rest = [
    ...(deliveries.waiting === 0 ? [] : [`${formatCount(deliveries.waiting)} waiting`]),
    ...(deliveries.failed === 0 ? [] : [`${formatCount(deliveries.failed)} given up`]),
  ].join(', ');
  if (failing === null || !active) {
    const word = active ? 'works' : 'paused';
    return (
      <span className="two-lines">
        <span className={active ? undefined : 'faint'}>{word}</span>
        {rest === '' ? null : <small>{rest}</small>}
      </span>
    );
  }
  return (
    <span className="two-lines connection-wrong">
      <span>
        <b>{failing.problem}</b> {failing.hint}
      </span>
      <small>
        since <Stamp at={failing.since} long />
        {rest === '' ? null : `; ${rest}`}
      </small>
    </span>
  );
}

import { endTrack, listTracks, openTrack, syncTrack, type Track } from '@baton/contract/tracks.ts';
import { KIND_NAMES } from '@baton/domain/connections/connection-kind.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Form, TextField } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { ErrorPanel, Loaded } from '../../ui/states.tsx';
import './connections.css';

const refresh = () => queryClient.invalidateQueries({ queryKey: [listTracks.path] });

/** A remediation's issues in other tools, and where one can be opened. Nothing where no such tool is connected. */
export function TracksPanel({ remediationId }: { readonly remediationId: string }) {
  const me = useMe();
  const tracks = useRead(listTracks, { params: { remediationId } });
  const [linking, setLinking] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const closed = me.permissions.includes('track.open') ? undefined : 'A lead or member of either team links it';
  const act = (promise: Promise<unknown>): void => {
    setBusy(true);
    setError(null);
    promise.then(refresh, setError).finally(() => setBusy(false));
  };
  if (tracks.data && tracks.data.rows.length + tracks.data.offered.length === 0) return null;
  return (
    <Panel title="In other tools">
      <div className="panel-body stack">
        <Loaded query={tracks}>
          {({ rows, offered }) => (
            <>
              {rows.length === 0 ? null : (
                <ul className="tracks">
                  {rows.map((row) => (
                    <TrackRow
                      key={row.trackId}
                      row={row}
                      busy={busy}
                      closed={closed}
                      onSync={() => act(call(syncTrack, { params: { trackId: row.trackId } }))}
                      onEnd={() => act(call(endTrack, { params: { trackId: row.trackId } }))}
                    />
                  ))}
                </ul>
              )}
              {offered.map(({ connectionId, name }) => (
                <div key={connectionId} className="row wrap">
                  <Button
                    busy={busy}
                    closed={closed}
                    onClick={() => act(call(openTrack, { params: { remediationId }, body: { connectionId } }))}
                  >
                    Open in {name}
                  </Button>
                  {linking === connectionId ? (
                    <Form
                      action="Link"
                      inline
                      primary={false}
                      closed={closed}
                      onSend={async ({ text }) => {
                        await call(openTrack, { params: { remediationId }, body: { connectionId, key: text('key') } });
                        setLinking(null);
                        await refresh();
                      }}
                    >
                      <TextField name="key" label="Its key there" placeholder="OPS-12" maxLength={100} w={120} />
                    </Form>
                  ) : (
                    <Button closed={closed} onClick={() => setLinking(connectionId)}>
                      Link one that is there
                    </Button>
                  )}
                </div>
              ))}
            </>
          )}
        </Loaded>
        {error ? <ErrorPanel error={error} /> : null}
      </div>
    </Panel>
  );
}

interface TrackRowProps {
  readonly row: Track;
  readonly busy: boolean;
  readonly closed: string | undefined;
  readonly onSync: () => void;
  readonly onEnd: () => void;
}

function TrackRow({ row, busy, closed, onSync, onEnd }: TrackRowProps) {
  return (
    <li className="small">
      <p>
        {row.url === null ? (
          <b>{row.key ?? 'not made yet'}</b>
        ) : (
          <a className="link" href={row.url} target="_blank" rel="noreferrer">
            <b>{row.key}</b>
          </a>
        )}{' '}
        <span className="quiet">
          in {row.connection}, {KIND_NAMES[row.kind]}
        </span>
      </p>
      <p className="quiet">
        {row.remoteState === null ? null : <>“{row.remoteState}” there, </>}
        {row.syncedAt === null ? (
          'not brought up to date yet'
        ) : (
          <>
            up to date <Stamp at={row.syncedAt} long />
          </>
        )}
        {row.waiting && row.problem === null ? '; something waits' : ''}
      </p>
      {row.problem === null ? null : (
        <p>
          <b>{row.problem}</b> {row.hint}
        </p>
      )}
      <div className="row track-acts">
        <Button onClick={onSync} busy={busy} closed={closed}>
          Update now
        </Button>
        <Button onClick={onEnd} busy={busy} closed={closed}>
          Unlink
        </Button>
      </div>
    </li>
  );
}

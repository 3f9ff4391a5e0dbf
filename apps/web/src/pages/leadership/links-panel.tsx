import { listSharedLinks, makeSharedLink, revokeSharedLink, type SharedLink } from '@baton/contract/leadership.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { ErrorPanel, Loaded } from '../../ui/states.tsx';
import { useNow } from '../../ui/use-now.ts';

const refresh = () => queryClient.invalidateQueries({ queryKey: [listSharedLinks.path] });

/** Links that show this page, and nothing else, to who has no account: made, seen with their reads, revoked. */
export function LinksPanel() {
  const me = useMe();
  const links = useRead(listSharedLinks);
  const [made, setMade] = useState<{ readonly link: string; readonly expiresAt: string } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const closed = me.permissions.includes('leadership.share') ? undefined : 'A lead of either team shares it';
  const make = () =>
    call(makeSharedLink, { body: { days: 7 } }).then((found) => {
      setMade(found);
      return refresh();
    }, setError);
  const revoke = (linkId: string) => call(revokeSharedLink, { params: { linkId } }).then(refresh, setError);
  return (
    <Panel
      className="no-print"
      title="Links to this page"
      note="read only, without an account, until they expire; every read is in the log"
      aside={
        <Button onClick={() => void make()} closed={closed}>
          Link for 7 days
        </Button>
      }
    >
      <div className="panel-body stack">
        {made ? (
          <ShownOnce text={made.link}>
            Whoever has this link sees this page until <Stamp at={made.expiresAt} long />. It is shown this once.
          </ShownOnce>
        ) : null}
        {error ? <ErrorPanel error={error} /> : null}
        <Loaded query={links}>
          {({ rows }) =>
            rows.length === 0 ? (
              <p className="small quiet">No link was made yet.</p>
            ) : (
              <ul className="lead-links">
                {rows.map((row) => (
                  <LinkRow key={row.linkId} row={row} closed={closed} onRevoke={() => void revoke(row.linkId)} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </Panel>
  );
}

interface LinkRowProps {
  readonly row: SharedLink;
  readonly closed: string | undefined;
  readonly onRevoke: () => void;
}

function LinkRow({ row, closed, onRevoke }: LinkRowProps) {
  const now = useNow();
  const isOver = row.revokedAt !== null || row.expiresAt <= now;
  return (
    <li className="row small">
      <span className={isOver ? 'faint' : ''}>
        Made by <b>{row.madeBy}</b>, <Stamp at={row.madeAt} long />;{' '}
        {row.revokedAt !== null ? 'revoked ' : isOver ? 'expired ' : 'good until '}
        <Stamp at={row.revokedAt ?? row.expiresAt} long />; read {formatCounted(row.reads, 'time')}
        {row.lastReadAt === null ? null : (
          <>
            , last <Stamp at={row.lastReadAt} long />
          </>
        )}
      </span>
      <span className="space" />
      {isOver ? null : (
        <Button onClick={onRevoke} closed={closed}>
          Revoke
        </Button>
      )}
    </li>
  );
}

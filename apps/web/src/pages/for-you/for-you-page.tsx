import { listNotifications, type NotificationRow, readNotification } from '@baton/contract/notifications.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { z } from 'zod';
import { call } from '../../api/call.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { tableSearch, usePageSearch } from '../../search-params.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { Button } from '../../ui/button.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Panel, Tab, Tabs } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, ErrorPanel, Loaded } from '../../ui/states.tsx';
import { Unbroken } from '../../ui/unbroken.tsx';
import './for-you.css';

const forYouSearch = z.object({ ...tableSearch, unread: z.enum(['true', 'false']).optional().catch(undefined) });

const KINDS: Readonly<Record<string, string>> = {
  'clock-warning': 'clock',
  'clock-breach': 'deadline passed',
  escalation: 'escalation',
  'signature-wanted': 'signature',
  digest: 'today',
  mention: 'mention',
  assignment: 'given to you',
  emergency: 'emergency',
  watched: 'watched',
};

async function refresh(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: [listNotifications.path] });
}

/** What one person was told, newest first; each message once, with the place where they can act. */
export function ForYouPage() {
  const [search, change] = usePageSearch(forYouSearch);
  const messages = useRead(listNotifications, { query: search, keep: true });
  const [error, setError] = useState<Error | null>(null);
  usePageTitle({ crumbs: [], title: 'For you' });
  const newest = messages.data?.rows[0];
  const read = (body: { readonly id: number } | { readonly upTo: number }): void => {
    setError(null);
    call(readNotification, { body }).then(refresh, setError);
  };
  return (
    <Panel
      title={messages.data ? `${formatCount(messages.data.unread)} not read` : 'For you'}
      className="clip"
      aside={
        <>
          <Tabs label="Which">
            <Tab chosen={search.unread !== 'true'} onChoose={() => change({ unread: undefined, page: 1 })}>
              all
            </Tab>
            <Tab chosen={search.unread === 'true'} onChoose={() => change({ unread: 'true', page: 1 })}>
              not read
            </Tab>
          </Tabs>
          <Button
            onClick={() => newest && read({ upTo: newest.id })}
            closed={(messages.data?.unread ?? 0) === 0 ? 'All is read' : undefined}
          >
            Mark all as read
          </Button>
        </>
      }
    >
      {error ? <ErrorPanel error={error} /> : null}
      <Loaded query={messages}>
        {(data) =>
          data.total === 0 ? (
            <EmptyState title="There is nothing for you.">
              You are told at half and at four fifths of a clock that you can act on, when its deadline passes, and when
              something waits for your signature. And when somebody mentions you, gives you a remediation, or changes
              one that you watch. Each once.
            </EmptyState>
          ) : (
            <>
              <ul className="messages">
                {data.rows.map((row) => (
                  <Message key={row.id} row={row} onRead={() => read({ id: row.id })} />
                ))}
              </ul>
              <Pager
                page={search.page}
                pageSize={search.pageSize}
                total={data.total}
                onPage={(page) => change({ page })}
                onPageSize={(pageSize) => change({ pageSize, page: 1 })}
              />
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

function Message({ row, onRead }: { readonly row: NotificationRow; readonly onRead: () => void }) {
  const unread = row.readAt === null && row.settled === null;
  return (
    <li data-row className={unread ? 'unread' : row.settled === null ? undefined : 'settled'}>
      <span className="faint note">{KINDS[row.kind] ?? row.kind}</span>
      <span>
        <PageLink to={row.path} onClick={() => unread && onRead()}>
          <span className="message-title">
            <Unbroken>{row.title}</Unbroken>
          </span>
          {unread ? <span className="unseen">, not read</span> : null}
        </PageLink>
        {row.settled === null ? (
          <span className="small quiet message-body">
            <Unbroken>{row.body}</Unbroken>
          </span>
        ) : (
          <span className="small message-body">{row.settled}</span>
        )}
      </span>
      <span className="faint small">
        <Stamp at={row.createdAt} />
      </span>
      <span className="number">{unread ? <Button onClick={onRead}>Read</Button> : null}</span>
    </li>
  );
}

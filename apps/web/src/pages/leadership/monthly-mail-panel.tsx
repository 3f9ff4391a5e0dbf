import { listDeliveries } from '@baton/contract/connections.ts';
import {
  type LeadershipMail,
  readLeadershipMail,
  sendLeadershipMail,
  setLeadershipMail,
  stopLeadershipMail,
} from '@baton/contract/leadership-mail.ts';
import { formatStamp } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Choice, Form, TextField } from '../../ui/form.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { ErrorPanel, Loaded } from '../../ui/states.tsx';
import { useNow } from '../../ui/use-now.ts';
import { urls } from '../../urls.ts';

const refresh = async (): Promise<void> => {
  await queryClient.invalidateQueries({ queryKey: [readLeadershipMail.path] });
  await queryClient.invalidateQueries({ queryKey: [listDeliveries.path] });
};

/** The page by mail, each month, to named people: when, to whom, and what came of it. */
export function MonthlyMailPanel() {
  const me = useMe();
  const mail = useRead(readLeadershipMail);
  const [changing, setChanging] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const closed = me.permissions.includes('leadership.share') ? undefined : 'A lead of either team sends it on';
  const act = (promise: Promise<unknown>): void => {
    setError(null);
    promise.then(refresh, setError);
  };
  return (
    <Panel className="no-print" title="By mail each month" note="this page, as text and as PDF">
      <div className="panel-body stack">
        <Loaded query={mail}>
          {(data) => (
            <>
              {data.schedule === null ? null : (
                <Schedule schedule={data.schedule}>
                  <Button closed={closed} onClick={() => act(call(sendLeadershipMail))}>
                    Send it now
                  </Button>
                  <Button closed={closed} onClick={() => setChanging(!changing)} aria-expanded={changing}>
                    Change
                  </Button>
                  <Button closed={closed} onClick={() => act(call(stopLeadershipMail))}>
                    Stop
                  </Button>
                </Schedule>
              )}
              {data.offered.length === 0 ? (
                <p className="small quiet">
                  It goes by a mail server.{' '}
                  <PageLink className="link" to={urls.settings('connections')}>
                    Connect one
                  </PageLink>
                </p>
              ) : data.schedule === null || changing ? (
                <ScheduleForm mail={data} closed={closed} onSet={() => setChanging(false)} />
              ) : null}
            </>
          )}
        </Loaded>
        {error ? <ErrorPanel error={error} /> : null}
      </div>
    </Panel>
  );
}

type Set = NonNullable<LeadershipMail['schedule']>;

function Schedule({ schedule, children }: { readonly schedule: Set; readonly children: React.ReactNode }) {
  const now = useNow();
  const { connectionId, connection, recipients, dayOfMonth, at, timeZone, next, setBy, setAt } = schedule;
  const sent = useRead(listDeliveries, { query: { connectionId, pageSize: 100 } });
  const last = sent.data?.rows.filter(({ event }) => event === 'leadership.page').slice(0, 5) ?? [];
  return (
    <>
      <p className="small">
        On day {dayOfMonth} at {at} ({timeZone}), by {connection}, to <b>{recipients.join(', ')}</b>. Next{' '}
        {formatStamp(next, now, timeZone)}.{' '}
        <span className="quiet">
          Set by {setBy}, <Stamp at={setAt} long />
        </span>
      </p>
      {last.length === 0 ? null : (
        <ul className="small">
          {last.map((row) => (
            <li key={row.deliveryId}>
              <Stamp at={row.createdAt} long /> to {row.recipient}:{' '}
              <b>{row.state === 'failed' ? 'given up' : row.state}</b> {row.problem} {row.hint}
            </li>
          ))}
        </ul>
      )}
      <div className="row">{children}</div>
    </>
  );
}

interface ScheduleFormProps {
  readonly mail: LeadershipMail;
  readonly closed: string | undefined;
  readonly onSet: () => void;
}

function ScheduleForm({ mail: { schedule, offered }, closed, onSet }: ScheduleFormProps) {
  return (
    <Form
      action="Send it each month"
      inline
      primary={false}
      closed={closed}
      onSend={async ({ text }) => {
        const recipients = text('recipients')
          .split(/[,;\s]+/)
          .filter((one) => one !== '');
        await call(setLeadershipMail, {
          body: {
            connectionId: text('connectionId'),
            recipients,
            dayOfMonth: Number(text('dayOfMonth')),
            at: text('at'),
            timeZone: text('timeZone'),
          },
        });
        onSet();
        await refresh();
      }}
    >
      <TextField
        name="recipients"
        label="To, with commas"
        placeholder="cio@example.org, ciso@example.org"
        defaultValue={schedule?.recipients.join(', ')}
        w={300}
      />
      <Choice
        name="connectionId"
        label="By"
        options={offered.map(({ connectionId, name }) => ({ value: connectionId, label: name }))}
        initial={schedule?.connectionId ?? offered[0]?.connectionId ?? ''}
      />
      <TextField
        name="dayOfMonth"
        label="Day"
        type="number"
        min={1}
        max={28}
        defaultValue={schedule?.dayOfMonth ?? 1}
        w={70}
      />
      <TextField name="at" label="At" type="time" defaultValue={schedule?.at ?? '07:30'} w={132} />
      <TextField
        name="timeZone"
        label="Zone"
        maxLength={60}
        defaultValue={schedule?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone}
        w={150}
      />
    </Form>
  );
}

import { type CalendarFeed, listCalendars, makeCalendar, revokeCalendar } from '@baton/contract/calendar.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { Button } from '../../ui/button.tsx';
import { Choice, Form, TextField } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { ErrorPanel, Loaded } from '../../ui/states.tsx';

const refresh = () => queryClient.invalidateQueries({ queryKey: [listCalendars.path] });

const SHOWS = [
  { value: 'windows both', label: 'Windows and all deadlines' },
  { value: 'windows it', label: 'Windows and deadlines of IT' },
  { value: 'windows infosec', label: 'Windows and deadlines of InfoSec' },
  { value: 'windows', label: 'Maintenance windows' },
  { value: 'both', label: 'All deadlines' },
] as const;
const DEADLINES = { it: 'deadlines of IT', infosec: 'deadlines of InfoSec', both: 'all deadlines' } as const;

/** Own calendars: feeds that a calendar program subscribes to. */
export function CalendarsPanel() {
  const feeds = useRead(listCalendars);
  const [address, setAddress] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  return (
    <Panel
      title="My calendars"
      note="windows and deadlines in your calendar program (iCal); whoever has the address sees them"
    >
      <div className="panel-body stack">
        <Loaded query={feeds}>
          {({ rows }) =>
            rows.length === 0 ? (
              <p className="small quiet">You have no calendar yet.</p>
            ) : (
              <ul className="feeds">
                {rows.map((row) => (
                  <FeedRow
                    key={row.feedId}
                    row={row}
                    onRevoke={() => {
                      call(revokeCalendar, { params: { feedId: row.feedId } }).then(refresh, setError);
                    }}
                  />
                ))}
              </ul>
            )
          }
        </Loaded>
        {error ? <ErrorPanel error={error} /> : null}
        <Form
          action="Make a calendar"
          inline
          primary={false}
          onSend={async ({ text }) => {
            const shows = text('shows');
            const deadlines = (['it', 'infosec', 'both'] as const).find((of) => shows.endsWith(of)) ?? null;
            const made = await call(makeCalendar, {
              body: { name: text('name'), windows: shows.startsWith('windows'), deadlines },
            });
            setAddress(made.address);
            await refresh();
          }}
        >
          <TextField name="name" label="Called" maxLength={100} placeholder="Patching" w={190} />
          <Choice name="shows" label="Shows" options={SHOWS} initial="windows both" />
        </Form>
        {address === null ? null : (
          <ShownOnce text={address}>
            Subscribe to this address in your calendar program. It is shown this once.
          </ShownOnce>
        )}
      </div>
    </Panel>
  );
}

function FeedRow({ row, onRevoke }: { readonly row: CalendarFeed; readonly onRevoke: () => void }) {
  const shows = [...(row.windows ? ['windows'] : []), ...(row.deadlines === null ? [] : [DEADLINES[row.deadlines]])];
  return (
    <li className="row small">
      <span className={row.revokedAt === null ? '' : 'faint'}>
        <b>{row.name}</b>, {shows.join(' and ')}; made <Stamp at={row.madeAt} long />; read{' '}
        {formatCounted(row.reads, 'time')}
        {row.lastReadAt === null ? null : (
          <>
            , last <Stamp at={row.lastReadAt} long />
          </>
        )}
        {row.revokedAt === null ? null : (
          <>
            ; revoked <Stamp at={row.revokedAt} long />
          </>
        )}
      </span>
      <span className="space" />
      {row.revokedAt === null ? <Button onClick={onRevoke}>Revoke</Button> : null}
    </li>
  );
}

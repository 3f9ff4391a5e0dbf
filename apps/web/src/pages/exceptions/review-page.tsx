import { listMeetings } from '@baton/contract/exception-meetings.ts';
import { listExceptions } from '@baton/contract/exceptions.ts';
import { formatDay } from '@baton/presentation/formats.ts';
import { useRead } from '../../api/use-read.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { urls } from '../../urls.ts';
import { DueList } from './due-list.tsx';
import { MeetingPanel } from './meeting-panel.tsx';
import { SignTogether } from './sign-together.tsx';
import './exceptions.css';

/** The review meeting: what comes due, decided together with one click each, and the minutes that come of it. */
export function ReviewPage() {
  const due = useRead(listExceptions, { query: { view: 'due', pageSize: 500 } });
  const meetings = useRead(listMeetings, { query: { pageSize: 20 } });
  usePageTitle({ crumbs: [{ label: 'Exceptions', to: urls.exceptions() }], title: 'Review meeting' });
  const newest = meetings.data?.rows[0];
  const open = newest !== undefined && newest.closedAt === null ? newest : null;
  return (
    <div className="exception-columns">
      <div className="stack">
        <Panel title="Comes due" note="ends, or comes back to its owner, within 30 days">
          <Loaded query={due}>
            {({ rows }) =>
              rows.length === 0 ? (
                <EmptyState title="Nothing comes due within 30 days.">
                  An exception stands here two weeks before its end, of a short one halfway.
                </EmptyState>
              ) : (
                <>
                  {open === null ? (
                    <p className="panel-body small quiet">Once the meeting is open, each is decided here.</p>
                  ) : null}
                  <DueList rows={rows} meeting={open} />
                </>
              )
            }
          </Loaded>
        </Panel>
        {/* Below a list whose length is not known yet, a panel would jump. */}
        {due.isPending ? null : <SignTogether />}
      </div>
      <div className="stack">
        <MeetingPanel meeting={open} />
        <Panel title="Earlier meetings">
          <Loaded query={meetings}>
            {({ rows }) => {
              const closed = rows.filter(({ closedAt }) => closedAt !== null);
              return closed.length === 0 ? (
                <EmptyState title="No minutes were kept yet.">They are written when a meeting is closed.</EmptyState>
              ) : (
                <ol className="exception-rounds">
                  {closed.map(({ meetingId, heldAt, closedBy, minutes }) => (
                    <li key={meetingId}>
                      <p className="small">
                        <b>{formatDay(heldAt)}</b>, <span className="quiet">closed by {closedBy}</span>
                      </p>
                      <p className="exception-minutes small">{minutes}</p>
                    </li>
                  ))}
                </ol>
              );
            }}
          </Loaded>
        </Panel>
      </div>
    </div>
  );
}

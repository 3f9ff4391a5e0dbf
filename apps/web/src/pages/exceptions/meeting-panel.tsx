import { closeMeeting, type ExceptionMeeting, openMeeting } from '@baton/contract/exception-meetings.ts';
import { listPeople } from '@baton/contract/people.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Form } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { refreshExceptions } from './refresh-exceptions.ts';

/** The open meeting with its minutes as they come to be, or the form that opens one. */
export function MeetingPanel({ meeting }: { readonly meeting: ExceptionMeeting | null }) {
  return meeting === null ? <OpenPanel /> : <ClosePanel meeting={meeting} />;
}

function OpenPanel() {
  const me = useMe();
  const people = useRead(listPeople, { query: { pageSize: 500 } }).data?.rows ?? [];
  const able = people.filter(({ role, deactivatedAt }) => role !== 'viewer' && deactivatedAt === null);
  const [here, setHere] = useState<ReadonlySet<string>>(new Set([me.personId]));
  const teams = new Set(able.filter(({ personId }) => here.has(personId)).map(({ team }) => team));
  const closed = me.permissions.includes('exception.meet')
    ? teams.size < 2
      ? 'Choose people of both teams'
      : undefined
    : 'Whoever carries exceptions opens it';
  const toggle = (personId: string): void => {
    const next = new Set(here);
    if (!next.delete(personId)) next.add(personId);
    setHere(next);
  };
  return (
    <Panel title="Open the meeting" note="people of both teams are there">
      <div className="panel-body">
        <Form
          action="Open the meeting"
          closed={closed}
          onSend={async () => {
            await call(openMeeting, { body: { present: [...here] } });
            await refreshExceptions();
          }}
        >
          <fieldset className="exception-present">
            <legend>Who is there</legend>
            {able.map(({ personId, name, team }) => (
              <label key={personId}>
                <input type="checkbox" checked={here.has(personId)} onChange={() => toggle(personId)} />
                {name} <TeamChip owner={team} />
              </label>
            ))}
          </fieldset>
        </Form>
      </div>
    </Panel>
  );
}

function ClosePanel({ meeting }: { readonly meeting: ExceptionMeeting }) {
  const me = useMe();
  const { meetingId, openedBy, heldAt, decisions, minutes } = meeting;
  return (
    <Panel title="The meeting is open" note={`${formatCounted(decisions.length, 'decision')} so far`}>
      <div className="panel-body stack">
        <p className="small quiet">
          Opened by {openedBy}, <Stamp at={heldAt} long />. The minutes, as they are now:
        </p>
        <p className="exception-minutes small">{minutes}</p>
        <Form
          action="Close and keep the minutes"
          closed={me.permissions.includes('exception.meet') ? undefined : 'Whoever carries exceptions closes it'}
          onSend={async ({ text }) => {
            await call(closeMeeting, { params: { meetingId }, body: { notes: text('notes') } });
            await refreshExceptions();
          }}
        >
          <Textarea name="notes" label="What the minutes say besides" maxLength={20_000} autosize minRows={2} />
        </Form>
      </div>
    </Panel>
  );
}

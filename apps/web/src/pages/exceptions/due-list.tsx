import { decideInMeeting, type ExceptionMeeting } from '@baton/contract/exception-meetings.ts';
import type { ExceptionRow } from '@baton/contract/exceptions.ts';
import type { ReviewDecision } from '@baton/domain/exceptions/meeting-minutes.ts';
import { formatCounted, formatDay } from '@baton/presentation/formats.ts';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { Unbroken } from '../../ui/unbroken.tsx';
import { urls } from '../../urls.ts';
import { refreshExceptions } from './refresh-exceptions.ts';

interface DueListProps {
  readonly rows: readonly ExceptionRow[];
  readonly meeting: ExceptionMeeting | null;
}

/** What comes due, each with the three things that a meeting can decide of it. */
export function DueList({ rows, meeting }: DueListProps) {
  return (
    <ul className="exception-due">
      {rows.map((row) => (
        <DueRow key={row.exceptionId} row={row} meeting={meeting} />
      ))}
    </ul>
  );
}

function DueRow({ row, meeting }: { readonly row: ExceptionRow; readonly meeting: ExceptionMeeting | null }) {
  const { name, what, owner, endsAt, renewals, openDevices } = row;
  return (
    <li data-row>
      <p className="row wrap">
        <PageLink className="link" to={urls.exception(row.exceptionId)}>
          <b>
            <Unbroken>{name}</Unbroken>
          </b>
        </PageLink>
        <span>{what}</span>
        <span className="faint">
          {formatCounted(openDevices, 'device')}, ends {endsAt === null ? 'on its date' : formatDay(endsAt)},{' '}
          {renewals === 0 ? 'not renewed' : `renewed ${formatCounted(renewals, 'time')}`}
        </span>
        <span className="space" />
        <span className="row small">
          {owner.name} <TeamChip owner={owner.team} />
        </span>
      </p>
      <Decide row={row} meeting={meeting} />
    </li>
  );
}

const WORDS: Readonly<Record<ReviewDecision, string>> = { renew: 'Renew', end: 'End', 'hand-back': 'Hand back' };
const DECIDED: Readonly<Record<ReviewDecision, string>> = {
  renew: 'to be renewed',
  end: 'ended',
  'hand-back': 'handed back to its owner',
};

function Decide({ row, meeting }: { readonly row: ExceptionRow; readonly meeting: ExceptionMeeting | null }) {
  const me = useMe();
  const [note, setNote] = useState('');
  const [error, setError] = useState<Error | null>(null);
  const decided = meeting?.decisions.find(({ exceptionId }) => exceptionId === row.exceptionId);
  if (decided !== undefined) {
    return (
      <p className="small quiet">
        Decided: {DECIDED[decided.decision]}
        {decided.until === null ? '' : ` until ${formatDay(decided.until)}`}. {decided.by}
        {decided.note === '' ? '' : `: ${decided.note}`}
      </p>
    );
  }
  const decide = (decision: ReviewDecision): void => {
    if (meeting === null) return;
    setError(null);
    const { meetingId } = meeting;
    const { exceptionId } = row;
    call(decideInMeeting, { params: { meetingId }, body: { exceptionId, decision, note } }).then(
      refreshExceptions,
      setError,
    );
  };
  const none = me.permissions.includes('exception.meet')
    ? meeting === null
      ? 'Open the meeting first'
      : undefined
    : 'Whoever carries exceptions decides';
  const closedFor = (decision: ReviewDecision): string | undefined => {
    if (none !== undefined) return none;
    if (decision === 'renew') return row.waiting === null ? undefined : 'A renewal waits for signatures already';
    return note.trim() === '' ? 'Say why first' : undefined;
  };
  return (
    <>
      <div className="row wrap">
        <TextInput
          aria-label={`Note on ${row.name}`}
          placeholder="Note; why, for an end or a hand-back"
          className="exception-note"
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {(['renew', 'hand-back', 'end'] as const).map((decision) => (
          <Button key={decision} closed={closedFor(decision)} onClick={() => decide(decision)}>
            {WORDS[decision]}
          </Button>
        ))}
      </div>
      {error ? <ErrorPanel error={error} /> : null}
    </>
  );
}

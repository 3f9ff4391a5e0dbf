import { type AskedDto, type DutyRow, endDuty, listDuties } from '@baton/contract/duties.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { ErrorPanel, Loaded } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { AddDuty } from './add-duty.tsx';

const AS_WORDS: Readonly<Record<AskedDto['as'], string>> = {
  lead: 'lead',
  deputy: 'deputy of the lead, and signs for them',
  'on-call': 'on call; signs nothing',
  'lead-away': 'lead, away; nobody stands in',
};

/** Who is asked now for each team, and who is away, on call or deputy. */
export function DutiesPanel() {
  const duties = useRead(listDuties);
  return (
    <>
      <Panel title="Who is asked now" className="no-print">
        <Loaded query={duties}>
          {({ asked }) => (
            <ul className="asked panel-body small">
              {(['it', 'infosec'] as const).map((team) => (
                <li key={team}>
                  <TeamChip owner={team} />
                  <span>
                    {asked[team].length === 0 ? <span className="faint">nobody leads it yet</span> : null}
                    {asked[team].map(({ personId, name, as }) => (
                      <span key={personId} className="block">
                        <b>{name}</b> <span className="faint">{AS_WORDS[as]}</span>
                      </span>
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      </Panel>
      <Panel title="Away, on call, deputy" className="no-print">
        <Loaded query={duties}>{({ rows }) => <DutyList rows={rows} />}</Loaded>
        <div className="panel-body">
          <AddDuty />
        </div>
      </Panel>
    </>
  );
}

function DutyList({ rows }: { readonly rows: readonly DutyRow[] }) {
  const me = useMe();
  const [error, setError] = useState<Error | null>(null);
  const end = (dutyId: string): void => {
    setError(null);
    call(endDuty, { params: { dutyId } }).then(
      () => queryClient.invalidateQueries({ queryKey: [listDuties.path] }),
      setError,
    );
  };
  if (rows.length === 0) return <p className="panel-body small quiet">Nobody is away, on call or deputy.</p>;
  return (
    <>
      {error ? <ErrorPanel error={error} /> : null}
      <ul className="duties small">
        {rows.map((row) => (
          <li key={row.dutyId}>
            <TeamChip owner={row.team}>{row.kind}</TeamChip>
            <span>
              <b>{row.person}</b>
              {row.lead === null ? '' : `, for ${row.lead}`}
              <span className="faint block">
                {row.state === 'now' ? 'until ' : ''}
                {row.state === 'now' ? null : (
                  <>
                    <Stamp at={row.startsAt} long /> to{' '}
                  </>
                )}
                <Stamp at={row.endsAt} long />
                {row.note === null ? '' : `. ${row.note}`}
              </span>
            </span>
            {row.team === me.team && (me.permissions.includes('duty.plan') || row.personId === me.personId) ? (
              <Button onClick={() => end(row.dutyId)}>End</Button>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

import { type RetrospectiveDto, type ReviewAction, takeActionBack } from '@baton/contract/retrospectives.ts';
import { formatCounted, formatDay } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, ErrorPanel } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { ActionForm } from './action-form.tsx';
import { refreshReview } from './refresh-review.ts';

/** What will be done, by whom and by when; the next cycle judges it. */
export function ActionsPanel({ data: { cycle, actions } }: { readonly data: RetrospectiveDto }) {
  const me = useMe();
  const [error, setError] = useState<Error | null>(null);
  const open = cycle.state !== 'closed';
  const mayTakeBack = ({ madeBy }: ReviewAction) =>
    open && me.permissions.includes('cycle.write') && (madeBy.personId === me.personId || me.role === 'lead');
  const takeBack = (action: ReviewAction) => {
    const params = { number: cycle.number, actionId: action.actionId };
    call(takeActionBack, { params }).then(refreshReview, setError);
  };
  return (
    <Panel
      title={actions.length === 0 ? 'Actions' : formatCounted(actions.length, 'action')}
      note="each with an owner and a date; the next cycle judges it"
      className="clip"
    >
      {actions.length === 0 ? (
        <EmptyState title="No action yet.">
          What will be done otherwise, by whom, by when, and if you like the number that it is to bring.
        </EmptyState>
      ) : (
        <div className="table-scroll">
          <table className="action-table">
            <thead>
              <tr>
                <th scope="col">Action</th>
                <th scope="col">Owner</th>
                <th scope="col">Due</th>
                <th scope="col">Promised</th>
                <th scope="col">
                  <span className="unseen">Take back</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {actions.map((action) => (
                <tr key={action.actionId} data-row>
                  <td className="entry-words">{action.what}</td>
                  <td>
                    <span className="row">
                      <TeamChip owner={action.owner.team} /> {action.owner.name}
                    </span>
                  </td>
                  <td className="one-line">{formatDay(action.dueOn)}</td>
                  <td>{action.promised ?? <span className="faint">no number</span>}</td>
                  <td className="number">
                    {mayTakeBack(action) ? (
                      <Button className="no-print" onClick={() => takeBack(action)}>
                        Take back
                      </Button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {error === null ? null : <ErrorPanel error={error} />}
      {open ? <ActionForm key={actions.length} number={cycle.number} /> : null}
    </Panel>
  );
}

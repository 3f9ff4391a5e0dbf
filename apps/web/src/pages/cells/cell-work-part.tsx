import type { CellWork } from '@baton/contract/cell-work.ts';
import type { DeviceRequestDto } from '@baton/contract/device-requests.ts';
import { Stamp } from '../../ui/stamp.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { QuestionThread } from '../disagreements/question-thread.tsx';
import { RequestProgress } from '../disagreements/request-progress.tsx';

/** What people asked about a cell, with the answers, and the requests that it is part of. */
export function CellWorkPart({ work: { questions, requests } }: { readonly work: CellWork }) {
  if (questions.length === 0 && requests.length === 0) return null;
  return (
    <div className="cell-asked">
      {questions.length === 0 ? null : <h3>Asked here</h3>}
      {questions.map((question) => (
        <QuestionThread
          key={`${question.id} ${question.messages.length}`}
          question={question}
          about={question.cells > 1}
        />
      ))}
      {requests.length === 0 ? null : (
        <>
          <h3>Requested</h3>
          <ul className="cell-requests small">
            {requests.map((request) => (
              <Requested key={request.id} request={request} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Requested({ request }: { readonly request: DeviceRequestDto }) {
  return (
    <li className="row wrap">
      <TeamChip owner={request.askedTeam} />
      <span>
        {request.kind === 'rescan' ? 'look again' : 'restart'}, asked by <b>{request.byName}</b>{' '}
        <Stamp at={request.askedAt} />
      </span>
      <span className="space" />
      <RequestProgress request={request} />
    </li>
  );
}

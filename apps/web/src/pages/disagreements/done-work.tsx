import type { DeviceRequestDto } from '@baton/contract/device-requests.ts';
import type { openRemediations } from '@baton/contract/disagreement-acts.ts';
import type { QuestionDto } from '@baton/contract/questions.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import type { z } from 'zod';
import { ActButton } from '../../ui/act-button.tsx';
import { Button } from '../../ui/button.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { RunningWork } from '../../ui/running-work.tsx';
import { teamName } from '../../ui/team-chip.tsx';
import { urls } from '../../urls.ts';
import { saveRequestLists } from './save-scan-lists.ts';

/** What an act has come to. */
export type Done =
  | { readonly kind: 'assigned'; readonly cells: number; readonly devices: number }
  | { readonly kind: 'begun'; readonly workId: string; readonly words: string }
  | { readonly kind: 'asked'; readonly question: QuestionDto }
  | { readonly kind: 'requested'; readonly request: DeviceRequestDto }
  | ({ readonly kind: 'opened' } & z.output<typeof openRemediations.response>);

/** Says what was done and what comes next; it stays in the page until it is put away. */
export function DoneWork({ done, onClose }: { readonly done: Done; readonly onClose: () => void }) {
  return (
    <section className="panel work-form small" role="status">
      <div className="row wrap">
        <Words done={done} />
        <span className="space" />
        <Button onClick={onClose}>Put away</Button>
      </div>
    </section>
  );
}

function Words({ done }: { readonly done: Done }) {
  switch (done.kind) {
    case 'assigned':
      return (
        <p>
          Done for <b>{formatCounted(done.cells, 'cell')}</b> on {formatCounted(done.devices, 'device')}.
        </p>
      );
    case 'begun':
      return <RunningWork workId={done.workId} words={done.words} />;
    case 'asked':
      return (
        <p>
          {teamName(done.question.askedTeam)} is asked about <b>{formatCounted(done.question.cells, 'cell')}</b>. The
          answer comes to the cells themselves and to{' '}
          <PageLink className="link" to={urls.disagreements({ view: 'questions' })}>
            Questions
          </PageLink>
          .
        </p>
      );
    case 'requested':
      return <Requested request={done.request} />;
    case 'opened':
      return (
        <p>
          {done.remediations.map(({ fix, remediationId, made }, index) => (
            <span key={fix}>
              {index > 0 ? ', ' : ''}
              <PageLink className="link machine" to={urls.remediation(remediationId)}>
                {fix}
              </PageLink>{' '}
              {made ? 'made' : 'found'}
            </span>
          ))}
          .
        </p>
      );
  }
}

function Requested({ request }: { readonly request: DeviceRequestDto }) {
  return (
    <>
      <p>
        {teamName(request.askedTeam)} is asked to {request.kind === 'rescan' ? 'look at' : 'restart'}{' '}
        <b>{formatCounted(request.devices, 'device')}</b>. Evidence tells of each under{' '}
        <PageLink className="link" to={urls.disagreements({ view: 'requests' })}>
          Requests
        </PageLink>
        .
      </p>
      {request.kind === 'rescan' ? (
        <ActButton onAct={() => saveRequestLists(request.id)}>Save targets and checks</ActButton>
      ) : null}
    </>
  );
}

import {
  exportHtml,
  exportMarkdown,
  type RetrospectiveDto,
  readRetrospective,
} from '@baton/contract/retrospectives.ts';
import { PROMPTS } from '@baton/domain/cycles/review.ts';
import { periodWords } from '@baton/presentation/cycle-words.ts';
import { retrospectiveHeadline } from '@baton/presentation/retrospective-sections.ts';
import { useParams } from '@tanstack/react-router';
import { addressOf } from '../../api/call.ts';
import { useRead } from '../../api/use-read.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { urls } from '../../urls.ts';
import { LegMinutes } from '../breaches/leg-minutes.tsx';
import { ActionsPanel } from './actions-panel.tsx';
import { BreachPanel } from './breach-panel.tsx';
import { CausePanel } from './cause-panel.tsx';
import { ChangePanel } from './change-panel.tsx';
import { ClosingPanel } from './closing-panel.tsx';
import { CycleMeasures } from './cycle-measures.tsx';
import { DeploymentPanel } from './deployment-panel.tsx';
import { FixPanels } from './fix-panels.tsx';
import { GapPanel } from './gap-panel.tsx';
import { JudgePanel } from './judge-panel.tsx';
import { LateApprovalPanel } from './late-approval-panel.tsx';
import { NumbersPanel } from './numbers-panel.tsx';
import { PromptPanel } from './prompt-panel.tsx';
import { ScopePanel } from './scope-panel.tsx';
import { StateWord } from './state-word.tsx';
import './cycles.css';

type Figures = NonNullable<RetrospectiveDto['figures']>;

/** The retrospective of a cycle: figures from data, what people of both teams write beside them, actions, and the closing. */
export function RetrospectivePage() {
  const params = useParams({ strict: false });
  const number = Number(params.number);
  const read = useRead(readRetrospective, { params: { number } });
  usePageTitle({
    crumbs: [
      { label: 'Cycles', to: urls.cycles() },
      { label: `Cycle ${number}`, to: urls.cycle(number) },
    ],
    title: 'Retrospective',
    note: read.data ? periodWords(read.data.cycle) : '',
    headed: true,
    foot: read.data?.figures
      ? `${read.data.figures.policy.name}, ${read.data.figures.policy.version === 0 ? 'as it ships' : `version ${read.data.figures.policy.version}`}.`
      : '',
  });
  return (
    <Loaded query={read}>
      {(data) => (
        <article className="stack">
          <Head data={data} />
          <ClosingPanel data={data} />
          {data.figures === null ? <NoFigures state={data.cycle.state} /> : <FigurePanels figures={data.figures} />}
          <div className="prompts">
            {PROMPTS.map((prompt) => (
              <PromptPanel key={prompt} prompt={prompt} data={data} />
            ))}
          </div>
          <JudgePanel data={data} />
          <ActionsPanel data={data} />
        </article>
      )}
    </Loaded>
  );
}

function Head({ data: { cycle, figures } }: { readonly data: RetrospectiveDto }) {
  const params = { number: cycle.number };
  return (
    <header>
      <div className="row wrap">
        <h1>
          Cycle {cycle.number}, {periodWords(cycle)}
        </h1>
        <span className="space" />
        <span className="row no-print">
          <a className="button" href={addressOf(exportMarkdown, { params })} download>
            Markdown
          </a>
          <a className="button" href={addressOf(exportHtml, { params })} download>
            HTML
          </a>
          <Button onClick={() => window.print()}>Print</Button>
        </span>
      </div>
      <p className="quiet">
        {figures === null ? null : retrospectiveHeadline(figures)}{' '}
        <span className="faint">
          The cycle <StateWord cycle={cycle} />.
        </span>
      </p>
    </header>
  );
}

function NoFigures({ state }: { readonly state: string }) {
  return (
    <Panel>
      <EmptyState
        title={state === 'running' ? 'The figures come when the cycle has ended.' : 'The figures are being made.'}
      >
        {state === 'running'
          ? 'Until then notes and actions can be written down as they come to mind.'
          : 'They stand here in a moment.'}
      </EmptyState>
    </Panel>
  );
}

function FigurePanels({ figures }: { readonly figures: Figures }) {
  return (
    <>
      <NumbersPanel progress={figures} isRunning={false} />
      <ChangePanel progress={figures} />
      <ScopePanel progress={figures} />
      <CycleMeasures levels={figures.levels} end={figures.end} />
      <LegMinutes measures={figures.levels} />
      <BreachPanel breaches={figures.breaches} />
      {figures.breaches.lateApprovals === undefined ? null : (
        <LateApprovalPanel late={figures.breaches.lateApprovals} />
      )}
      <div className="cycle-pair">
        <DeploymentPanel deployments={figures.deployments} />
        <GapPanel gap={figures.gap} />
      </div>
      <CausePanel causes={figures.causes} />
      <FixPanels progress={figures} />
    </>
  );
}

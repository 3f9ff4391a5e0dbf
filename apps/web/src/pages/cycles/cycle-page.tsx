import { getCycle } from '@baton/contract/cycles.ts';
import { periodWords } from '@baton/presentation/cycle-words.ts';
import { useParams } from '@tanstack/react-router';
import { useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Loaded } from '../../ui/states.tsx';
import { urls } from '../../urls.ts';
import { LegMinutes } from '../breaches/leg-minutes.tsx';
import { CausePanel } from './cause-panel.tsx';
import { ChangePanel } from './change-panel.tsx';
import { CycleMeasures } from './cycle-measures.tsx';
import { FixPanels } from './fix-panels.tsx';
import { NumbersPanel } from './numbers-panel.tsx';
import { ScopePanel } from './scope-panel.tsx';
import { StateWord } from './state-word.tsx';
import './cycles.css';

/** A cycle: what it began with, what became of it, what came late. As of now while it runs, of its end afterwards. */
export function CyclePage() {
  const params = useParams({ strict: false });
  const number = Number(params.number);
  const mayWrite = useMe().permissions.includes('cycle.write');
  const cycle = useRead(getCycle, { params: { number }, every: 60_000 });
  usePageTitle({
    crumbs: [{ label: 'Cycles', to: urls.cycles() }],
    title: `Cycle ${number}`,
    note: cycle.data ? periodWords(cycle.data.cycle) : '',
  });
  return (
    <Loaded query={cycle}>
      {({ cycle, progress, levels }) => (
        <div className="stack">
          <div className="row">
            <span className="quiet">
              <StateWord cycle={cycle} />
            </span>
            <span className="space" />
            <PageLink className="button primary" data-primary to={urls.retrospective(number)}>
              {cycle.state === 'running' && mayWrite ? 'Write a note for the retrospective' : 'Retrospective'}
            </PageLink>
          </div>
          <NumbersPanel progress={progress} isRunning={cycle.state === 'running'} />
          <ScopePanel progress={progress} />
          <ChangePanel progress={progress} />
          <FixPanels progress={progress} />
          <CycleMeasures levels={levels} end={progress.end} />
          <LegMinutes measures={levels} />
          <CausePanel causes={progress.causes} />
        </div>
      )}
    </Loaded>
  );
}

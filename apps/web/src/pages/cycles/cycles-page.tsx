import { type CycleDto, listCycles } from '@baton/contract/cycles.ts';
import { periodWords, scheduleWords } from '@baton/presentation/cycle-words.ts';
import { formatCounted, formatFraction, formatShare } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { useRead } from '../../api/use-read.ts';
import { useGo } from '../../held-view.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { Button } from '../../ui/button.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { urls } from '../../urls.ts';
import { ScheduleForm } from './schedule-form.tsx';
import { StateWord } from './state-word.tsx';
import './cycles.css';

/** Patch cycles, the newest first; by which rule they begin; and cycles to compare. */
export function CyclesPage() {
  const cycles = useRead(listCycles, { every: 60_000 });
  const [planning, setPlanning] = useState(false);
  usePageTitle({ crumbs: [], title: 'Cycles' });
  return (
    <Loaded query={cycles}>
      {({ rows, schedule, ofPolicy }) => (
        <div className="stack">
          <Panel
            title="When cycles begin"
            note={schedule === null ? 'not set yet' : scheduleWords(schedule)}
            aside={
              schedule === null ? null : (
                <Button onClick={() => setPlanning(!planning)}>{planning ? 'Leave it' : 'Change'}</Button>
              )
            }
          >
            {schedule === null || planning ? (
              <ScheduleForm
                initial={schedule ?? ofPolicy}
                isFirst={rows.length === 0}
                onSet={() => setPlanning(false)}
              />
            ) : null}
          </Panel>
          <CycleTable rows={rows} />
        </div>
      )}
    </Loaded>
  );
}

function CycleTable({ rows }: { readonly rows: readonly CycleDto[] }) {
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const go = useGo();
  if (rows.length === 0) {
    return (
      <Panel>
        <EmptyState title="No cycle has begun yet.">
          Once it is said when cycles begin, each one stands here: what it began with, what came late, and its
          retrospective when it has ended.
        </EmptyState>
      </Panel>
    );
  }
  const toggle = (number: number) =>
    setChosen(chosen.includes(number) ? chosen.filter((one) => one !== number) : [...chosen, number]);
  const inOrder = chosen.toSorted((a, b) => a - b);
  return (
    <Panel
      title={formatCounted(rows.length, 'cycle')}
      className="clip"
      aside={
        <Button
          closed={chosen.length < 2 ? 'Choose two cycles or more that have ended' : undefined}
          onClick={() => go(urls.compareCycles({ numbers: inOrder.join(',') }))}
        >
          {chosen.length < 2 ? 'Compare' : `Compare ${chosen.length}`}
        </Button>
      }
    >
      <div className="table-scroll">
        <table className="cycle-table">
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">Compare</span>
              </th>
              <th scope="col">Cycle</th>
              <th scope="col">State</th>
              <th scope="col" className="number">
                Frozen at the start
              </th>
              <th scope="col" className="number">
                Agreed at the start
              </th>
              <th scope="col" className="number">
                Agreed at the end
              </th>
              <th scope="col">Retrospective</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((cycle) => (
              <CycleRow key={cycle.number} cycle={cycle} chosen={chosen.includes(cycle.number)} onToggle={toggle} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

interface CycleRowProps {
  readonly cycle: CycleDto;
  readonly chosen: boolean;
  readonly onToggle: (number: number) => void;
}

function CycleRow({ cycle, chosen, onToggle }: CycleRowProps) {
  const { number, state, frozen, agreedAtStart, agreedAtEnd } = cycle;
  const made = state === 'review' || state === 'closed';
  return (
    <tr data-row>
      <td>
        {made ? (
          <input
            type="checkbox"
            aria-label={`Compare cycle ${number}`}
            checked={chosen}
            onChange={() => onToggle(number)}
          />
        ) : null}
      </td>
      <td>
        <PageLink to={urls.cycle(number)}>
          <TwoLines first={`Cycle ${number}`} second={periodWords(cycle)} />
        </PageLink>
      </td>
      <td>
        <StateWord cycle={cycle} />
      </td>
      <td className="number">
        <TwoLines
          first={formatCounted(frozen.cells, 'cell')}
          second={`${formatCounted(frozen.devices, 'device')}, ${formatCounted(frozen.fixes, 'fix', 'fixes')}`}
        />
      </td>
      <td className="number">
        <TwoLines first={formatShare(agreedAtStart)} second={formatFraction(agreedAtStart)} />
      </td>
      <td className="number">
        {agreedAtEnd === null ? (
          <span className="faint">–</span>
        ) : (
          <TwoLines first={formatShare(agreedAtEnd)} second={formatFraction(agreedAtEnd)} />
        )}
      </td>
      <td>
        {made ? (
          <PageLink className="link" to={urls.retrospective(number)}>
            {state === 'closed' ? 'Read it' : 'Fill it in'}
          </PageLink>
        ) : (
          <PageLink className="link" to={urls.retrospective(number)}>
            {state === 'running' ? 'Notes so far' : 'Being made'}
          </PageLink>
        )}
      </td>
    </tr>
  );
}

import { listQuestions } from '@baton/contract/questions.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Pager } from '../../ui/pager.tsx';
import { Panel, Tab, Tabs } from '../../ui/panel.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { teamName } from '../../ui/team-chip.tsx';
import { QuestionThread } from './question-thread.tsx';

const VIEWS = ['mine', 'theirs', 'all'] as const;

/** Questions between the teams: those that wait for one’s own team first. */
export function QuestionsView() {
  const { team } = useMe();
  const other = team === 'it' ? 'infosec' : 'it';
  const [view, setView] = useState<(typeof VIEWS)[number]>('mine');
  const [page, setPage] = useState({ page: 1, pageSize: 25 });
  const waitsFor = view === 'mine' ? team : view === 'theirs' ? other : undefined;
  const questions = useRead(listQuestions, { query: { ...page, waitsFor }, keep: true });
  const names = { mine: `Wait for ${teamName(team)}`, theirs: `Wait for ${teamName(other)}`, all: 'All' };
  return (
    <Panel
      title="Questions"
      aside={
        <Tabs label="Which questions">
          {VIEWS.map((each) => (
            <Tab
              key={each}
              chosen={each === view}
              count={each === view && questions.data ? formatCount(questions.data.total) : undefined}
              onChoose={() => {
                setView(each);
                setPage({ ...page, page: 1 });
              }}
            >
              {names[each]}
            </Tab>
          ))}
        </Tabs>
      }
    >
      <Loaded query={questions}>
        {(data) =>
          data.rows.length === 0 ? (
            <EmptyState
              title={
                view === 'all'
                  ? 'Nobody has asked anything yet.'
                  : `No question waits for ${teamName(waitsFor ?? team)}.`
              }
            >
              A question is asked on a cell, or on many at once, and answered there by the other team.
            </EmptyState>
          ) : (
            <>
              {data.rows.map((question) => (
                <QuestionThread key={`${question.id} ${question.messages.length}`} question={question} />
              ))}
              <Pager
                {...page}
                total={data.total}
                onPage={(next) => setPage({ ...page, page: next })}
                onPageSize={(pageSize) => setPage({ page: 1, pageSize })}
              />
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

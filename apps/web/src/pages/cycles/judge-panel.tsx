import { judgeAction, type RetrospectiveDto, type ReviewAction } from '@baton/contract/retrospectives.ts';
import { JUDGEMENT_WORDS, JUDGEMENTS, type Judgement } from '@baton/domain/cycles/review.ts';
import { figureWords, keptWords } from '@baton/presentation/cycle-words.ts';
import { formatCounted, formatDay } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { useMe } from '../../session.ts';
import { Choice, Form, TextField } from '../../ui/form.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { urls } from '../../urls.ts';
import { refreshReview } from './refresh-review.ts';

const CHOICES = JUDGEMENTS.map((value) => ({ value, label: JUDGEMENT_WORDS[value] }));

/** Actions of earlier cycles: what was promised, what data says came of it, and how this cycle judges it. */
export function JudgePanel({ data: { cycle, toJudge } }: { readonly data: RetrospectiveDto }) {
  if (toJudge.length === 0) return null;
  const left = toJudge.filter((action) => judgedIn(action, cycle.number) === undefined).length;
  return (
    <Panel
      title="Actions of earlier cycles"
      note={left === 0 ? 'all judged' : `${formatCounted(left, 'action')} to judge before the leads close`}
      className="clip"
    >
      <ul className="judged">
        {toJudge.map((action) => (
          <JudgedAction key={action.actionId} action={action} cycle={cycle} />
        ))}
      </ul>
    </Panel>
  );
}

function judgedIn({ judgements }: ReviewAction, number: number) {
  return judgements.find((one) => one.number === number);
}

interface JudgedActionProps {
  readonly action: ReviewAction;
  readonly cycle: RetrospectiveDto['cycle'];
}

function JudgedAction({ action, cycle }: JudgedActionProps) {
  const own = judgedIn(action, cycle.number);
  const [again, setAgain] = useState(false);
  const earlier = action.judgements.filter(({ number }) => number < cycle.number);
  const { figure, kept } = own?.figure ? own : action;
  return (
    <li data-row>
      <div className="row wrap">
        <b className="entry-words">{action.what}</b>
        <span className="space" />
        <TeamChip owner={action.owner.team} />
        <span>{action.owner.name}</span>
        <span className="faint small">
          due {formatDay(action.dueOn)}, from <FromCycle number={action.madeIn} />
        </span>
      </div>
      {action.promised === null ? null : (
        <p className="small">
          {action.promised}.{' '}
          {figure === null ? (
            <span className="faint">The number comes with this cycle’s figures.</span>
          ) : (
            <>
              Came to <b>{figureWords(figure)}</b>: {keptWords(kept)}.
            </>
          )}
        </p>
      )}
      {earlier.map(({ number, note, by }) => (
        <p key={number} className="small quiet">
          Carried over by cycle {number}: {note} <span className="faint">({by.name})</span>
        </p>
      ))}
      {own === undefined ? null : (
        <p className="small">
          <b>{JUDGEMENT_WORDS[own.judgement]}</b>
          {own.dueOn === null ? '' : ` to ${formatDay(own.dueOn)}`}: {own.note}{' '}
          <span className="faint">({own.by.name})</span>{' '}
          {cycle.state === 'closed' || again ? null : (
            <button type="button" className="link no-print" onClick={() => setAgain(true)}>
              Judge again
            </button>
          )}
        </p>
      )}
      {cycle.state === 'closed' || (own !== undefined && !again) ? null : (
        <JudgeForm action={action} cycle={cycle} onDone={() => setAgain(false)} />
      )}
    </li>
  );
}

function JudgeForm({ action, cycle, onDone }: JudgedActionProps & { readonly onDone: () => void }) {
  const me = useMe();
  const [judgement, setJudgement] = useState<Judgement>('done');
  return (
    <div className="no-print">
      <Form
        action="Judge it"
        inline
        primary={false}
        closed={whyClosed(action, cycle, me)}
        onSend={async ({ text }) => {
          await call(judgeAction, {
            params: { number: cycle.number, actionId: action.actionId },
            body: { judgement, note: text('note'), dueOn: judgement === 'carried' ? text('due') : null },
          });
          await refreshReview();
          onDone();
        }}
      >
        <Choice name="judgement" label="It is" options={CHOICES} onChange={setJudgement} />
        {judgement === 'carried' ? <TextField name="due" label="To" type="date" w={150} /> : null}
        <TextField name="note" label="What came of it" maxLength={1000} w={380} />
      </Form>
    </div>
  );
}

function whyClosed(
  action: ReviewAction,
  { state, number }: RetrospectiveDto['cycle'],
  me: { readonly personId: string; readonly permissions: readonly string[] },
): string | undefined {
  if (!me.permissions.includes('cycle.judge')) return 'Viewers read; members and leads judge';
  if (action.owner.personId === me.personId) return 'You own it: somebody else judges it';
  const made = state === 'review' || state === 'closed';
  return action.promise !== null && !made ? `Its number comes with the figures of cycle ${number}` : undefined;
}

/** To the cycle that an action came from. */
function FromCycle({ number }: { readonly number: number }) {
  return (
    <PageLink className="link" to={urls.retrospective(number)}>
      cycle {number}
    </PageLink>
  );
}

import {
  discardGoalsDraft,
  type GoalsState,
  jointGoals,
  offerGoals,
  saveGoalsDraft,
} from '@baton/contract/leadership.ts';
import { GOAL_MEASURES, MEASURE_WORDS } from '@baton/domain/leadership/joint-goals.ts';
import { call } from '../../api/call.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Form, type FormValues, TextField } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';
import { refreshGoals } from './refresh-goals.ts';

/** The draft of the goals: a field a measure, empty where there is no goal for it; kept, and then offered for signing. */
export function GoalsForm({ state }: { readonly state: GoalsState }) {
  const me = useMe();
  const { draft } = state;
  const shown = draft?.goals ?? state.versions.find(({ state: word }) => word === 'in-force')?.goals;
  const seenRevision = draft?.revision ?? 0;
  const closed = me.permissions.includes('document.draft') ? undefined : 'Viewers read; members and leads write';
  return (
    <Panel
      title={draft ? 'Draft of the joint goals' : 'Set joint goals'}
      note={draft ? `saved by ${draft.savedBy}` : 'they hold when both leads have signed them'}
    >
      <div className="panel-body stack">
        <Form
          action="Keep as the draft"
          primary={draft === null}
          closed={closed}
          onSend={async (values) => {
            await call(saveGoalsDraft, { body: { seenRevision, goals: goalsOf(values) } });
            await refreshGoals();
          }}
          aside={
            draft ? (
              <Button
                closed={closed}
                onClick={() =>
                  void call(discardGoalsDraft, { query: { seenRevision } }).then(refreshGoals, refreshGoals)
                }
              >
                Throw the draft away
              </Button>
            ) : null
          }
        >
          <div className="goal-fields">
            <TextField
              name="title"
              label="What they are called"
              defaultValue={shown?.title ?? 'Joint goals'}
              maxLength={100}
            />
            <TextField name="by" label="To" type="date" defaultValue={shown?.by ?? ''} />
            <span />
            {GOAL_MEASURES.map((measure) => {
              const { label, unit, kind, reached } = MEASURE_WORDS[measure];
              const known = shown?.goals.find((goal) => goal.measure === measure)?.target;
              return (
                <TextField
                  key={measure}
                  name={measure}
                  label={label}
                  description={`at ${reached}, ${kind === 'share' ? `per cent of ${unit}` : `in ${unit}`}; empty: no goal`}
                  type="number"
                  step={kind === 'share' ? '0.1' : '1'}
                  min="0"
                  required={false}
                  defaultValue={known ?? ''}
                />
              );
            })}
          </div>
        </Form>
        {draft ? <Offer seenRevision={seenRevision} mayOffer={me.permissions.includes('document.offer')} /> : null}
      </div>
    </Panel>
  );
}

function goalsOf({ text }: FormValues) {
  const goals = GOAL_MEASURES.flatMap((measure) =>
    text(measure) === '' ? [] : [{ measure, target: Number(text(measure)) }],
  );
  const parsed = jointGoals.safeParse({ title: text('title'), by: text('by'), goals });
  if (parsed.success) return parsed.data;
  if (goals.length === 0) throw new Error('No goal is set. Fill in at least one.');
  const [first] = parsed.error.issues;
  throw new Error(
    `The goals are not as they should be: ${first?.message ?? 'unreadable'} (${first?.path.join('.') ?? ''}).`,
  );
}

function Offer({ seenRevision, mayOffer }: { readonly seenRevision: number; readonly mayOffer: boolean }) {
  return (
    <Form
      action="Offer them for signing"
      inline
      closed={mayOffer ? undefined : 'A lead offers them'}
      onSend={async ({ text }) => {
        await call(offerGoals, { body: { seenRevision, note: text('note') } });
        await refreshGoals();
      }}
    >
      <TextField name="note" label="What they are for" maxLength={2000} w={420} />
    </Form>
  );
}

import { listPeople } from '@baton/contract/people.ts';
import { actionPromise, addAction } from '@baton/contract/retrospectives.ts';
import { PROMISE_MEASURES, PROMISE_WORDS, type PromiseMeasure } from '@baton/domain/cycles/promise.ts';
import { CAUSE_RULES } from '@baton/domain/reconciliation/causes/registry.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Choice, Form, type FormValues, TextField } from '../../ui/form.tsx';
import { teamName } from '../../ui/team-chip.tsx';
import { refreshReview } from './refresh-review.ts';

const NO_NUMBER = { value: 'none', label: 'No number' } as const;
const MEASURES: readonly { readonly value: PromiseMeasure | 'none'; readonly label: string }[] = [
  NO_NUMBER,
  ...PROMISE_MEASURES.map((value) => {
    const { label, reached } = PROMISE_WORDS[value];
    return { value, label: `${label}, at ${reached}` };
  }),
];
const CAUSES = [
  ...CAUSE_RULES.map(({ id, label }) => ({ value: id, label })),
  { value: 'unexplained' as const, label: 'Unexplained' },
].filter(({ value }, at, all) => all.findIndex((one) => one.value === value) === at);

/** What will be done, whose it is, by when, and the number that it promises. */
export function ActionForm({ number }: { readonly number: number }) {
  const me = useMe();
  const people = useRead(listPeople, { query: { pageSize: 500 } });
  const [measure, setMeasure] = useState<PromiseMeasure | 'none'>('none');
  const owners = (people.data?.rows ?? [])
    .filter(({ role, deactivatedAt }) => role !== 'viewer' && deactivatedAt === null)
    .map(({ personId, name, team }) => ({ value: personId, label: `${name}, ${teamName(team)}` }));
  return (
    <div className="panel-body no-print action-form">
      <Form
        action="Add the action"
        inline
        primary={false}
        closed={me.permissions.includes('cycle.write') ? undefined : 'Viewers read; members and leads write'}
        onSend={async (values) => {
          const { text } = values;
          const promise = measure === 'none' ? null : promiseOf(measure, values);
          const body = { what: text('what'), ownerId: text('owner'), dueOn: text('due'), promise };
          await call(addAction, { params: { number }, body });
          await refreshReview();
        }}
      >
        <TextField name="what" label="What will be done" maxLength={500} w={360} />
        <Choice key={owners.length} name="owner" label="Owner" options={owners} initial={me.personId} />
        <TextField name="due" label="By" type="date" w={150} />
        <Choice name="measure" label="The number that it promises" options={MEASURES} onChange={setMeasure} />
        {measure === 'cause-cells' ? <Choice name="cause" label="Cause" options={CAUSES} /> : null}
        {measure === 'none' ? null : (
          <TextField
            name="target"
            label={PROMISE_WORDS[measure].kind === 'share' ? 'Per cent' : PROMISE_WORDS[measure].unit}
            type="number"
            min={0}
            step={PROMISE_WORDS[measure].kind === 'share' ? 0.1 : 1}
            w={100}
          />
        )}
      </Form>
    </div>
  );
}

function promiseOf(measure: PromiseMeasure, { text }: FormValues) {
  const cause = measure === 'cause-cells' ? text('cause') : null;
  const parsed = actionPromise.safeParse({ measure, target: Number(text('target')), cause });
  if (parsed.success) return parsed.data;
  throw new Error(`This cannot be promised: ${parsed.error.issues[0]?.message ?? 'unreadable'}.`);
}

import { type cycleSchedule, listCycles, scheduleRule, setCycleSchedule } from '@baton/contract/cycles.ts';
import { useState } from 'react';
import type { z } from 'zod';
import { call } from '../../api/call.ts';
import { queryClient } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Choice, Form, type FormValues, TextField } from '../../ui/form.tsx';

type Schedule = z.output<typeof cycleSchedule>;
type Kind = Schedule['rule']['kind'];

const KINDS: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: 'weekday', label: 'A weekday of the month' },
  { value: 'monthly', label: 'A day of the month' },
  { value: 'quarterly', label: 'A day of the quarter' },
  { value: 'dates', label: 'Own dates' },
];
const numbered = (words: readonly string[]) => words.map((label, at) => ({ value: String(at + 1), label }));
const NTH = numbered(['First', 'Second', 'Third', 'Fourth']);
const WEEKDAYS = numbered(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']);
const MONTHS = numbered(['First month', 'Second month', 'Third month']);

interface ScheduleFormProps {
  readonly initial: Schedule;
  /** There is no cycle yet: past ones can be made from the record. */
  readonly isFirst: boolean;
  readonly onSet: () => void;
}

/** By which rule cycles begin. A lead sets it; one that runs keeps its start and ends by the new rule. */
export function ScheduleForm({ initial, isFirst, onSet }: ScheduleFormProps) {
  const me = useMe();
  const [kind, setKind] = useState<Kind>(initial.rule.kind);
  const { rule } = initial;
  return (
    <div className="panel-body">
      <Form
        action="Set the rule"
        inline
        closed={me.permissions.includes('cycle.schedule') ? undefined : 'A lead sets it'}
        onSend={async (values) => {
          const since = values.text('since');
          await call(setCycleSchedule, {
            body: { rule: ruleOf(kind, values), timeZone: values.text('timeZone'), ...(since === '' ? {} : { since }) },
          });
          await queryClient.invalidateQueries({ queryKey: [listCycles.path] });
          onSet();
        }}
      >
        <Choice name="kind" label="They begin on" options={KINDS} initial={kind} onChange={setKind} />
        {kind === 'weekday' ? (
          <>
            <Choice name="nth" label="Which" options={NTH} initial={rule.kind === 'weekday' ? String(rule.nth) : '2'} />
            <Choice
              name="weekday"
              label="Weekday"
              options={WEEKDAYS}
              initial={rule.kind === 'weekday' ? String(rule.weekday) : '2'}
            />
            <TextField
              name="plusDays"
              label="Plus days"
              type="number"
              min={-28}
              max={28}
              defaultValue={rule.kind === 'weekday' ? rule.plusDays : 0}
              w={90}
            />
          </>
        ) : null}
        {kind === 'quarterly' ? (
          <Choice
            name="month"
            label="Of the quarter"
            options={MONTHS}
            initial={rule.kind === 'quarterly' ? String(rule.month) : '1'}
          />
        ) : null}
        {kind === 'monthly' || kind === 'quarterly' ? (
          <TextField
            name="day"
            label="Day"
            type="number"
            min={1}
            max={31}
            defaultValue={rule.kind === 'monthly' || rule.kind === 'quarterly' ? rule.day : 1}
            w={80}
          />
        ) : null}
        {kind === 'dates' ? (
          <TextField
            name="starts"
            label="Dates, with commas; the last one ends the last cycle"
            placeholder="2026-09-08, 2026-10-13"
            defaultValue={rule.kind === 'dates' ? rule.starts.join(', ') : ''}
            w={360}
          />
        ) : null}
        <TextField name="timeZone" label="Zone" defaultValue={initial.timeZone} maxLength={60} w={150} />
        {isFirst ? (
          <TextField name="since" label="First cycle holds (empty: today)" type="date" required={false} w={220} />
        ) : null}
      </Form>
      <p className="small faint schedule-note">
        {isFirst
          ? 'Cycles since a past day are made from the record, each with what was required when it began.'
          : 'The cycle that runs keeps its start and what it began with; it ends by the new rule.'}
      </p>
    </div>
  );
}

function ruleOf(kind: Kind, { text }: FormValues): Schedule['rule'] {
  const number = (name: string) => Number(text(name));
  const wishes: Readonly<Record<Kind, () => object>> = {
    weekday: () => ({ nth: number('nth'), weekday: number('weekday'), plusDays: number('plusDays') }),
    monthly: () => ({ day: number('day') }),
    quarterly: () => ({ month: number('month'), day: number('day') }),
    dates: () => ({
      starts: text('starts')
        .split(',')
        .map((day) => day.trim())
        .filter((day) => day !== ''),
    }),
  };
  const parsed = scheduleRule.safeParse({ kind, ...wishes[kind]() });
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new Error(`This is no rule: ${first?.message ?? 'unreadable'} (${first?.path.join('.') ?? ''}).`);
}

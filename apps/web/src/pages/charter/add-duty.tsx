import { addDuty, type DutyKindDto, dutyKind, listDuties } from '@baton/contract/duties.ts';
import { listPeople, type Me } from '@baton/contract/people.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Choice, Form, TextField } from '../../ui/form.tsx';

const KINDS = [
  { value: 'away', label: 'is away' },
  { value: 'on-call', label: 'is on call' },
  { value: 'deputy', label: 'is my deputy' },
] as const;

/** Says who of my team is away, on call or deputy, and until when. */
export function AddDuty() {
  const me = useMe();
  const [kind, setKind] = useState<DutyKindDto>('away');
  const people = useRead(listPeople, { query: { team: me.team, pageSize: 500 } });
  const choices = (people.data?.rows ?? [])
    .filter(({ deactivatedAt, role }) => deactivatedAt === null && (kind === 'away' || role !== 'viewer'))
    .filter(({ personId }) => (kind === 'deputy' ? personId !== me.personId : mayPlanFor(me, personId)))
    .map(({ personId, name }) => ({ value: personId, label: name }));
  const kinds = KINDS.filter(({ value }) => isOpen(me, value));
  return (
    <Form
      action="Say so"
      primary={false}
      closed={choices.length === 0 ? 'There is nobody to choose' : undefined}
      onSend={async ({ text }) => {
        await call(addDuty, {
          body: {
            kind: dutyKind.parse(text('kind')),
            personId: text('person'),
            startsAt: new Date(text('from')).toISOString(),
            endsAt: new Date(text('until')).toISOString(),
            note: text('note'),
          },
        });
        await queryClient.invalidateQueries({ queryKey: [listDuties.path] });
      }}
    >
      <div className="duty-fields">
        <Choice name="person" label="Who" options={choices} key={`${kind} ${choices.length}`} />
        <Choice name="kind" label="What" options={kinds} initial={kind} onChange={setKind} />
        <TextField name="from" label="From" type="datetime-local" defaultValue={localTime(0)} />
        <TextField name="until" label="Until" type="datetime-local" defaultValue={localTime(7)} />
      </div>
      <TextField name="note" label="Note" required={false} maxLength={500} />
      {kind === 'deputy' ? (
        <p className="note faint">A deputy approves and signs in your place until then, for your team alone.</p>
      ) : null}
    </Form>
  );
}

function mayPlanFor(me: Me, personId: string): boolean {
  return me.permissions.includes('duty.plan') || personId === me.personId;
}

function isOpen(me: Me, kind: DutyKindDto): boolean {
  return kind === 'away' || me.permissions.includes(kind === 'deputy' ? 'duty.delegate' : 'duty.plan');
}

/** Now, so many days on, as a field of local time takes it: to the minute, without a zone. */
function localTime(days: number): string {
  const then = new Date(Date.now() + days * 86_400_000);
  return new Date(then.getTime() - then.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

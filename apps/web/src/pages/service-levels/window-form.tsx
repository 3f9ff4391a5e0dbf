import { saveWindow } from '@baton/contract/maintenance-windows.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { Choice, Form, TextField } from '../../ui/form.tsx';

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

const SCOPES = [
  { value: 'all', label: 'Every device' },
  { value: 'groups', label: 'Groups' },
  { value: 'devices', label: 'Devices by name' },
] as const;
type Scope = (typeof SCOPES)[number]['value'];

interface WindowFormProps {
  readonly closed: string | undefined;
  readonly onSaved: () => Promise<void>;
}

/** Sets a window; one of the same name is replaced. */
export function WindowForm({ closed, onSaved }: WindowFormProps) {
  const [days, setDays] = useState<readonly number[]>([6]);
  const [scope, setScope] = useState<Scope>('all');
  return (
    <Form
      action="Set the window"
      inline
      primary={false}
      closed={closed ?? (days.length === 0 ? 'Choose a day' : undefined)}
      onSend={async ({ text }) => {
        const names = text('names')
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== '');
        await call(saveWindow, {
          params: { name: text('name') },
          body: {
            weekdays: [...days],
            startsAt: text('startsAt'),
            minutes: Math.round(Number(text('hours')) * 60),
            timeZone: text('timeZone'),
            everywhere: scope === 'all',
            groups: scope === 'groups' ? names : [],
            devices: scope === 'devices' ? names : [],
          },
        });
        await onSaved();
      }}
    >
      <TextField name="name" label="Name" maxLength={100} placeholder="Servers, Saturday night" w={190} />
      <fieldset className="weekdays">
        <legend>Begins on</legend>
        {WEEKDAYS.map((word, index) => (
          <label key={word}>
            <input
              type="checkbox"
              checked={days.includes(index + 1)}
              onChange={() =>
                setDays(
                  days.includes(index + 1) ? days.filter((day) => day !== index + 1) : [...days, index + 1].sort(),
                )
              }
            />
            {word}
          </label>
        ))}
      </fieldset>
      <TextField name="startsAt" label="At" type="time" defaultValue="22:00" w={132} />
      <TextField name="hours" label="Hours" type="number" min={0.25} max={168} step={0.25} defaultValue="4" w={76} />
      <TextField
        name="timeZone"
        label="Zone"
        defaultValue={Intl.DateTimeFormat().resolvedOptions().timeZone}
        maxLength={60}
        w={140}
      />
      <Choice name="scope" label="For" options={SCOPES} initial="all" onChange={setScope} />
      {scope === 'all' ? null : (
        <TextField name="names" label={scope === 'groups' ? 'Groups, with commas' : 'Devices, with commas'} w={260} />
      )}
    </Form>
  );
}

import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { EVENT_CHOICES, MAIL_CHOICES, readEvents } from './event-choices.ts';

interface EventsFieldProps {
  readonly mail: boolean;
  readonly chosen: readonly string[];
  readonly onChange: (events: readonly string[]) => void;
}

/** What is told: the usual in words, anything else as the log calls it. */
export function EventsField({ mail, chosen, onChange }: EventsFieldProps) {
  const choices: readonly { readonly pattern: string; readonly label: string }[] = mail ? MAIL_CHOICES : EVENT_CHOICES;
  const usual = new Set(choices.map(({ pattern }) => pattern));
  const [more, setMore] = useState(chosen.filter((event) => !usual.has(event)).join(', '));
  const ticked = choices.filter(({ pattern }) => chosen.includes(pattern)).map(({ pattern }) => pattern);
  return (
    <fieldset className="told-events">
      <legend>What is told</legend>
      {choices.map(({ pattern, label }) => (
        <label key={pattern}>
          <input
            type="checkbox"
            checked={ticked.includes(pattern)}
            onChange={(event) =>
              onChange([
                ...(event.target.checked ? [...ticked, pattern] : ticked.filter((one) => one !== pattern)),
                ...readEvents(more),
              ])
            }
          />
          {label} <span className="machine faint">{pattern}</span>
        </label>
      ))}
      <TextInput
        label="More, as the log calls it"
        placeholder={mail ? 'message.connection-failing' : 'charter.*, exception.granted'}
        value={more}
        onChange={(event) => {
          setMore(event.target.value);
          onChange([...ticked, ...readEvents(event.target.value)]);
        }}
      />
    </fieldset>
  );
}

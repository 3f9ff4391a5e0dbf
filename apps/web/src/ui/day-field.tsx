import { formatDay } from '@baton/presentation/formats.ts';
import { Popover } from '@mantine/core';
import { useState } from 'react';
import { Button } from './button.tsx';
import { Calendar } from './calendar.tsx';
import { Icon } from './icons.tsx';
import './choice.css';

interface DayFieldProps {
  /** What the day is for: "From the end of". */
  readonly label: string;
  readonly day: string | undefined;
  /** Days that can be chosen, oldest first. */
  readonly days: readonly string[];
  readonly onChoose: (day: string | undefined) => void;
  /** What stands there without a day: "Now"; left out where there must be one. */
  readonly without?: string;
}

/** A day of those that there is something of, chosen in a calendar. */
export function DayField({ label, day, days, onChoose, without }: DayFieldProps) {
  const [open, setOpen] = useState(false);
  const choose = (next: string | undefined): void => {
    setOpen(false);
    onChoose(next);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className="choice-button" aria-haspopup="dialog" onClick={() => setOpen(!open)}>
          <span className="key">{label}</span>
          <b>{day ? formatDay(day) : without}</b>
          <Icon name="down" />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label} className="choice-pop">
        {days.length === 0 ? (
          <p className="faint small">There is no other day yet.</p>
        ) : (
          <Calendar days={days} chosen={day} onChoose={choose} />
        )}
        {without === undefined ? null : (
          <div className="choice-foot">
            <span className="faint note">The end of the day, UTC</span>
            <span className="space" />
            <Button onClick={() => choose(undefined)} closed={day ? undefined : 'It is now already'}>
              Now
            </Button>
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

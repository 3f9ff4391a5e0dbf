import { formatDay } from '@baton/presentation/formats.ts';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icons.tsx';
import { addDays, addMonths, monthGrid } from './month-grid.ts';
import './calendar.css';

interface CalendarProps {
  /** Days that can be chosen, oldest first. */
  readonly days: readonly string[];
  readonly chosen: string | undefined;
  readonly onChoose: (day: string) => void;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const monthName = (month: string): string => formatDay(`${month}-01`).replace(/^\d+ /, '');

/** A month of days; only those that there is something of can be chosen. Arrows move by day and week, Page keys by month. */
export function Calendar({ days, chosen, onChoose }: CalendarProps) {
  const noted = new Set(days);
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const [at, setAt] = useState(chosen ?? last);
  const grid = useRef<HTMLTableElement>(null);
  const moved = useRef(false);
  const month = at.slice(0, 7);
  // The nearest day that is noted, in the direction that was asked for.
  const moveTo = (wanted: string): void => {
    const later = wanted > at;
    const found = later ? days.find((day) => day >= wanted) : days.findLast((day) => day <= wanted);
    moved.current = true;
    setAt(found ?? (later ? last : first));
  };
  useEffect(() => {
    if (moved.current) grid.current?.querySelector<HTMLElement>(`[data-day="${at}"]`)?.focus();
  }, [at]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step !== undefined) moveTo(addDays(at, step));
    else if (event.key === 'PageUp') moveTo(`${addMonths(month, -1)}-${at.slice(8)}`);
    else if (event.key === 'PageDown') moveTo(`${addMonths(month, 1)}-${at.slice(8)}`);
    else if (event.key === 'Home') moveTo(first);
    else if (event.key === 'End') moveTo(last);
    else return;
    event.preventDefault();
  };
  const turn = (months: number): void => {
    const next = addMonths(month, months);
    const found =
      months < 0 ? days.findLast((day) => day.slice(0, 7) <= next) : days.find((day) => day.slice(0, 7) >= next);
    moved.current = false;
    if (found !== undefined) setAt(found);
  };
  return (
    <div className="calendar">
      <div className="row">
        <Button
          className="icon"
          aria-label="Month before"
          closed={month <= first.slice(0, 7) ? 'Nothing was noted before this month' : undefined}
          onClick={() => turn(-1)}
        >
          <Icon name="back" />
        </Button>
        <b aria-live="polite">{monthName(month)}</b>
        <Button
          className="icon"
          aria-label="Month after"
          closed={month >= last.slice(0, 7) ? 'This is the newest month' : undefined}
          onClick={() => turn(1)}
        >
          <Icon name="forth" />
        </Button>
      </div>
      <table ref={grid} aria-label={monthName(month)} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {WEEKDAYS.map((weekday) => (
              <th key={weekday} scope="col">
                {weekday.slice(0, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {monthGrid(month).map((week) => (
            <tr key={week.find((day) => day !== null)}>
              {week.map((day, weekday) => (
                <td key={day ?? WEEKDAYS[weekday]}>
                  {day === null ? null : (
                    <button
                      type="button"
                      data-day={day}
                      tabIndex={day === at ? 0 : -1}
                      aria-label={formatDay(day)}
                      aria-pressed={day === chosen}
                      disabled={!noted.has(day)}
                      onClick={() => onChoose(day)}
                    >
                      {Number(day.slice(8))}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

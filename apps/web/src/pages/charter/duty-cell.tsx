import { acts, type Duty } from '@baton/domain/charter/charter.ts';
import type { KeyboardEvent } from 'react';
import { nextDuty, type Place } from './matrix-keys.ts';

const DUTY_WORDS: Readonly<Record<Duty, string>> = {
  R: 'responsible',
  A: 'accountable',
  RA: 'responsible and accountable',
  C: 'consulted',
  I: 'informed',
};

interface DutyCellProps {
  readonly duty: Duty | null;
  /** Row and column in words. */
  readonly label: string;
  /** What it says in the text that this one is compared with; undefined: nothing is compared. */
  readonly before: Duty | null | undefined;
  /** First column of its team. */
  readonly starts: boolean;
  readonly warned: boolean;
  readonly place: Place;
  /** The one cell that Tab leads to. */
  readonly reached: boolean;
  readonly onChange: ((duty: Duty | null) => void) | undefined;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onReach: () => void;
}

/** One cell: its letter, marked where it differs and where it should be looked at again. */
export function DutyCell(props: DutyCellProps) {
  const { duty, label, before, starts, warned, place, reached, onChange, onKey, onReach } = props;
  const differs = before !== undefined && before !== duty;
  const words = [
    `${label}: ${duty === null ? 'nothing' : DUTY_WORDS[duty]}`,
    ...(differs ? [`before: ${before === null ? 'nothing' : DUTY_WORDS[before]}`] : []),
    ...(warned ? ['look again'] : []),
  ].join('; ');
  const letter = (
    <span className={`duty ${acts(duty ?? undefined) ? 'acts' : ''}`} data-warned={warned || undefined}>
      {duty ?? ''}
      {differs && before !== null ? <s>{before}</s> : null}
    </span>
  );
  return (
    <td className={starts ? 'starts' : undefined} data-differs={differs || undefined}>
      {onChange ? (
        <button
          type="button"
          className="duty-button"
          data-at={`${place.row} ${place.column}`}
          tabIndex={reached ? 0 : -1}
          aria-label={words}
          onClick={() => onChange(nextDuty(duty))}
          onKeyDown={onKey}
          onFocus={onReach}
        >
          {letter}
        </button>
      ) : (
        <>
          <span aria-hidden="true">{letter}</span>
          <span className="unseen">{words}</span>
        </>
      )}
    </td>
  );
}

import { type ClockTimes, clockFace, clockState } from '@baton/presentation/clock-state.ts';
import { formatStamp } from '@baton/presentation/formats.ts';
import { Tooltip } from '@mantine/core';
import { useNow } from './use-now.ts';
import './clock.css';

interface ClockProps extends ClockTimes {
  /** Tier and start event, for the hover: "critical, 72 h from tested". */
  readonly rule?: string | undefined;
  /** Zone in which the due time is shown. */
  readonly zone?: string;
  /** Words after the time: "left". */
  readonly suffix?: string;
}

/** The face filled by the share used, then the time left in two units; hover gives the due time and the rule. */
export function Clock({ rule, suffix, zone, ...times }: ClockProps) {
  const now = useNow();
  const state = clockState(times, now);
  const due = `due ${formatStamp(times.dueAt, now, zone)}${rule ? `. ${rule}` : ''}`;
  return (
    <Tooltip label={due}>
      <span className={`clock ${state.kind}`}>
        <ClockFace used={state.used} over={state.kind === 'over'} met={state.kind === 'met'} />
        {state.text}
        {suffix && state.kind !== 'over' && state.kind !== 'met' ? ` ${suffix}` : ''}
        <span className="unseen">, {due}</span>
      </span>
    </Tooltip>
  );
}

export function ClockFace({
  used,
  over = false,
  met = false,
}: {
  readonly used: number;
  readonly over?: boolean;
  readonly met?: boolean;
}) {
  const face = clockFace(used);
  return (
    <svg viewBox="0 0 14 14" width="13" height="13" aria-hidden="true">
      <circle cx="7" cy="7" r="6" fill="none" stroke="currentColor" strokeWidth={over ? 1.5 : 1.3} />
      {over ? <path d="M7 3.6V7l2.3 1.6" fill="none" stroke="currentColor" strokeWidth="1.5" /> : null}
      {met ? <path d="M4.4 7.2 6.3 9 9.7 5" fill="none" stroke="currentColor" strokeWidth="1.4" /> : null}
      {!over && !met && face ? <path d={face} fill="currentColor" /> : null}
    </svg>
  );
}

import type { ClockDto } from '@baton/contract/remediation-clock.ts';
import { shareOf } from '@baton/presentation/formats.ts';
import { Tooltip } from '@mantine/core';
import { Clock, ClockFace } from './clock.tsx';

/** How a deadline cites its policy: "Default, as it ships", "CISA BOD 26-04, version 2". */
export function policyWords({ name, version }: ClockDto['policy']): string {
  return version === 0 ? `${name}, as it ships` : `${name}, version ${version}`;
}

/** The clock of a remediation: running, paused with its reason, met, or none where its tier sets no deadline. */
export function RemediationClock({ clock, suffix }: { readonly clock: ClockDto; readonly suffix?: string }) {
  const { state, startedAt, dueAt } = clock;
  const rule = `${clock.sentence} ${policyWords(clock.policy)}.`;
  if (state === 'none' || startedAt === null || dueAt === null) {
    return (
      <Tooltip label={rule}>
        <span className="clock ontime">no deadline</span>
      </Tooltip>
    );
  }
  if (state === 'paused') {
    return (
      <Tooltip label={`Paused: ${clock.pausedBecause ?? 'no reason given'}. ${rule}`}>
        <span className="clock ontime">
          <svg viewBox="0 0 14 14" width="13" height="13" aria-hidden="true">
            <path d="M5 3.5v7M9 3.5v7" stroke="currentColor" strokeWidth="2" />
          </svg>
          paused
        </span>
      </Tooltip>
    );
  }
  if (state === 'met' || state === 'missed') {
    return (
      <Tooltip label={rule}>
        <span className={`clock ${state === 'met' ? 'met' : 'risk'}`}>
          <ClockFace used={1} met={state === 'met'} />
          {state === 'met' ? 'met in time' : 'closed late'}
        </span>
      </Tooltip>
    );
  }
  const used = shareOf(clock.used);
  return (
    <Clock
      startedAt={startedAt}
      dueAt={dueAt}
      usedShare={used}
      rule={rule}
      zone={clock.timeZone}
      {...(suffix === undefined ? {} : { suffix })}
    />
  );
}

import type { ClockDto } from '@baton/contract/remediation-clock.ts';
import { clockState } from '@baton/presentation/clock-state.ts';
import { formatDuration, formatStamp, secondsBetween, shareOf } from '@baton/presentation/formats.ts';
import { ClockFace } from '../../ui/clock.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { policyWords } from '../../ui/remediation-clock.tsx';
import { useNow } from '../../ui/use-now.ts';
import { urls } from '../../urls.ts';
import { DeadlineHistory } from './deadline-history.tsx';

/** Time left, the share used with its marks, and which version of the policy set the deadline. */
export function ClockPanel({ clock, remediationId }: { readonly clock: ClockDto; readonly remediationId: string }) {
  const now = useNow();
  const { startedAt, dueAt } = clock;
  if (clock.state === 'none' || startedAt === null || dueAt === null) {
    return (
      <Panel title="Clock">
        <p className="panel-body small quiet">
          No deadline runs now. <Policy clock={clock} />
        </p>
        <DeadlineHistory remediationId={remediationId} timeZone={clock.timeZone} />
      </Panel>
    );
  }
  const ended = clock.state === 'met' || clock.state === 'missed';
  const used = shareOf(clock.used);
  const state = clockState({ startedAt, dueAt, usedShare: used }, now);
  const kind = clock.state === 'met' ? 'met' : ended || clock.state === 'over' ? 'over' : state.kind;
  const passed =
    clock.state === 'over' ? 'overdue' : state.used >= 0.8 ? 'past 80 %' : state.used >= 0.5 ? 'past 50 %' : '';
  return (
    <Panel
      title="Clock"
      aside={
        ended || passed === '' ? undefined : (
          <span className={`clock ${kind}`}>
            <ClockFace used={used} over={kind === 'over'} />
            {passed}
          </span>
        )
      }
    >
      <div className="clock-panel">
        <Left clock={clock} left={secondsBetween(now, dueAt)} now={now} dueAt={dueAt} />
        <div className="clock-bar" aria-hidden="true">
          <i className={kind} style={{ width: `${Math.min(100, used * 100)}%` }} />
          {[50, 80].map((mark) => (
            <span key={mark} style={{ left: `${mark}%` }}>
              {mark} %
            </span>
          ))}
        </div>
        <div className="row note faint">
          <span>
            {clock.startEvent} {formatStamp(startedAt, now, clock.timeZone)}
          </span>
          <span className="space" />
          <span>due {formatStamp(dueAt, now, clock.timeZone)}</span>
        </div>
        <p className="why">
          <Policy clock={clock} />
        </p>
        <DeadlineHistory remediationId={remediationId} timeZone={clock.timeZone} />
      </div>
    </Panel>
  );
}

const AIM_WORDS: Readonly<Record<ClockDto['aim'], string>> = {
  prioritise: ' to prioritise',
  test: ' for the test',
  fix: '',
};

function Left({
  clock,
  left,
  now,
  dueAt,
}: {
  readonly clock: ClockDto;
  readonly left: number;
  readonly now: string;
  readonly dueAt: string;
}) {
  const aim = AIM_WORDS[clock.aim];
  if (clock.state === 'met') return <p className="clock-left">met</p>;
  if (clock.state === 'missed') return <p className="clock-left">closed late</p>;
  if (clock.state === 'paused') {
    return (
      <p className="clock-left">
        paused <span className="small quiet">{clock.pausedBecause}</span>
      </p>
    );
  }
  return (
    <p className="clock-left">
      {formatDuration(left)}{' '}
      <span className="small quiet">{left < 0 ? `over${aim}, was due ` : `left${aim}, due `}</span>
      <span className="small quiet">{formatStamp(dueAt, now, clock.timeZone)}</span>
    </p>
  );
}

function Policy({ clock }: { readonly clock: ClockDto }) {
  return (
    <>
      {clock.sentence}{' '}
      <PageLink className="link" to={urls.settings('service-levels')}>
        {policyWords(clock.policy)}
      </PageLink>
      . Times in {clock.timeZone}.
    </>
  );
}

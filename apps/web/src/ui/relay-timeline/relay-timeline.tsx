import type { LegVisit } from '@baton/contract/remediations.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import { formatDuration, formatStamp, secondsBetween } from '@baton/presentation/formats.ts';
import { useEffect } from 'react';
import { Swatch, TeamChip, teamName } from '../team-chip.tsx';
import { useNow } from '../use-now.ts';
import { useWidth } from '../use-width.ts';
import { layOutScale, layOutTicks, passPath } from './timeline-layout.ts';
import './relay-timeline.css';

interface RelayTimelineProps {
  readonly visits: readonly LegVisit[];
  /** Legs not yet reached. */
  readonly ahead: readonly { readonly leg: string; readonly team: Team; readonly summary: string }[];
}

const LABEL_WIDTH = 78;
const NODE_GAP = 9;
const LEAST_COLUMN = 92;
/** Narrower, a node has room for its leg and the time held only. */
const ROOMY_COLUMN = 130;
const LANE_Y: Record<Team, number> = { it: 28, infosec: 97 };

/** Two lanes, IT above, InfoSec below; the legs from left to right, the baton's path between them, and the same to scale. */
export function RelayTimeline({ visits, ahead }: RelayTimelineProps) {
  const now = useNow();
  const [ref, width] = useWidth<HTMLDivElement>();
  const columns = visits.length + ahead.length;
  const column = Math.max(LEAST_COLUMN, (width - LABEL_WIDTH) / Math.max(1, columns));
  const full = LABEL_WIDTH + column * columns;
  const nodes = [...visits.map((visit) => visit.team), ...ahead.map((next) => next.team)];
  // Where the relay is wider than its panel, now is what is seen first.
  useEffect(() => {
    const [panel, current] = [ref.current, ref.current?.querySelector('[aria-current]')];
    if (!panel || !(current instanceof HTMLElement) || full <= panel.clientWidth) return;
    panel.scrollLeft = current.offsetLeft + current.offsetWidth + NODE_GAP - panel.clientWidth;
  }, [ref, full]);
  return (
    <div className="relay" ref={ref}>
      <div className="relay-track" style={{ width: full }}>
        <div className="lane it">
          <TeamChip owner="it" />
        </div>
        <div className="lane infosec">
          <TeamChip owner="infosec" />
        </div>
        <svg className="baton-path" width={full} height={124} aria-hidden="true">
          {nodes.slice(1).map((team, index) => {
            const x = LABEL_WIDTH + (index + 1) * column;
            const reached = index + 1 < visits.length;
            return (
              <path
                // biome-ignore lint/suspicious/noArrayIndexKey: a leg's place in the relay is what it is
                key={index}
                d={passPath(x - NODE_GAP, LANE_Y[nodes[index] ?? team], x, LANE_Y[team])}
                fill="none"
                stroke={reached ? 'var(--ink-3)' : 'var(--line-strong)'}
                strokeWidth="2"
                strokeDasharray={reached ? undefined : '3 3'}
              />
            );
          })}
        </svg>
        <ol>
          {visits.map((visit, index) => (
            <VisitNode
              key={`${visit.leg} ${visit.enteredAt}`}
              visit={visit}
              now={now}
              left={LABEL_WIDTH + index * column}
              width={column - NODE_GAP}
            />
          ))}
          {ahead.map((next, index) => (
            <li
              key={next.leg}
              className={`leg-node ahead ${next.team}`}
              style={{ left: LABEL_WIDTH + (visits.length + index) * column, width: column - NODE_GAP }}
            >
              <div className="leg-head">{next.leg}</div>
              <div className="leg-foot">{next.summary}</div>
              <span className="unseen">not yet reached, {teamName(next.team)}</span>
            </li>
          ))}
        </ol>
      </div>
      {width === 0 ? null : <Scale visits={visits} now={now} width={Math.max(200, width - LABEL_WIDTH)} />}
    </div>
  );
}

function VisitNode({
  visit,
  now,
  left,
  width,
}: {
  readonly visit: LegVisit;
  readonly now: string;
  readonly left: number;
  readonly width: number;
}) {
  const held = formatDuration(Math.max(0, secondsBetween(visit.enteredAt, visit.leftAt ?? now)));
  const here = visit.leftAt === null;
  const compact = width + NODE_GAP < ROOMY_COLUMN;
  const foot = compact ? (visit.leg === 'closed' ? '' : held) : visit.summary || visit.by?.name || '';
  const stamp = `${visit.leg}, ${teamName(visit.team)}: from ${formatStamp(visit.enteredAt, now)}${visit.leftAt ? ` to ${formatStamp(visit.leftAt, now)}` : ', now here'}${visit.by ? `, ${visit.by.name}` : ''}${visit.note ? `. “${visit.note}”` : ''}`;
  return (
    <li
      className={`leg-node ${visit.team} ${here ? 'here' : ''}`}
      style={{ left, width }}
      title={stamp}
      aria-current={here ? 'step' : undefined}
    >
      <div className="leg-head">
        {visit.leg}
        {compact ? null : <span>{visit.leg === 'closed' ? '' : held}</span>}
      </div>
      <div className="leg-foot">{foot}</div>
      <span className="unseen">{stamp}</span>
    </li>
  );
}

function Scale({
  visits,
  now,
  width,
}: {
  readonly visits: readonly LegVisit[];
  readonly now: string;
  readonly width: number;
}) {
  const timed = visits.filter((visit) => visit.leg !== 'closed');
  const segments = layOutScale(timed, now, width);
  return (
    <div className="relay-scale" aria-hidden="true">
      <span className="faint note">to scale</span>
      <div className="scale-bar" style={{ width }}>
        {segments.map((segment) => (
          <span
            key={`${segment.leg} ${segment.x}`}
            className={`scale-piece ${segment.team}`}
            style={{ left: segment.x, width: segment.width }}
          >
            <Swatch owner={segment.team} />
            {segment.width > 84 ? <b>{`${segment.leg} ${formatDuration(segment.seconds)}`}</b> : null}
          </span>
        ))}
        {layOutTicks(timed, now, width).map((tick) => (
          <span key={tick.label + tick.x} className="scale-tick" style={{ left: tick.x }}>
            {tick.label}
          </span>
        ))}
      </div>
    </div>
  );
}

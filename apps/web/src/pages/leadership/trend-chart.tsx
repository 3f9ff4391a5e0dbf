import type { LeadershipPage } from '@baton/contract/leadership.ts';
import { formatShareInTenths, formatTenths } from '@baton/presentation/formats.ts';
import { trendLabel } from '@baton/presentation/leadership-words.ts';
import { useWidth } from '../../ui/use-width.ts';
import { layOutLeadershipTrend, TREND } from './trend-layout.ts';

/** Narrower, it is scaled. */
const LEAST_WIDTH = 330;

const STEP_WORDS = {
  month: 'Agreed at the end of each month',
  week: 'Agreed at the end of each week',
  day: 'Agreed day by day',
} as const;

/** The line of agreed at the ends of past periods, today dotted after it, and the goal above. */
export function TrendChart({ page }: { readonly page: LeadershipPage }) {
  const { points, step } = page.trend;
  const goal = page.goals?.goals.find(({ measure }) => measure === 'agreed')?.target ?? null;
  // Laid out for the width that it has, so that its words keep their size; on paper it is scaled.
  const [ref, measured] = useWidth<HTMLDivElement>();
  const width = Math.max(LEAST_WIDTH, measured);
  const { past, today, ticks, goalY, isCut, right } = layOutLeadershipTrend(points, goal, width);
  const [first, last] = [past[0], past.at(-1)];
  const line = past.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  return (
    <div className="lead-trend" ref={ref}>
      <div className="row small">
        <b>{STEP_WORDS[step]}</b>
        <span className="faint">per cent of required cells</span>
      </div>
      <svg viewBox={`0 0 ${width} ${TREND.height}`} role="img" aria-label={sentence(page)}>
        {ticks.map(({ value, y }) => (
          <g key={value}>
            <line className="lead-grid" x1={TREND.left} x2={right} y1={y} y2={y} />
            <text className="lead-tick" x={TREND.left - 6} y={y + 4} textAnchor="end">
              {value}
            </text>
          </g>
        ))}
        {isCut ? <path className="lead-cut" d={`M${TREND.left - 5} ${TREND.bottom + 1}l3-4 4 4 4-4`} /> : null}
        {goalY === null || goal === null ? null : (
          <>
            <line className="lead-goal" x1={TREND.left} x2={right} y1={goalY} y2={goalY} />
            <text className="lead-goal-word" x={right + 6} y={goalY + 4}>
              goal {formatTenths(goal)}
            </text>
          </>
        )}
        <polyline className="lead-line" points={line} />
        {last && today ? <line className="lead-now-line" x1={last.x} y1={last.y} x2={today.x} y2={today.y} /> : null}
        {past.map(({ day, x, y, isTold }) => (
          <g key={day}>
            <circle className="lead-point" cx={x} cy={y} r="3" />
            {isTold ? (
              <text className="lead-tick" x={x} y={TREND.bottom + 20} textAnchor="middle">
                {trendLabel(day, step)}
              </text>
            ) : null}
          </g>
        ))}
        {[first, last === first ? undefined : last].map((point) =>
          point === undefined ? null : (
            <text
              key={point.day}
              className="lead-value"
              x={point === last ? point.x : point.x - 10}
              y={point.y - 8}
              textAnchor="middle"
            >
              {formatTenths(point.value)}
            </text>
          ),
        )}
        {today ? (
          <>
            <circle className="lead-now" cx={today.x} cy={today.y} r="3.5" />
            <text className="lead-value" x={today.x + 9} y={nowWordY(today.y, goalY)}>
              {formatTenths(today.value)} today
            </text>
          </>
        ) : null}
      </svg>
    </div>
  );
}

/** Today's word stays clear of the goal's. */
function nowWordY(y: number, goalY: number | null): number {
  if (goalY === null || Math.abs(y - goalY) >= 14) return y + 4;
  return y >= goalY ? goalY + 18 : goalY - 10;
}

function sentence({ trend, agreed }: LeadershipPage): string {
  const [first] = trend.points;
  if (first === undefined) return 'No day is known yet.';
  return `Agreed from ${formatShareInTenths(first.agreed)} on ${first.day} to ${formatShareInTenths(agreed)} today, at ${trend.points.length} points.`;
}

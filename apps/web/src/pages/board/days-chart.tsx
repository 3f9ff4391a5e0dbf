import type { TrendDay } from '@baton/contract/board.ts';
import { formatCount, formatDay, formatFraction, formatShare } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { useCarried } from '../../held-view.ts';
import { useFollow } from '../../ui/page-link.tsx';
import { useWidth } from '../../ui/use-width.ts';
import { dayHref } from './day-href.ts';
import { AGREED, CELL_LINES, CELLS, type CellLine, type DaysLayout, LEFT, layOutDays } from './days-layout.ts';

const HEIGHT = 280;
const HINT_WIDTH = 230;

/** Two charts on one line of days: agreed in per cent, and the cells that are not agreed. Each day is a link. */
export function DaysChart({
  days,
  chosen,
}: {
  readonly days: readonly TrendDay[];
  readonly chosen: string | undefined;
}) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [shown, setShown] = useState<DaysLayout['days'][number] | null>(null);
  const layout = layOutDays(days, Math.max(width, 480));
  const [first, last] = [days[0], days.at(-1)];
  return (
    <div className="days-chart" ref={ref}>
      <ul className="legend">
        <li>
          <LineSign name="agreed" />
          agreed, in per cent
        </li>
        {CELL_LINES.map((name) => (
          <li key={name}>
            <LineSign name={name} />
            {name}, in cells
          </li>
        ))}
      </ul>
      {width === 0 || !first || !last ? null : (
        // biome-ignore lint/a11y/noSvgWithoutTitle: the first group carries the sentence, its siblings are links
        <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`}>
          {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: only drawn shapes stand in this group */}
          <g
            role="img"
            aria-label={`Agreed from ${formatShare(first.agreed)} on ${formatDay(first.day)} to ${formatShare(last.agreed)} now; the table has every day.`}
          >
            <Axes layout={layout} width={width} />
            {layout.days.map(({ day, x }) =>
              day.day === chosen ? (
                <line key={day.day} className="chosen-day" x1={x} x2={x} y1={AGREED.top - 6} y2={CELLS.bottom} />
              ) : null,
            )}
            <polyline className="day-line agreed" points={layout.agreed} />
            {CELL_LINES.map((name) => (
              <polyline key={name} className={`day-line ${name}`} points={layout.cells[name]} />
            ))}
            {days.length > 1 ? null : <Points layout={layout} />}
          </g>
          {layout.days.map((place) => (
            <DayLink key={place.day.day} place={place} days={days} onShow={setShown} />
          ))}
        </svg>
      )}
      {shown ? <DayHint place={shown} width={width} /> : null}
    </div>
  );
}

/** One day alone makes no line. */
function Points({ layout }: { readonly layout: DaysLayout }) {
  return [...Object.entries({ agreed: layout.agreed, ...layout.cells })].map(([name, point]) => {
    const [x, y] = point.split(',');
    return <circle key={name} className={`day-point ${name}`} cx={x} cy={y} r="3" />;
  });
}

function Axes({ layout, width }: { readonly layout: DaysLayout; readonly width: number }) {
  return (
    <>
      {layout.agreedTicks.map(({ y, value }) => (
        <AxisLine key={value} y={y} width={width} words={`${value} %`} />
      ))}
      {layout.cellTicks.map(({ y, value }) => (
        <AxisLine key={value} y={y} width={width} words={formatCount(value)} />
      ))}
      {layout.labels.map(({ x, day }) => (
        <text key={day} x={x} y={HEIGHT - 6} textAnchor="middle">
          {formatDay(day).replace(/ \d{4}$/, '')}
        </text>
      ))}
    </>
  );
}

function AxisLine({ y, width, words }: { readonly y: number; readonly width: number; readonly words: string }) {
  return (
    <>
      <line className="axis" x1={LEFT} x2={width - 8} y1={y} y2={y} />
      <text x={LEFT - 8} y={y + 3.5} textAnchor="end">
        {words}
      </text>
    </>
  );
}

interface DayLinkProps {
  readonly place: DaysLayout['days'][number];
  readonly days: readonly TrendDay[];
  readonly onShow: (place: DaysLayout['days'][number] | null) => void;
}

function DayLink({ place, days, onShow }: DayLinkProps) {
  const follow = useFollow();
  const href = useCarried(dayHref(place.day.day, days));
  return (
    <a
      href={href}
      aria-label={`${formatDay(place.day.day)}: agreed ${formatShare(place.day.agreed)}, ${formatFraction(place.day.agreed)}; open the board of this day`}
      onClick={follow(href)}
      onMouseEnter={() => onShow(place)}
      onMouseLeave={() => onShow(null)}
      onFocus={() => onShow(place)}
      onBlur={() => onShow(null)}
    >
      <rect className="ground" x={place.left} y={2} width={place.width} height={CELLS.bottom} />
    </a>
  );
}

function DayHint({ place, width }: { readonly place: DaysLayout['days'][number]; readonly width: number }) {
  const { day, x } = place;
  const left = Math.max(4, x + HINT_WIDTH + 20 > width ? x - HINT_WIDTH - 14 : x + 14);
  return (
    <div className="hint days-hint" role="status" style={{ left, width: HINT_WIDTH }}>
      <b>{formatDay(day.day)}</b>
      <p>
        agreed <b>{formatShare(day.agreed)}</b>
        <span className="faint"> {formatFraction(day.agreed)}</span>
      </p>
      <ul className="quiet">
        {CELL_LINES.map((name) => (
          <li key={name} className="row">
            <LineSign name={name} />
            {name}
            <span className="space" />
            {formatCount(day[name])}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A piece of the line itself: full, dashed or dotted, so that colour is not needed. */
function LineSign({ name }: { readonly name: CellLine | 'agreed' }) {
  return (
    <svg width="22" height="8" aria-hidden="true">
      <line className={`day-line ${name}`} x1="0" x2="22" y1="4" y2="4" />
    </svg>
  );
}

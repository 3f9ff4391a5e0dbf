import { type BoardDto, getBoardTrend } from '@baton/contract/board.ts';
import { formatCount, formatCounted, formatDay, formatShare } from '@baton/presentation/formats.ts';
import { useRead } from '../../api/use-read.ts';
import { useHeldView } from '../../held-view.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Share } from '../../ui/share.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { useWidth } from '../../ui/use-width.ts';
import { urls } from '../../urls.ts';
import { layOutTrend } from './trend-layout.ts';

/** Agreed largest, both teams' words beside it at one size, the trend, and the number with and without exceptions. */
export function NumberStrip({ board }: { readonly board: BoardDto }) {
  const { scope, day } = useHeldView();
  const trend = useRead(getBoardTrend, { query: { days: 90, scope }, keep: true }).data?.days ?? [];
  const days = day === undefined ? trend : trend.filter((each) => each.day <= day);
  return (
    <section className="panel number-strip" aria-label="The number">
      <div>
        <div className="strip-label">Agreed: proven by both sides</div>
        <Share {...board.agreed} size="big" by="required cells" nothing="no cell is required yet" />
      </div>
      <div>
        <div className="strip-label">
          <TeamChip owner="it" /> says
        </div>
        <Share {...board.it} nothing="no word from IT yet" />
      </div>
      <div>
        <div className="strip-label">
          <TeamChip owner="infosec" /> says
        </div>
        <Share {...board.infosec} nothing="no scan yet" />
      </div>
      <div className="strip-trend">
        <div className="strip-label">
          {days.length > 1 && days[0] ? `Agreed since ${formatDay(days[0].day)}` : 'Agreed over time'}
          <span className="space" />
          <PageLink className="faint" to={urls.changes()}>
            Why it moved
          </PageLink>
        </div>
        <Trend days={days} />
      </div>
      <div>
        <div className="strip-label">
          Exceptions
          <span className="space" />
          <span className="faint">
            {board.exceptedCells === 0 ? 'none' : formatCounted(board.exceptedCells, 'cell')}
          </span>
        </div>
        <dl className="with-without">
          <dt className="quiet">With</dt>
          <dd>
            <b>{formatShare(board.agreed)}</b>
          </dd>
          <dd className="fraction">of {formatCount(board.agreed.denominator)}</dd>
          <dt className="quiet">Without</dt>
          <dd>
            <b>{formatShare(board.agreedWithoutExceptions)}</b>
          </dd>
          <dd className="fraction">of {formatCount(board.agreedWithoutExceptions.denominator)}</dd>
        </dl>
      </div>
    </section>
  );
}

type Days = readonly {
  readonly day: string;
  readonly agreed: { readonly numerator: number; readonly denominator: number };
}[];

function Trend({ days }: { readonly days: Days }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const counted = days.filter((day) => day.agreed.denominator > 0);
  const first = counted[0];
  const last = counted.at(-1);
  return (
    <div ref={ref} className="trend">
      {!first || !last || counted.length < 2 ? (
        <p className="faint small">A point a day; there is no line yet.</p>
      ) : width === 0 ? null : (
        <svg
          width={width}
          height={61}
          role="img"
          aria-label={`Agreed from ${formatShare(first.agreed)} on ${formatDay(first.day)} to ${formatShare(last.agreed)}`}
        >
          <TrendLine days={counted} width={width} />
        </svg>
      )}
    </div>
  );
}

function TrendLine({ days, width }: { readonly days: Days; readonly width: number }) {
  const { points, end, labels } = layOutTrend(days, width);
  return (
    <>
      <polyline points={points} fill="none" stroke="var(--proven)" strokeWidth="1.8" strokeLinejoin="round" />
      <circle cx={end.x} cy={end.y} r="3" fill="var(--proven)" stroke="var(--surface)" strokeWidth="1.5" />
      <text x={end.x + 6} y={end.y + 4} fontSize="11" fontWeight="640" fill="var(--ink)">
        {end.label}
      </text>
      {labels.map((label) => (
        <text key={label.text} x={label.x} y={57} fontSize="10.5" fill="var(--ink-3)" textAnchor={label.anchor}>
          {label.text}
        </text>
      ))}
    </>
  );
}

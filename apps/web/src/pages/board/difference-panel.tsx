import { getBoardTrend } from '@baton/contract/board.ts';
import { type BoardDiff, getBoardDiff } from '@baton/contract/board-diff.ts';
import type { RatioDto } from '@baton/contract/ratio.ts';
import { formatDay, formatFraction, formatShare } from '@baton/presentation/formats.ts';
import { changeText } from '@baton/presentation/waterfall/waterfall-words.ts';
import { useRead } from '../../api/use-read.ts';
import { useHeldView } from '../../held-view.ts';
import { usePageSearch } from '../../search-params.ts';
import { DayField } from '../../ui/day-field.tsx';
import { addDays, daysFrom } from '../../ui/month-grid.ts';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, Loaded, Loading } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { useNow } from '../../ui/use-now.ts';
import { VerdictShape } from '../../ui/verdict-chip.tsx';
import { changesSearch } from './changes-search.ts';
import { DifferenceTable } from './difference-table.tsx';

/** How far back the way is told where nobody chose: from Tuesday to Tuesday. */
const DAYS_BACK = 7;

/** Why the numbers moved between two days: groups of cells that sum to the difference exactly. */
export function DifferencePanel() {
  const [search, change] = usePageSearch(changesSearch);
  const { scope, day } = useHeldView();
  const now = useNow();
  const firstDay = useRead(getBoardTrend, { query: { days: 2, scope } }).data?.firstDay;
  const to = search.to ?? day;
  const last = to ?? now.slice(0, 10);
  const yesterday = addDays(now.slice(0, 10), -1);
  const wanted = search.from ?? addDays(last, -DAYS_BACK);
  const from = firstDay && wanted < firstDay ? firstDay : wanted;
  const tooEarly = firstDay === undefined || firstDay === null || from >= last;
  const diff = useRead(getBoardDiff, { query: { from, to, scope }, enabled: !tooEarly, keep: true });
  return (
    <Panel
      title="Why it moved"
      aside={
        tooEarly ? null : (
          <>
            <DayField
              label="From the end of"
              day={from}
              days={firstDay ? daysFrom(firstDay, addDays(last, -1)) : []}
              onChoose={(next) => change({ from: next })}
            />
            <DayField
              label="to the end of"
              day={to}
              days={daysFrom(addDays(from, 1), yesterday)}
              onChoose={(next) => change({ to: next })}
              {...(day === undefined ? { without: 'Now' } : {})}
            />
          </>
        )
      }
    >
      {firstDay === undefined ? (
        <Loading rows={5} />
      ) : tooEarly ? (
        <EmptyState title={firstDay === null ? 'There is nothing to compare yet.' : 'There is only one day so far.'}>
          From {firstDay === null ? 'the day after the first report' : 'tomorrow'} on, this says which cells moved
          since, why, and what each of them adds to the numbers.
        </EmptyState>
      ) : (
        <Loaded query={diff} loading={<Loading rows={8} />}>
          {(data) => (
            <>
              <TwoDays diff={data} />
              <DifferenceTable diff={data} from={from} to={to} />
            </>
          )}
        </Loaded>
      )}
    </Panel>
  );
}

function movedWords(from: RatioDto, to: RatioDto): string {
  const same = from.numerator === to.numerator && from.denominator === to.denominator;
  return same ? 'not moved' : `${changeText(from, to)} points`;
}

/** Both days' three numbers, each with its integers. */
function TwoDays({ diff }: { readonly diff: BoardDiff }) {
  const rows = [
    { key: 'agreed', sign: <VerdictShape verdict="proven" />, name: 'Agreed' },
    { key: 'it', sign: <TeamChip owner="it" />, name: 'says' },
    { key: 'infosec', sign: <TeamChip owner="infosec" />, name: 'says' },
  ] as const;
  const dayOf = (side: BoardDiff['from']): string => (side.day ? formatDay(side.day) : 'now');
  return (
    <dl className="two-days">
      {rows.map(({ key, sign, name }) => (
        <div key={key}>
          <dt>
            {sign} {name}
          </dt>
          <dd>
            <b>{formatShare(diff.from[key])}</b> <span aria-hidden="true">→</span>
            <span className="unseen">to</span> <b>{formatShare(diff.to[key])}</b>
            <span className="quiet"> {movedWords(diff.from[key], diff.to[key])}</span>
          </dd>
          <dd className="faint small">
            {formatFraction(diff.from[key])}, {dayOf(diff.from)} → {formatFraction(diff.to[key])}, {dayOf(diff.to)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

import { getBoardTrend, type TrendDay } from '@baton/contract/board.ts';
import { formatCount, formatCounted, formatDay, formatFraction, formatShare } from '@baton/presentation/formats.ts';
import { useMediaQuery } from '@mantine/hooks';
import { useRead } from '../../api/use-read.ts';
import { useHeldView } from '../../held-view.ts';
import { usePageSearch } from '../../search-params.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel, Tab, Tabs } from '../../ui/panel.tsx';
import { EmptyState, Loaded, Loading } from '../../ui/states.tsx';
import { changesSearch } from './changes-search.ts';
import { dayHref } from './day-href.ts';
import { DaysChart } from './days-chart.tsx';

const PERIODS = [30, 90, 365];

/** Agreed, disputed, unproven, unexplained and open, a point a day; each day is the way to its board. */
export function DaysPanel() {
  const [search, change] = usePageSearch(changesSearch);
  const { scope, day } = useHeldView();
  const trend = useRead(getBoardTrend, { query: { days: search.days, scope }, keep: true });
  const narrow = useMediaQuery('screen and (max-width: 799px)') ?? false;
  const asTable = narrow || search.view === 'table';
  return (
    <Panel
      title="Day by day"
      note="the end of each day, UTC; the last is now"
      aside={
        <>
          <Tabs label="Period">
            {PERIODS.map((days) => (
              <Tab key={days} chosen={search.days === days} onChoose={() => change({ days })}>
                {days === 365 ? 'a year' : formatCounted(days, 'day')}
              </Tab>
            ))}
          </Tabs>
          {narrow ? null : (
            <Tabs label="Show the days as">
              <Tab chosen={!asTable} onChoose={() => change({ view: 'chart' })}>
                Chart
              </Tab>
              <Tab chosen={asTable} onChoose={() => change({ view: 'table' })}>
                Table
              </Tab>
            </Tabs>
          )}
        </>
      }
    >
      <Loaded query={trend} loading={<Loading rows={7} height={22} />}>
        {({ days }) =>
          days.length === 0 ? (
            <EmptyState title="No day yet.">A point stands here for each day from the first report on.</EmptyState>
          ) : asTable ? (
            <DaysTable days={days} />
          ) : (
            <DaysChart days={days} chosen={day} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function DaysTable({ days }: { readonly days: readonly TrendDay[] }) {
  return (
    <div className="table-scroll days-table">
      <table>
        <thead>
          <tr>
            {['Day', 'Agreed', 'Proven of required', 'Disputed', 'Unproven', 'Unexplained', 'Open', 'Excepted'].map(
              (head, index) => (
                <th key={head} scope="col" className={index === 0 ? undefined : 'number'}>
                  {head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.day} data-row>
              <td>
                <PageLink to={dayHref(day.day, days)}>{formatDay(day.day)}</PageLink>
              </td>
              <td className="number">
                <b>{formatShare(day.agreed)}</b>
              </td>
              <td className="number quiet">{formatFraction(day.agreed)}</td>
              {(['disputed', 'unproven', 'unexplained', 'open', 'excepted'] as const).map((name) => (
                <td key={name} className="number">
                  {formatCount(day[name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

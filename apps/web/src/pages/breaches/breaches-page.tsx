import { type BreachDto, getMeasures, listBreaches } from '@baton/contract/service-levels.ts';
import { formatCounted, formatDuration } from '@baton/presentation/formats.ts';
import { z } from 'zod';
import { useRead } from '../../api/use-read.ts';
import { tableSearch, usePageSearch } from '../../search-params.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel, Tab, Tabs } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { urls } from '../../urls.ts';
import { LegMinutes } from './leg-minutes.tsx';
import { MeasureStrip } from './measure-strip.tsx';
import { SpentBar, SpentWords } from './spent-bar.tsx';
import './breaches.css';

const WINDOWS = [7, 30, 90, 365] as const;

const breachSearch = z.object({
  ...tableSearch,
  state: z.enum(['open', 'ended', 'all']).catch('all').default('all'),
  days: z.coerce.number().int().min(1).max(3660).catch(30).default(30),
});

const columns: readonly Column<BreachDto>[] = [
  {
    id: 'fix',
    head: 'Remediation',
    cell: (row) => (
      <PageLink to={urls.remediation(row.remediationId)}>
        <TwoLines
          first={row.fix}
          second={`tier ${row.tier}${row.round > 0 ? `, found again ${formatCounted(row.round, 'time')}` : ''}`}
        />
      </PageLink>
    ),
  },
  { id: 'due', head: 'Was due', cell: (row) => <Stamp at={row.dueAt} long /> },
  { id: 'ended', head: 'Ended', cell: (row) => <Stamp at={row.endedAt} long none="open" /> },
  { id: 'over', head: 'Over by', number: true, cell: (row) => formatDuration(row.minutesOver * 60) },
  { id: 'spent', head: 'Where the time went, from detection', width: 260, cell: (row) => <SpentBar breach={row} /> },
  { id: 'longest', head: 'Most of it', cell: (row) => <SpentWords breach={row} /> },
];

/** How well the service levels are kept, and every missed deadline with the legs that its time went to. */
export function BreachesPage() {
  const [search, change] = usePageSearch(breachSearch);
  const { days, ...query } = search;
  const measures = useRead(getMeasures, { query: { days }, keep: true });
  const breaches = useRead(listBreaches, { query, keep: true });
  usePageTitle({ crumbs: [{ label: 'Remediations', to: urls.remediations() }], title: 'Deadlines kept and missed' });
  return (
    <div className="stack">
      <Tabs label="Window">
        {WINDOWS.map((each) => (
          <Tab key={each} chosen={days === each} onChoose={() => change({ days: each })}>
            last {each} days
          </Tab>
        ))}
      </Tabs>
      <Loaded query={measures}>
        {(data) => (
          <>
            <MeasureStrip measures={data} />
            <LegMinutes measures={data} />
          </>
        )}
      </Loaded>
      <Panel
        title={breaches.data ? formatCounted(breaches.data.total, 'missed deadline') : 'Missed deadlines'}
        aside={
          <Tabs label="State">
            {(['all', 'open', 'ended'] as const).map((state) => (
              <Tab key={state} chosen={search.state === state} onChoose={() => change({ state, page: 1 })}>
                {state}
              </Tab>
            ))}
          </Tabs>
        }
      >
        <Loaded query={breaches}>
          {(data) => (
            <DataTable
              label="Missed deadlines"
              columns={columns}
              rows={data.rows}
              total={data.total}
              rowId={(row) => `${row.remediationId} ${row.round}`}
              search={search}
              onSearch={change}
              tall
              empty={
                <EmptyState title="No deadline was missed.">
                  One that is will stand here, with the minutes of each leg and team.
                </EmptyState>
              }
            />
          )}
        </Loaded>
      </Panel>
    </div>
  );
}

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
import { TeamChip } from '../../ui/team-chip.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { urls } from '../../urls.ts';
import { ApprovalWords } from './approval-words.tsx';
import { LegMinutes } from './leg-minutes.tsx';
import { MeasureStrip } from './measure-strip.tsx';
import { SpentBar, SpentWords } from './spent-bar.tsx';
import './breaches.css';

const WINDOWS = [7, 30, 90, 365] as const;

const breachSearch = z.object({
  ...tableSearch,
  state: z.enum(['open', 'ended', 'all']).catch('all').default('all'),
  kind: z.enum(['deadline', 'approval']).optional().catch(undefined),
  days: z.coerce.number().int().min(1).max(3660).catch(30).default(30),
});

const KINDS: Readonly<Record<BreachDto['kind'], string>> = { deadline: 'deadlines', approval: 'late approvals' };

const EMPTY = {
  both: 'No deadline was missed, and no emergency waits for approval longer than it may.',
  deadline: 'No deadline was missed.',
  approval: 'Every emergency was approved by both leads in time.',
} as const;

function secondLine(row: BreachDto): string {
  const what = row.kind === 'approval' ? 'emergency, not approved in time' : `deadline, tier ${row.tier}`;
  return row.round === 0 ? what : `${what}, found again ${formatCounted(row.round, 'time')}`;
}

const columns: readonly Column<BreachDto>[] = [
  {
    id: 'fix',
    head: 'Remediation',
    cell: (row) => (
      <PageLink to={urls.remediation(row.remediationId)}>
        <TwoLines first={row.fix} second={secondLine(row)} />
      </PageLink>
    ),
  },
  { id: 'due', head: 'Was due', cell: (row) => <Stamp at={row.dueAt} long /> },
  { id: 'ended', head: 'Ended', cell: (row) => <Stamp at={row.endedAt} long none="open" /> },
  { id: 'over', head: 'Over by', number: true, cell: (row) => formatDuration(row.minutesOver * 60) },
  {
    id: 'spent',
    head: 'Time spent, or who approves',
    width: 240,
    cell: (row) => (row.kind === 'approval' ? <ApprovalWords breach={row} /> : <SpentBar breach={row} />),
  },
  {
    id: 'longest',
    head: 'Most of it, or leg then',
    cell: (row) =>
      row.kind === 'approval' ? <TeamChip owner={row.team}>{row.leg}</TeamChip> : <SpentWords breach={row} />,
  },
];

/**
 * How well the service levels are kept, every missed deadline with the legs that its time went to, and emergencies that were not
 * approved in time.
 */
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
      {/* Below measures whose height is not known yet, the panel would jump. */}
      {measures.isPending ? null : (
        <Panel
          title={breaches.data ? formatCounted(breaches.data.total, 'breach', 'breaches') : 'Breaches'}
          aside={
            <>
              <Tabs label="State">
                {(['all', 'open', 'ended'] as const).map((state) => (
                  <Tab key={state} chosen={search.state === state} onChoose={() => change({ state, page: 1 })}>
                    {state}
                  </Tab>
                ))}
              </Tabs>
              <Tabs label="Kind">
                {([undefined, 'deadline', 'approval'] as const).map((kind) => (
                  <Tab key={kind ?? 'both'} chosen={search.kind === kind} onChoose={() => change({ kind, page: 1 })}>
                    {kind === undefined ? 'every kind' : KINDS[kind]}
                  </Tab>
                ))}
              </Tabs>
            </>
          }
        >
          <Loaded query={breaches}>
            {(data) => (
              <DataTable
                label="Breaches"
                columns={columns}
                rows={data.rows}
                total={data.total}
                rowId={(row) => `${row.remediationId} ${row.kind} ${row.dueAt}`}
                stateOf={({ dueAt, endedAt }) => `${dueAt} ${endedAt}`}
                search={search}
                onSearch={change}
                tall
                empty={
                  <EmptyState title={EMPTY[search.kind ?? 'both']}>
                    One that is will stand here: a deadline with the minutes of each leg and team, an emergency with who
                    had to approve it.
                  </EmptyState>
                }
              />
            )}
          </Loaded>
        </Panel>
      )}
    </div>
  );
}

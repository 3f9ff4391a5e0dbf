import { team } from '@baton/contract/ratio.ts';
import { listRemediations, place, type RemediationRow } from '@baton/contract/remediations.ts';
import {
  formatCount,
  formatCounted,
  formatDuration,
  formatFraction,
  secondsBetween,
} from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { z } from 'zod';
import { useRead } from '../../api/use-read.ts';
import { tableSearch, usePageSearch, word } from '../../search-params.ts';
import { useMe } from '../../session.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel, Tab, Tabs } from '../../ui/panel.tsx';
import { RemediationClock } from '../../ui/remediation-clock.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { TeamChip, teamName } from '../../ui/team-chip.tsx';
import { titleBeside } from '../../ui/title-beside.ts';
import { TwoLines } from '../../ui/two-lines.tsx';
import { useNow } from '../../ui/use-now.ts';
import { urls } from '../../urls.ts';
import { BulkBar } from './bulk-bar.tsx';
import './bulk.css';

const remediationSearch = z.object({
  ...tableSearch,
  state: z.enum(['open', 'closed', 'all']).catch('open').default('open'),
  place: place.optional().catch(undefined),
  holder: team.optional().catch(undefined),
  overdue: z.enum(['true', 'false']).optional().catch(undefined),
  mine: z.enum(['true', 'false']).optional().catch(undefined),
  watched: z.enum(['true', 'false']).optional().catch(undefined),
  emergency: z.enum(['true', 'false']).optional().catch(undefined),
  search: word,
});

const columns: readonly Column<RemediationRow>[] = [
  {
    id: 'fix',
    head: 'Remediation',
    sort: 'fix',
    cell: (row) => (
      <PageLink to={urls.remediation(row.id)}>
        <TwoLines first={row.fix} second={secondLine(row)} />
      </PageLink>
    ),
  },
  { id: 'clock', head: 'Clock', sort: 'due', width: 120, cell: (row) => <RemediationClock clock={row.clock} /> },
  { id: 'place', head: 'Leg, holder', width: 120, cell: (row) => <TeamChip owner={row.holder}>{row.place}</TeamChip> },
  {
    id: 'held',
    head: 'Held for',
    sort: 'held',
    cell: (row) => <Held row={row} />,
  },
  { id: 'severity', head: 'Severity', cell: (row) => <Severity row={row} /> },
  {
    id: 'vulnerabilities',
    head: 'Vulnerabilities',
    number: true,
    cell: (row) => formatCount(row.vulnerabilities),
  },
  {
    id: 'notProven',
    head: 'Not proven',
    sort: 'not-proven',
    number: true,
    cell: (row) =>
      formatFraction({ numerator: row.agreed.denominator - row.agreed.numerator, denominator: row.agreed.denominator }),
  },
  {
    id: 'excepted',
    head: 'Excepted',
    number: true,
    cell: (row) => (row.excepted === 0 ? '' : formatCount(row.excepted)),
  },
];

/** Of a fix whose devices go several ways, which of them this is. */
function secondLine({ fix, title, isSplit, agreed, excepted }: RemediationRow): string {
  const beside = titleBeside(fix, title) ?? '';
  if (!isSplit) return beside;
  const split = `${formatCounted(agreed.denominator + excepted, 'device')} split off`;
  return beside === '' ? split : `${beside}, ${split}`;
}

function Held({ row }: { readonly row: RemediationRow }) {
  const now = useNow();
  if (row.place === 'closed')
    return <span className="faint">{row.closedAs === null ? 'closed' : `closed: ${row.closedAs}`}</span>;
  return <TwoLines first={formatDuration(secondsBetween(row.heldSince, now))} second={row.carrier ?? 'nobody yet'} />;
}

function Severity({ row }: { readonly row: RemediationRow }) {
  return (
    <span className="one-line">
      {row.severity ?? <span className="faint">not told</span>}
      {row.kev ? <b>, in KEV</b> : null}
      {row.emergency ? <b>, emergency</b> : null}
      {row.reopened > 0 ? <span className="quiet">, reopened</span> : null}
    </span>
  );
}

/** The fixes on their way, whose turn each is, and what is due first. */
export function RemediationsPage() {
  const [search, change] = usePageSearch(remediationSearch);
  const me = useMe();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // Unless somebody asks for another order: what to take up first.
  const remediations = useRead(listRemediations, { query: { ...search, sort: search.sort ?? 'next' }, keep: true });
  usePageTitle({ crumbs: [], title: 'Remediations' });
  const { sort: _sort, page: _page, pageSize: _size, ...filter } = search;
  const { state: _state, ...narrowedBy } = filter;
  const narrowed = Object.values(narrowedBy).some((value) => value !== undefined);
  const toggle = (name: 'overdue' | 'mine' | 'watched' | 'emergency'): void =>
    change({ [name]: search[name] === 'true' ? undefined : 'true', page: 1 });
  return (
    <Panel
      title={remediations.data ? formatCounted(remediations.data.total, 'remediation') : 'Remediations'}
      aside={
        <>
          <PageLink className="link small" to={urls.breaches()}>
            Deadlines kept and missed
          </PageLink>
          <Tabs label="State">
            {(['open', 'closed', 'all'] as const).map((state) => (
              <Tab
                key={state}
                chosen={search.state === state}
                onChoose={() => change({ state, place: undefined, page: 1 })}
              >
                {state}
              </Tab>
            ))}
          </Tabs>
          <SearchBox
            label="Fix, package, CVE"
            value={search.search}
            onSearch={(text) => change({ search: text, page: 1 })}
          />
        </>
      }
    >
      <div className="filter-row">
        <Tabs label="Leg">
          <Tab
            chosen={!narrowed}
            onChoose={() =>
              change({
                place: undefined,
                holder: undefined,
                overdue: undefined,
                mine: undefined,
                watched: undefined,
                emergency: undefined,
                search: undefined,
                page: 1,
              })
            }
          >
            All
          </Tab>
          <Tab
            chosen={search.holder === me.team}
            onChoose={() => change({ holder: search.holder === me.team ? undefined : me.team, page: 1 })}
          >
            my leg: {teamName(me.team)}
          </Tab>
          {(remediations.data?.byPlace ?? []).map((each) => (
            <Tab
              key={each.place}
              chosen={search.place === each.place}
              count={formatCount(each.remediations)}
              onChoose={() => change({ place: each.place, page: 1 })}
            >
              <span>{each.place}</span>
            </Tab>
          ))}
          <Tab
            chosen={search.overdue === 'true'}
            count={formatCount(remediations.data?.overdue ?? 0)}
            onChoose={() => toggle('overdue')}
          >
            <span>overdue</span>
          </Tab>
          <Tab chosen={search.mine === 'true'} onChoose={() => toggle('mine')}>
            carried by me
          </Tab>
          <Tab chosen={search.watched === 'true'} onChoose={() => toggle('watched')}>
            watched
          </Tab>
          <Tab chosen={search.emergency === 'true'} onChoose={() => toggle('emergency')}>
            emergencies
          </Tab>
        </Tabs>
        {search.holder && search.holder !== me.team ? <TeamChip owner={search.holder} /> : null}
      </div>
      <Loaded query={remediations}>
        {(data) => (
          <>
            <DataTable
              label="Remediations"
              columns={columns}
              rows={data.rows}
              total={data.total}
              rowId={(row) => row.id}
              rowName={(row) => row.fix}
              search={search}
              onSearch={change}
              selection={{ chosen, onChoose: setChosen }}
              tall
              empty={
                narrowed || search.state !== 'open' ? (
                  <EmptyState title="No remediation fits this filter." />
                ) : (
                  <EmptyState title="No remediation is open.">
                    One opens by itself when a fix is missing on a device by InfoSec’s scan or by matching against
                    advisories.
                  </EmptyState>
                )
              }
            />
            <BulkBar chosen={chosen} total={data.total} filter={filter} onNone={() => setChosen(new Set())} />
          </>
        )}
      </Loaded>
    </Panel>
  );
}

import { type ExceptionRow, exceptionView, listExceptions } from '@baton/contract/exceptions.ts';
import { REASON_WORDS } from '@baton/domain/exceptions/exception-reason.ts';
import { formatCount, formatCounted, formatDay } from '@baton/presentation/formats.ts';
import { z } from 'zod';
import { useRead } from '../../api/use-read.ts';
import { tableSearch, usePageSearch, word } from '../../search-params.ts';
import { useMe } from '../../session.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel, Tab, Tabs } from '../../ui/panel.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { titleBeside } from '../../ui/title-beside.ts';
import { TwoLines } from '../../ui/two-lines.tsx';
import { urls } from '../../urls.ts';
import { StateChip } from './state-chip.tsx';
import './exceptions.css';

const exceptionSearch = z.object({
  ...tableSearch,
  view: exceptionView.catch('all').default('all'),
  unsigned: z.enum(['true', 'false']).optional().catch(undefined),
  mine: z.enum(['true', 'false']).optional().catch(undefined),
  fix: word,
  search: word,
});

const columns: readonly Column<ExceptionRow>[] = [
  {
    id: 'exception',
    head: 'Exception',
    cell: (row) => (
      <PageLink to={urls.exception(row.exceptionId)}>
        <TwoLines first={`${row.name}, ${row.what}`} second={titleBeside(row.what, row.title ?? row.what) ?? ''} />
      </PageLink>
    ),
  },
  { id: 'state', head: 'State', cell: (row) => <StateChip exception={row} /> },
  {
    id: 'reason',
    head: 'Why',
    cell: (row) => <TwoLines first={REASON_WORDS[row.reason]} second={row.endedBecause ?? ''} />,
  },
  {
    id: 'devices',
    head: 'Devices',
    number: true,
    cell: (row) => (
      <span title={`${formatCount(row.openDevices)} of ${formatCount(row.devices)} are still set aside`}>
        {formatCount(row.openDevices)} of {formatCount(row.devices)}
      </span>
    ),
  },
  {
    id: 'revisit',
    head: 'Back to its owner',
    cell: (row) => (
      <TwoLines
        first={row.revisitAt === null || row.endedAt !== null ? '–' : formatDay(row.revisitAt)}
        second={row.owner.name}
      />
    ),
  },
  {
    id: 'renewals',
    head: 'Renewed',
    number: true,
    cell: (row) => (row.renewals === 0 ? '' : formatCounted(row.renewals, 'time')),
  },
];

const EMPTY: Readonly<Record<(typeof exceptionView.options)[number], string>> = {
  all: 'No exception was asked for yet.',
  waiting: 'Nothing waits for a signature.',
  'in-force': 'Nothing is set aside.',
  due: 'Nothing comes due within 30 days.',
  ended: 'No exception has ended yet.',
};

/** What is set aside and what is to be: waiting for signatures, in force, coming due, ended. */
export function ExceptionsPage() {
  const me = useMe();
  const [search, change] = usePageSearch(exceptionSearch);
  const { mine, ...query } = search;
  const owner = mine === 'true' ? me.personId : undefined;
  const exceptions = useRead(listExceptions, { query: { ...query, owner }, keep: true });
  const counts = exceptions.data?.counts;
  usePageTitle({ crumbs: [], title: 'Exceptions' });
  const tab = (view: (typeof search)['view'], unsigned?: 'true') => ({
    chosen: search.view === view && search.unsigned === unsigned && mine === undefined,
    onChoose: () => change({ view, unsigned, mine: undefined, page: 1 }),
  });
  return (
    <Panel
      title={exceptions.data ? formatCounted(exceptions.data.total, 'exception') : 'Exceptions'}
      aside={
        <>
          <PageLink className="link small" to={urls.reviewExceptions()}>
            Review meeting
          </PageLink>
          <SearchBox label="Fix, EX-12" value={search.search} onSearch={(text) => change({ search: text, page: 1 })} />
          {me.permissions.includes('exception.request') ? (
            <PageLink className="button primary" data-primary to={urls.requestException()}>
              Request an exception
            </PageLink>
          ) : (
            <Button closed="Viewers read; members and leads request exceptions">Request an exception</Button>
          )}
        </>
      }
    >
      <div className="filter-row">
        <Tabs label="Which">
          <Tab {...tab('all')}>All</Tab>
          <Tab {...tab('waiting', 'true')} count={formatCount(counts?.unsigned ?? 0)}>
            <span>waiting for your team’s signature</span>
          </Tab>
          <Tab {...tab('waiting')} count={formatCount(counts?.waiting ?? 0)}>
            <span>waiting</span>
          </Tab>
          <Tab {...tab('in-force')} count={formatCount(counts?.inForce ?? 0)}>
            <span>in force</span>
          </Tab>
          <Tab {...tab('due')} count={formatCount(counts?.due ?? 0)}>
            <span>coming due</span>
          </Tab>
          <Tab {...tab('ended')} count={formatCount(counts?.ended ?? 0)}>
            <span>ended</span>
          </Tab>
          <Tab
            chosen={mine === 'true'}
            onChoose={() => change({ mine: mine === 'true' ? undefined : 'true', page: 1 })}
          >
            owned by me
          </Tab>
        </Tabs>
        {search.fix ? <span className="small quiet">of {search.fix}</span> : null}
      </div>
      <Loaded query={exceptions}>
        {(data) => (
          <DataTable
            label="Exceptions"
            columns={columns}
            rows={data.rows}
            total={data.total}
            rowId={(row) => row.exceptionId}
            search={search}
            onSearch={change}
            tall
            empty={
              search.search || search.fix || mine ? (
                <EmptyState title="No exception fits this filter." />
              ) : (
                <EmptyState title={EMPTY[search.view]}>
                  An exception sets a fix aside on some devices for a time: with a reason, an owner, a control that is
                  checked again, and one signature of each team.
                </EmptyState>
              )
            }
          />
        )}
      </Loaded>
    </Panel>
  );
}

import { type DiffCell, getBoardDiff, listDiffCells } from '@baton/contract/board-diff.ts';
import { formatCounted, formatDay } from '@baton/presentation/formats.ts';
import { useRead } from '../../api/use-read.ts';
import { useHeldView } from '../../held-view.ts';
import { usePageSearch } from '../../search-params.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { MovePair, MoveWhy } from '../../ui/move-words.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { urls } from '../../urls.ts';
import { changedCellsSearch } from './changes-search.ts';
import './changes.css';

const columns: readonly Column<DiffCell>[] = [
  {
    id: 'device',
    head: 'Device',
    cell: (row) => (
      <PageLink className="machine" to={urls.cell(row.deviceId, row.fix)}>
        {row.device}
      </PageLink>
    ),
  },
  {
    id: 'fix',
    head: 'Fix',
    cell: (row) => (
      <PageLink className="machine" to={urls.cell(row.deviceId, row.fix)} title={row.fixTitle}>
        {row.fix}
      </PageLink>
    ),
  },
  { id: 'at', head: 'Moved', cell: (row) => <Stamp at={row.at} none="with its device" /> },
];

/** The cells behind one group of the difference between two days; an address that names none leads to where one is chosen. */
export function ChangedCellsPage() {
  const [{ from, to, group }] = usePageSearch(changedCellsSearch);
  usePageTitle({
    crumbs: [
      { label: 'Board', to: urls.board() },
      { label: 'Changes', to: urls.changes({ from, to }) },
    ],
    title: 'Cells that moved',
    follows: ['scope', 'day'],
  });
  if (from !== undefined && group !== undefined) return <ChangedCells from={from} group={group} />;
  return (
    <Panel title="Cells that moved">
      <EmptyState title="No two days are chosen.">
        <PageLink className="link" to={urls.changes()}>
          Choose them, and what moved between them
        </PageLink>
      </EmptyState>
    </Panel>
  );
}

function ChangedCells({ from, group }: { readonly from: string; readonly group: string }) {
  const [search, change] = usePageSearch(changedCellsSearch);
  const { scope, day } = useHeldView();
  const { page, pageSize } = search;
  const to = search.to ?? day;
  const between = { from, to, scope };
  const cells = useRead(listDiffCells, { query: { ...between, group, page, pageSize }, keep: true });
  const moved = useRead(getBoardDiff, { query: between }).data?.groups.find((each) => each.id === group);
  return (
    <Panel
      title={cells.data ? formatCounted(cells.data.total, 'cell') : 'Cells'}
      note={`moved from ${formatDay(from)} to ${to ? formatDay(to) : 'now'}`}
    >
      {moved ? (
        <p className="moved-group">
          <MovePair before={moved.before} after={moved.after} />
          <span className="quiet">
            <MoveWhy reason={moved.reason} report={moved.report} />
          </span>
        </p>
      ) : null}
      <Loaded query={cells}>
        {(data) => (
          <DataTable
            label="Cells that moved"
            columns={columns}
            rows={data.rows}
            total={data.total}
            rowId={(row) => `${row.device} ${row.fix}`}
            search={search}
            onSearch={change}
            empty={
              <EmptyState title="No cell is in this group.">
                It may have moved again since; the days’ list is newer.
              </EmptyState>
            }
          />
        )}
      </Loaded>
    </Panel>
  );
}

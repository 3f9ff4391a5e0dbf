import { exportCells, listCells } from '@baton/contract/cells.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { PART_WORDS } from '@baton/presentation/waterfall/waterfall-words.ts';
import { addressOf } from '../../api/call.ts';
import { useRead } from '../../api/use-read.ts';
import { useHeldView } from '../../held-view.ts';
import { usePageSearch } from '../../search-params.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { pairWords } from '../../ui/pair-words.ts';
import { Panel } from '../../ui/panel.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { VerdictFilter } from '../../ui/verdict-filter.tsx';
import { urls } from '../../urls.ts';
import { cellColumns } from './cell-columns.tsx';
import { cellSearch } from './cell-search.ts';

/** Cells by any filter; with a cause and a part, exactly those behind a bar of the bridge. */
export function CellsPage() {
  const [search, change] = usePageSearch(cellSearch);
  const held = useHeldView();
  const cells = useRead(listCells, { query: { ...search, ...held }, keep: true });
  const said = pairWords(search.itWord, search.infosecWord);
  const cause = search.cause ? (cells.data?.rows[0]?.causeLabel ?? search.cause) : undefined;
  usePageTitle({
    crumbs: [{ label: 'Board', to: urls.board() }],
    title: cause ?? 'Cells',
    ...(search.part ? { note: PART_WORDS[search.part] } : {}),
    follows: ['scope', 'day'],
  });
  const narrowed = search.cause ?? search.part ?? search.owner ?? search.verdict ?? said ?? search.search;
  return (
    <Panel
      title={cells.data ? formatCounted(cells.data.total, 'cell') : 'Cells'}
      {...(said ? { note: said } : {})}
      aside={
        <>
          <SearchBox
            label="Device or fix"
            value={search.search}
            onSearch={(text) => change({ search: text, page: 1 })}
          />
          {search.cause ? (
            <Button
              onClick={() => change({ part: undefined, page: 1 })}
              closed={search.part ? undefined : 'This is the whole cause already'}
            >
              Whole cause
            </Button>
          ) : null}
          {narrowed ? (
            <Button
              onClick={() =>
                change({
                  cause: undefined,
                  part: undefined,
                  owner: undefined,
                  verdict: undefined,
                  itWord: undefined,
                  infosecWord: undefined,
                  search: undefined,
                  page: 1,
                })
              }
            >
              All cells
            </Button>
          ) : null}
          <a
            className="button"
            href={addressOf(exportCells, { query: { ...held, verdict: search.verdict } })}
            download
            title="Every cell of this scope, day and verdict, a row each; causes and parts are columns"
          >
            CSV
          </a>
        </>
      }
    >
      <Loaded query={cells}>
        {(data) => (
          <>
            <div className="filter-row">
              <VerdictFilter
                counts={data.byVerdict}
                chosen={search.verdict}
                onChoose={(verdict) => change({ verdict, page: 1 })}
              />
            </div>
            <DataTable
              label="Cells"
              columns={cellColumns}
              rows={data.rows}
              total={data.total}
              rowId={(row) => `${row.device} ${row.fix}`}
              search={search}
              onSearch={change}
              tall
              fixed
              empty={
                <EmptyState title={narrowed ? 'No cell fits this filter.' : 'No cell yet.'}>
                  {narrowed
                    ? 'It may have been settled since.'
                    : 'A cell is one device and one fix that applies to it. Drop a report to get the first ones.'}
                </EmptyState>
              }
            />
          </>
        )}
      </Loaded>
    </Panel>
  );
}

import { listCells } from '@baton/contract/cells.ts';
import { useRead } from '../../api/use-read.ts';
import { useHeldView } from '../../held-view.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { VerdictFilter } from '../../ui/verdict-filter.tsx';
import { cellColumnsOfDevice } from '../cells/cell-columns.tsx';
import type { DeviceViewProps } from './device-view.ts';

/** The cells of one device, with both sides' evidence. */
export function DeviceCells({ deviceId, search, change }: DeviceViewProps) {
  const { view, ...filters } = search;
  const { day } = useHeldView();
  const cells = useRead(listCells, { query: { ...filters, device: deviceId, day }, keep: true });
  return (
    <Loaded query={cells}>
      {(data) => (
        <>
          <div className="filter-row">
            <VerdictFilter
              counts={data.byVerdict}
              chosen={search.verdict}
              onChoose={(verdict) => change({ verdict, page: 1 })}
            />
            <span className="space" />
            <SearchBox label="Fix" value={search.search} onSearch={(text) => change({ search: text, page: 1 })} />
          </div>
          <DataTable
            label="Cells of this device"
            columns={cellColumnsOfDevice}
            rows={data.rows}
            total={data.total}
            rowId={(row) => row.fix}
            search={search}
            onSearch={change}
            tall
            fixed
            empty={
              <EmptyState
                title={
                  search.verdict || search.search
                    ? 'No cell fits this filter.'
                    : 'No fix applies to this device, as far as Baton knows.'
                }
              />
            }
          />
        </>
      )}
    </Loaded>
  );
}

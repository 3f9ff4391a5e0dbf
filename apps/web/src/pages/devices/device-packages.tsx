import { listDevicePackages } from '@baton/contract/devices.ts';
import type { z } from 'zod';
import { useRead } from '../../api/use-read.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import type { DeviceViewProps } from './device-view.ts';

type PackageRow = z.infer<typeof listDevicePackages.response>['rows'][number];

const machine = (text: string | null) =>
  text === null ? <span className="faint">–</span> : <span className="machine">{text}</span>;

const columns: readonly Column<PackageRow>[] = [
  { id: 'name', head: 'Package', sort: 'name', cell: (row) => machine(row.name) },
  { id: 'version', head: 'Version', cell: (row) => machine(row.version) },
  { id: 'source', head: 'Source', sort: 'source', cell: (row) => machine(row.source) },
  {
    id: 'sourceVersion',
    head: 'Source version',
    cell: (row) => machine(row.sourceVersion === row.version ? null : row.sourceVersion),
  },
  { id: 'candidate', head: 'Candidate', cell: (row) => machine(row.candidate) },
];

/** The software that the device reports. */
export function DevicePackages({ deviceId, search, change }: DeviceViewProps) {
  const { page, pageSize, sort, search: text } = search;
  const packages = useRead(listDevicePackages, {
    params: { deviceId },
    query: { page, pageSize, sort, search: text },
    keep: true,
  });
  return (
    <>
      <div className="filter-row">
        <span className="space" />
        <SearchBox label="Package" value={text} onSearch={(next) => change({ search: next, page: 1 })} />
      </div>
      <Loaded query={packages}>
        {(data) => (
          <DataTable
            label="Software"
            columns={columns}
            rows={data.rows}
            total={data.total}
            rowId={(row) => `${row.name} ${row.version}`}
            search={search}
            onSearch={change}
            empty={
              <EmptyState title={text ? 'No package fits this filter.' : 'No source lists this device’s software.'}>
                An agent reports every package; so do some scanners when they can log in.
              </EmptyState>
            }
          />
        )}
      </Loaded>
    </>
  );
}

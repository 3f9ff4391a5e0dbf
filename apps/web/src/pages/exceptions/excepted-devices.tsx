import { type ExceptedDevice, type ExceptionDetail, listExceptedDevices } from '@baton/contract/exceptions.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { useRead } from '../../api/use-read.ts';
import { type Column, DataTable, type TableSearch } from '../../ui/data-table.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { VerdictChip } from '../../ui/verdict-chip.tsx';
import { urls } from '../../urls.ts';

const columns: readonly Column<ExceptedDevice>[] = [
  {
    id: 'device',
    head: 'Device',
    cell: (row) => (
      <PageLink className="machine" to={urls.device(row.deviceId)}>
        {row.device}
      </PageLink>
    ),
  },
  { id: 'cells', head: 'Cells now', cell: (row) => <Cells row={row} /> },
  {
    id: 'settled',
    head: 'Let go',
    cell: (row) =>
      row.settledAs === null ? (
        <span className="faint">–</span>
      ) : (
        <span className="one-line">
          {row.settledAs === 'proven' ? 'the fix is proven' : 'required no more'}, <Stamp at={row.settledAt} long />
        </span>
      ),
  },
];

function Cells({ row }: { readonly row: ExceptedDevice }) {
  if (row.cells.length === 0) {
    return row.proven > 0 ? <VerdictChip verdict="proven" /> : <span className="faint">none</span>;
  }
  return (
    <span className="row wrap">
      {row.cells.map(({ fix, verdict }) => (
        <PageLink key={fix} to={urls.cell(row.deviceId, fix)} className="row">
          <VerdictChip verdict={verdict} />
          {row.cells.length > 1 ? <span className="machine faint">{fix}</span> : null}
        </PageLink>
      ))}
    </span>
  );
}

/** The devices that were named, those first that are still set aside. */
export function ExceptedDevices({ exception }: { readonly exception: ExceptionDetail }) {
  const { exceptionId, devices, openDevices } = exception;
  const [search, setSearch] = useState<TableSearch>({ page: 1, pageSize: 50 });
  const { page, pageSize } = search;
  const list = useRead(listExceptedDevices, { params: { exceptionId }, query: { page, pageSize }, keep: true });
  return (
    <Panel title={formatCounted(devices, 'device')} note={`${formatCount(openDevices)} not let go yet`}>
      <Loaded query={list}>
        {(data) => (
          <DataTable
            label="Devices of the exception"
            columns={columns}
            rows={data.rows}
            total={data.total}
            rowId={(row) => row.deviceId}
            search={search}
            onSearch={(patch) => setSearch({ ...search, ...patch })}
            empty={<EmptyState title="No device is named." />}
          />
        )}
      </Loaded>
    </Panel>
  );
}

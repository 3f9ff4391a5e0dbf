import { type CommandRow, cancelCommand, listDeviceCommands } from '@baton/contract/agent.ts';
import { call } from '../../api/call.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Excerpt } from '../../ui/excerpt.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { urls } from '../../urls.ts';
import type { DeviceViewProps } from './device-view.ts';

const columns: readonly Column<CommandRow>[] = [
  {
    id: 'order',
    head: 'Deployment',
    cell: (row) => (
      <TwoLines
        first={`${row.order.kind} ${row.order.source}`}
        second={row.order.packages.map((each) => `${each.name} ${each.version}`).join(', ')}
      />
    ),
  },
  { id: 'state', head: 'State', cell: (row) => row.result?.outcome ?? row.state },
  {
    id: 'result',
    head: 'What came of it: a claim, no proof',
    cell: (row) =>
      row.result ? (
        <details>
          <summary>
            {row.result.exitCode === null ? '' : `exit code ${row.result.exitCode}: `}
            {row.result.summary}
          </summary>
          <Excerpt text={row.result.output} team="it" />
        </details>
      ) : (
        <span className="faint">not yet</span>
      ),
  },
  { id: 'by', head: 'By', cell: (row) => row.createdBy },
  { id: 'at', head: 'Asked', cell: (row) => <Stamp at={row.createdAt} /> },
  { id: 'ended', head: 'Ended', cell: (row) => <Stamp at={row.endedAt} /> },
  {
    id: 'acts',
    head: '',
    cell: (row) =>
      row.state === 'queued' || row.state === 'sent' ? (
        <Button
          onClick={() =>
            void call(cancelCommand, { params: { commandId: row.commandId } }).finally(() =>
              queryClient.invalidateQueries({ queryKey: [listDeviceCommands.path] }),
            )
          }
        >
          Cancel
        </Button>
      ) : row.remediationId ? (
        <PageLink className="link" to={urls.remediation(row.remediationId)}>
          remediation
        </PageLink>
      ) : null,
  },
];

/** What the device was told to do and what came of it, newest first. */
export function DeviceCommands({ deviceId, search, change }: DeviceViewProps) {
  const commands = useRead(listDeviceCommands, {
    params: { deviceId },
    query: { page: search.page, pageSize: search.pageSize },
    keep: true,
  });
  return (
    <Loaded query={commands}>
      {(data) => (
        <DataTable
          label="Deployments"
          columns={columns}
          rows={data.rows}
          total={data.total}
          rowId={(row) => row.commandId}
          search={search}
          onSearch={change}
          tall
          empty={<EmptyState title="Nothing was deployed to this device through Baton." />}
        />
      )}
    </Loaded>
  );
}

import { type CellRow, listCells } from '@baton/contract/cells.ts';
import { verdict } from '@baton/contract/ratio.ts';
import { listRemediationDevices, type RemediationDevice } from '@baton/contract/remediation-devices.ts';
import type { RemediationDetail } from '@baton/contract/remediations.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { z } from 'zod';
import { useRead } from '../../api/use-read.ts';
import { tableSearch, usePageSearch, word } from '../../search-params.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { VerdictFilter } from '../../ui/verdict-filter.tsx';
import { urls } from '../../urls.ts';
import { cellColumnsOfFix } from '../cells/cell-columns.tsx';
import { saveCellsCsv } from './cells-csv.ts';

const devicesSearch = z.object({ ...tableSearch, verdict: verdict.optional().catch(undefined), search: word });

interface RemediationDevicesProps {
  readonly remediation: RemediationDetail;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

/** The devices that need the fix, with both sides' evidence, and what came of deploying there. */
export function RemediationDevices({ remediation, chosen, onChoose }: RemediationDevicesProps) {
  const [search, change] = usePageSearch(devicesSearch);
  const cells = useRead(listCells, {
    query: { ...search, fix: remediation.fix, remediation: remediation.id },
    keep: true,
  });
  const deployments = useRead(listRemediationDevices, {
    params: { remediationId: remediation.id },
    query: { pageSize: 500 },
  });
  const byDevice = new Map((deployments.data?.rows ?? []).map((row) => [row.deviceId, row]));
  const columns = cellColumnsOfFix.map(
    (column): Column<CellRow> =>
      column.id === 'next'
        ? { ...column, cell: (row) => <Next row={row} device={byDevice.get(row.deviceId)} /> }
        : column,
  );
  return (
    <Panel
      title="Devices"
      aside={
        <>
          <SearchBox label="Device" value={search.search} onSearch={(text) => change({ search: text, page: 1 })} />
          <ActButton onAct={() => saveCellsCsv(remediation)}>CSV</ActButton>
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
                onChoose={(next) => change({ verdict: next, page: 1 })}
              />
            </div>
            <DataTable
              label="Devices"
              columns={columns}
              rows={data.rows}
              total={data.total}
              rowId={(row) => row.deviceId}
              search={search}
              onSearch={change}
              selection={{ chosen, onChoose }}
              tall
              fixed
              empty={
                <EmptyState
                  title={
                    search.verdict || search.search
                      ? 'No device fits this filter.'
                      : 'No device needs this fix any more.'
                  }
                />
              }
            />
            {chosen.size > 0 ? (
              <div className="choice-bar">
                <b>{formatCount(chosen.size)} chosen</b>
                <span className="quiet small">The acts beside this table go to these devices.</span>
                <span className="space" />
                <Button onClick={() => onChoose(new Set())}>Choose none</Button>
              </div>
            ) : null}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

const STATE_WORDS = {
  queued: 'waits for its agent',
  sent: 'sent',
  begun: 'running',
  ended: 'ended',
  cancelled: 'cancelled',
  expired: 'expired',
} as const;

/** Who moves next and what is to be done; under it, what came of deploying there, which is a claim and no proof. */
function Next({ row, device }: { readonly row: CellRow; readonly device: RemediationDevice | undefined }) {
  const { deployment } = device ?? {};
  const said = deployment
    ? `${deployment.outcome ?? STATE_WORDS[deployment.state]}${deployment.exitCode === null ? '' : `, exit code ${deployment.exitCode}`}`
    : '';
  return (
    <span className="two-lines">
      {row.nextAction === null ? (
        <span className="faint">none</span>
      ) : (
        <>
          <TeamChip owner={row.owner} /> {row.nextAction}
        </>
      )}
      {deployment ? (
        <small>
          <PageLink
            className="link"
            to={urls.device(row.deviceId, { view: 'commands' })}
            title={deployment.summary ?? undefined}
          >
            {said}
          </PageLink>
        </small>
      ) : null}
    </span>
  );
}

import { type ImportRow, importState, listImports } from '@baton/contract/imports.ts';
import { team } from '@baton/contract/ratio.ts';
import { formatBytes, formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { z } from 'zod';
import { useRead } from '../../api/use-read.ts';
import { tableSearch, usePageSearch } from '../../search-params.ts';
import { useMe } from '../../session.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { DropZone } from '../../ui/drop-zone.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel, Tab, Tabs } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { urls } from '../../urls.ts';
import { Delivery } from './delivery.tsx';
import { ImportStateWord } from './import-state.tsx';
import './imports.css';

const importSearch = z.object({
  ...tableSearch,
  team: team.optional().catch(undefined),
  state: importState.optional().catch(undefined),
});

const columns: readonly Column<ImportRow>[] = [
  {
    id: 'file',
    head: 'File',
    sort: 'fileName',
    cell: (row) => (
      <PageLink to={urls.import(row.importId)}>
        <TwoLines first={row.fileName} second={`${formatBytes(row.bytes)}${row.format ? `, ${row.format}` : ''}`} />
      </PageLink>
    ),
  },
  { id: 'team', head: 'Whose word', width: 96, cell: (row) => <TeamChip owner={row.team} /> },
  { id: 'source', head: 'Source', cell: (row) => row.sourceName ?? <span className="faint">not known yet</span> },
  { id: 'state', head: 'State', cell: (row) => <ImportStateWord row={row} /> },
  {
    id: 'devices',
    head: 'Devices',
    sort: 'devices',
    number: true,
    cell: (row) => (
      <TwoLines
        first={formatCount(row.devices)}
        second={row.newDevices === 0 ? '' : `${formatCount(row.newDevices)} new`}
      />
    ),
  },
  { id: 'claims', head: 'Claims', number: true, cell: (row) => formatCount(row.claims) },
  {
    id: 'problems',
    head: 'Problems',
    sort: 'problems',
    number: true,
    cell: (row) => (row.problems === 0 ? '' : <b>{formatCount(row.problems)}</b>),
  },
  {
    id: 'moved',
    head: 'Cells moved',
    number: true,
    cell: (row) => (row.cellsChanged === null ? <span className="faint">not yet</span> : formatCount(row.cellsChanged)),
  },
  { id: 'by', head: 'Delivered', cell: (row) => <TwoLines first={row.by} second="" /> },
  { id: 'at', head: 'At', sort: 'at', cell: (row) => <Stamp at={row.at} /> },
];

/** Reports of both teams: drop a file, see what came of it. */
export function ImportsPage() {
  const me = useMe();
  const [search, change] = usePageSearch(importSearch);
  const imports = useRead(listImports, { query: search, keep: true });
  const [files, setFiles] = useState<readonly { readonly key: number; readonly file: File }[]>([]);
  usePageTitle({ crumbs: [], title: 'Imports' });
  return (
    <div className="stack">
      <Panel title="Deliver a report" note="of either team; the same file twice changes nothing">
        <div className="panel-body stack">
          <DropZone
            many
            closed={
              me.permissions.includes('evidence.deliver')
                ? undefined
                : 'By the charter, whoever scans, deploys, verifies or keeps the asset list delivers reports'
            }
            label="Choose reports"
            onFiles={(dropped) =>
              setFiles((before) => [...dropped.map((file, index) => ({ key: Date.now() + index, file })), ...before])
            }
          >
            Drop files here, or choose them
            <br />
            <span className="faint small">
              A CSV of any patch tool, a .nessus scan, Tenable’s findings, debsecan’s output
            </span>
          </DropZone>
          {files.map(({ key, file }) => (
            <Delivery
              key={key}
              file={file}
              onGone={() => setFiles((before) => before.filter((each) => each.key !== key))}
            />
          ))}
        </div>
      </Panel>
      <Panel
        title={imports.data ? formatCounted(imports.data.total, 'delivery', 'deliveries') : 'Deliveries'}
        aside={
          <Tabs label="Whose word">
            <Tab chosen={search.team === undefined} onChoose={() => change({ team: undefined, page: 1 })}>
              Both
            </Tab>
            <Tab chosen={search.team === 'it'} onChoose={() => change({ team: 'it', page: 1 })}>
              IT
            </Tab>
            <Tab chosen={search.team === 'infosec'} onChoose={() => change({ team: 'infosec', page: 1 })}>
              InfoSec
            </Tab>
          </Tabs>
        }
      >
        <Loaded query={imports}>
          {(data) => (
            <DataTable
              label="Deliveries"
              columns={columns}
              rows={data.rows}
              total={data.total}
              rowId={(row) => row.importId}
              search={search}
              onSearch={change}
              tall
              empty={
                <EmptyState title={search.team ? 'No delivery of this team yet.' : 'No report yet.'}>
                  Drop an export of the patch tool and a scan above; the board then shows where the two differ, and why.
                </EmptyState>
              }
            />
          )}
        </Loaded>
      </Panel>
    </div>
  );
}

import { cancelImport, getImport, type importProblem, listImportProblems } from '@baton/contract/imports.ts';
import { formatBytes, formatCount, formatCounted, formatHash } from '@baton/presentation/formats.ts';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { call } from '../../api/call.ts';
import { useRead } from '../../api/use-read.ts';
import { tableSearch, usePageSearch } from '../../search-params.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, ErrorPanel, Loaded, Loading } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { urls } from '../../urls.ts';
import { ImportStateWord, isMoving, Progress } from './import-state.tsx';
import { MappingTable } from './mapping-table.tsx';
import './imports.css';

const importParams = z.object({ importId: z.string() });

type Import = z.infer<typeof getImport.response>;

/** One delivery: what it brought, what it looked at, and every row that could not be read. */
export function ImportPage() {
  const params = importParams.parse(useParams({ strict: false }));
  const read = useRead(getImport, { params, every: 2000 });
  usePageTitle({ crumbs: [{ label: 'Imports', to: urls.imports() }], title: read.data?.fileName ?? '…', headed: true });
  return (
    <Loaded
      query={read}
      loading={
        <Panel>
          <Loading />
        </Panel>
      }
    >
      {(data) => (
        <>
          <Head row={data} />
          <div className="stack">
            {data.error ? (
              <Panel title="Nothing of it was kept">
                <ErrorPanel error={new Error(data.error.message)} />
              </Panel>
            ) : null}
            <div className="import-columns">
              <Counts row={data} />
              <Frame row={data} />
            </div>
            {data.problems > 0 ? <Problems importId={data.importId} problems={data.problems} /> : null}
            {data.mapping ? (
              <Panel
                title="What its columns mean"
                note="remembered for the source; corrected when the next file is dropped"
              >
                <MappingTable mapping={data.mapping} />
              </Panel>
            ) : null}
          </div>
        </>
      )}
    </Loaded>
  );
}

function Head({ row }: { readonly row: Import }) {
  const [error, setError] = useState<Error | null>(null);
  const stoppable = row.state === 'waiting' || row.state === 'running';
  return (
    <header className="page-head">
      <div>
        <h1>{row.fileName}</h1>
        <div className="page-facts">
          <span>
            <TeamChip owner={row.team} /> {row.sourceName ?? 'source not known yet'}
          </span>
          <span>
            delivered by <b>{row.by}</b> <Stamp at={row.at} long />
          </span>
          <span>{formatBytes(row.bytes)}</span>
          <span className="machine" title={row.sha256}>
            sha256 {formatHash(row.sha256)}
          </span>
        </div>
        {error ? <ErrorPanel error={error} /> : null}
      </div>
      {stoppable ? (
        <Button onClick={() => void call(cancelImport, { params: { importId: row.importId } }).catch(setError)}>
          Stop; nothing of it stays
        </Button>
      ) : null}
    </header>
  );
}

function Counts({ row }: { readonly row: Import }) {
  return (
    <Panel title="What it brought" aside={<ImportStateWord row={row} />}>
      <div className="panel-body">
        {isMoving(row) && row.state !== 'done' ? (
          <Progress done={row.progress.numerator} total={row.progress.denominator} word="Reading" />
        ) : null}
        <dl className="facts">
          <dt>Devices</dt>
          <dd>
            <b>{formatCount(row.devices)}</b>, {formatCount(row.newDevices)} of them new
          </dd>
          <dt>Claims</dt>
          <dd>
            <b>{formatCount(row.claims)}</b>
          </dd>
          <dt>Problems</dt>
          <dd>
            <b>{formatCount(row.problems)}</b>
          </dd>
          <dt>Cells moved</dt>
          <dd>{row.cellsChanged === null ? 'comparing' : <b>{formatCount(row.cellsChanged)}</b>}</dd>
        </dl>
        {row.state === 'done' ? (
          <p className="small">
            <PageLink className="link" to={urls.board()}>
              To the board
            </PageLink>
          </p>
        ) : null}
      </div>
    </Panel>
  );
}

/** What the report looked at: the frame in which its silence means something. */
function Frame({ row }: { readonly row: Import }) {
  const { scope } = row;
  return (
    <Panel title="What it looked at">
      {scope === null ? (
        <EmptyState title={isMoving(row) ? 'Not read yet.' : 'The report does not say.'} />
      ) : (
        <dl className="facts panel-body">
          <dt>Format</dt>
          <dd>{row.format ?? 'not known'}</dd>
          <dt>Policy</dt>
          <dd>{scope.policy ?? 'not told'}</dd>
          <dt>From</dt>
          <dd>
            <Stamp at={scope.from} long none="not told" />
          </dd>
          <dt>To</dt>
          <dd>
            <Stamp at={scope.to} long none="not told" />
          </dd>
          <dt>Login</dt>
          <dd>
            {scope.authenticated + scope.notAuthenticated === 0
              ? 'not told'
              : `worked on ${formatCounted(scope.authenticated, 'device')}, not on ${formatCount(scope.notAuthenticated)}`}
          </dd>
        </dl>
      )}
    </Panel>
  );
}

type Problem = z.infer<typeof importProblem>;

const problemColumns: readonly Column<Problem & { readonly key: string }>[] = [
  {
    id: 'line',
    head: 'Line',
    number: true,
    width: 80,
    cell: (row) => (row.line === null ? '' : formatCount(row.line)),
  },
  { id: 'where', head: 'Where', width: 200, cell: (row) => <span className="machine">{row.where ?? ''}</span> },
  { id: 'what', head: 'What', cell: (row) => row.what },
];

const problemSearch = z.object(tableSearch);

function Problems({ importId, problems }: { readonly importId: string; readonly problems: number }) {
  const [search, change] = usePageSearch(problemSearch);
  const read = useRead(listImportProblems, { params: { importId }, query: search, keep: true });
  return (
    <Panel title={formatCounted(problems, 'problem')} note="these rows or fields were left out; everything else counts">
      <Loaded query={read}>
        {(data) => (
          <DataTable
            label="Problems"
            columns={problemColumns}
            rows={data.rows.map((row, index) => ({ ...row, key: `${search.page} ${index}` }))}
            total={data.total}
            rowId={(row) => row.key}
            search={search}
            onSearch={change}
            empty={<EmptyState title="No problem." />}
          />
        )}
      </Loaded>
    </Panel>
  );
}

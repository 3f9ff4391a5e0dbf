import { fetchKnowledge, type fixRow, getKnowledge, listFixes, loadKnowledge } from '@baton/contract/knowledge.ts';
import { formatCount, formatCounted, formatDay, formatHash } from '@baton/presentation/formats.ts';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { call } from '../../api/call.ts';
import { upload } from '../../api/upload.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { tableSearch, usePageSearch, word } from '../../search-params.ts';
import { useMe } from '../../session.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { DropZone } from '../../ui/drop-zone.tsx';
import { Form, TextField } from '../../ui/form.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, ErrorPanel, Loaded } from '../../ui/states.tsx';
import { urls } from '../../urls.ts';
import './knowledge.css';

const fixSearch = z.object({ ...tableSearch, search: word });

type FixRow = z.infer<typeof fixRow>;
type Knowledge = z.infer<typeof getKnowledge.response>;

const columns: readonly Column<FixRow>[] = [
  {
    id: 'fix',
    head: 'Fix',
    sort: 'fix',
    cell: (row) => (
      <PageLink className="machine" to={urls.fix(row.fix)} title={row.title}>
        {row.fix}
      </PageLink>
    ),
  },
  { id: 'product', head: 'Product', cell: (row) => <span className="quiet">{row.product}</span> },
  {
    id: 'published',
    head: 'Published',
    sort: 'published',
    cell: (row) => (row.published ? formatDay(row.published) : <span className="faint">not told</span>),
  },
  { id: 'cves', head: 'Vulnerabilities', sort: 'cves', number: true, cell: (row) => formatCount(row.cves) },
  {
    id: 'kev',
    head: 'In KEV',
    sort: 'kev',
    number: true,
    cell: (row) => (row.kev === 0 ? '' : <b>{formatCount(row.kev)}</b>),
  },
  {
    id: 'epss',
    head: 'Highest EPSS',
    sort: 'highestEpss',
    number: true,
    cell: (row) => (row.highestEpss === null ? '' : row.highestEpss.toFixed(3)),
  },
];

/** Which advisories Baton knows, from where and how old; and every fix in them. */
export function KnowledgePage() {
  const [search, change] = usePageSearch(fixSearch);
  const fixes = useRead(listFixes, { query: search, keep: true });
  const knowledge = useRead(getKnowledge);
  usePageTitle({ crumbs: [], title: 'Knowledge' });
  return (
    <div className="knowledge-page">
      <Panel
        title={fixes.data ? formatCounted(fixes.data.total, 'fix', 'fixes') : 'Fixes'}
        aside={
          <SearchBox
            label="Package, KB, CVE"
            value={search.search}
            onSearch={(text) => change({ search: text, page: 1 })}
          />
        }
      >
        <Loaded query={fixes}>
          {(data) => (
            <DataTable
              label="Fixes"
              columns={columns}
              rows={data.rows}
              total={data.total}
              rowId={(row) => row.fix}
              search={search}
              onSearch={change}
              empty={
                search.search ? (
                  <EmptyState title="No fix fits this search." />
                ) : (
                  <EmptyState title="No advisories are loaded.">
                    Load a bundle, from a file or an address, beside.
                  </EmptyState>
                )
              }
            />
          )}
        </Loaded>
      </Panel>
      {fixes.isPending || knowledge.isPending ? null : (
        <div className="stack">
          <StatePanel knowledge={knowledge} />
          <LoadPanel />
        </div>
      )}
    </div>
  );
}

function StatePanel({ knowledge }: { readonly knowledge: UseQueryResult<Knowledge, Error> }) {
  return (
    <Panel title="What Baton knows">
      <Loaded query={knowledge}>
        {(data) =>
          data.date === null ? (
            <EmptyState title="Nothing yet.">The bundle that ships with Baton is loaded at its first start.</EmptyState>
          ) : (
            <div className="panel-body">
              <dl className="facts">
                <dt>As of</dt>
                <dd>
                  <b>{formatDay(data.date)}</b>
                </dd>
                <dt>Loaded</dt>
                <dd>
                  <Stamp at={data.loadedAt} long />
                </dd>
                <dt>Fixes</dt>
                <dd>{formatCount(data.fixes)}</dd>
                <dt>Vulnerabilities</dt>
                <dd>{formatCount(data.vulnerabilities)}</dd>
                {data.sha256 ? (
                  <>
                    <dt>SHA-256</dt>
                    <dd className="machine" title={data.sha256}>
                      {formatHash(data.sha256)}
                    </dd>
                  </>
                ) : null}
              </dl>
              <ul className="knowledge-sources">
                {data.sources.map((source) => (
                  <li key={source.name}>
                    <div className="row">
                      <b>{source.name}</b>
                      <span className="space" />
                      <span className="quiet knowledge-count">{formatCount(source.records)}</span>
                    </div>
                    <p className="note faint">
                      {formatDay(source.date)}, {source.licence}
                      {source.url ? (
                        <>
                          ,{' '}
                          <a className="link" href={source.url} rel="noreferrer" target="_blank">
                            {source.url.replace(/^https?:\/\//, '')}
                          </a>
                        </>
                      ) : null}
                    </p>
                  </li>
                ))}
              </ul>
            </div>
          )
        }
      </Loaded>
    </Panel>
  );
}

function LoadPanel() {
  const closed = useMe().permissions.includes('knowledge.load') ? undefined : 'Viewers read; members and leads load it';
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const refresh = () =>
    queryClient.invalidateQueries({
      predicate: ({ queryKey: [path] }) => path === getKnowledge.path || path === listFixes.path,
    });
  const send = (file: File): void => {
    setBusy(true);
    setError(null);
    upload(loadKnowledge, { file })
      .then(refresh, setError)
      .finally(() => setBusy(false));
  };
  return (
    <Panel title="Load a newer bundle">
      <div className="panel-body stack">
        <DropZone onFiles={([file]) => file && send(file)} busy={busy} closed={closed}>
          {busy ? 'Loading the bundle …' : 'Drop a bundle here, or choose a file'}
        </DropZone>
        {error ? <ErrorPanel error={error} /> : null}
        <Form
          action="Fetch"
          closed={closed}
          primary={false}
          onSend={async ({ text }) => {
            await call(fetchKnowledge, { body: { url: text('url') } });
            await refresh();
          }}
        >
          <TextField name="url" label="Or from an address" type="url" placeholder="https://" />
        </Form>
        <p className="note faint">A bundle replaces what is known at once, or changes nothing.</p>
      </div>
    </Panel>
  );
}

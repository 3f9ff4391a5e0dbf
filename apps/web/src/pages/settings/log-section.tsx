import { type LogRow, type LogVerification, listLog, verifyLog } from '@baton/contract/log.ts';
import { team } from '@baton/contract/ratio.ts';
import { formatCount, formatHash } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { z } from 'zod';
import { call } from '../../api/call.ts';
import { useRead } from '../../api/use-read.ts';
import { tableSearch, usePageSearch, word } from '../../search-params.ts';
import { AuditPackButton } from '../../ui/audit-pack-button.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, ErrorPanel, Loaded } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { Unbroken } from '../../ui/unbroken.tsx';

const logSearch = z.object({ ...tableSearch, action: word, team: team.optional().catch(undefined) });

const columns: readonly Column<LogRow>[] = [
  { id: 'sequence', head: 'No.', width: 60, cell: (row) => formatCount(row.sequence) },
  { id: 'at', head: 'When', cell: (row) => <Stamp at={row.at} long /> },
  {
    id: 'actor',
    head: 'Who',
    cell: (row) => (
      <span className="row">
        {row.actor.team ? <TeamChip owner={row.actor.team}>{row.actor.name}</TeamChip> : row.actor.name}
      </span>
    ),
  },
  { id: 'action', head: 'Did', cell: (row) => <span className="machine">{row.action}</span> },
  {
    id: 'subject',
    head: 'To',
    cell: ({ subject }) => <Unbroken>{subject.name ?? subject.id ?? subject.kind}</Unbroken>,
  },
  {
    id: 'details',
    head: 'Details',
    cell: (row) => <Details details={row.details} />,
  },
  {
    id: 'hash',
    head: 'Link',
    cell: (row) => (
      <span className="machine faint" title={row.hash}>
        {formatHash(row.hash)}
      </span>
    ),
  },
];

const HASH = /^[0-9a-f]{64}$/;

/** What stands in an entry besides, name by name; the whole entry as it is chained is in the export and the audit pack. */
function Details({ details }: Pick<LogRow, 'details'>) {
  const told = Object.entries(details).filter(([, value]) => value !== null);
  return (
    <ul className="log-details">
      {told.map(([name, value]) => (
        <li key={name}>
          <span className="faint">{name}</span>{' '}
          {typeof value === 'string' && HASH.test(value) ? (
            <span className="machine" title={value}>
              {formatHash(value)}
            </span>
          ) : typeof value === 'string' ? (
            value
          ) : (
            JSON.stringify(value)
          )}
        </li>
      ))}
    </ul>
  );
}

/** Everything that people, keys, devices and Baton itself did, newest first; each entry bound to the one before. */
export function LogSection() {
  const [search, change] = usePageSearch(logSearch);
  const log = useRead(listLog, { query: search, keep: true });
  const [checked, setChecked] = useState<LogVerification | Error | null>(null);
  const [busy, setBusy] = useState(false);
  const check = (): void => {
    setBusy(true);
    call(verifyLog)
      .then(setChecked, setChecked)
      .finally(() => setBusy(false));
  };
  return (
    <Panel
      title={log.data ? `${formatCount(log.data.total)} entries` : 'Log'}
      aside={
        <>
          <SearchBox
            label="Action, as “key” or “key.created”"
            value={search.action}
            onSearch={(action) => change({ action, page: 1 })}
          />
          <Button onClick={check} busy={busy}>
            Check the chain
          </Button>
          <AuditPackButton />
        </>
      }
    >
      {checked instanceof Error ? <ErrorPanel error={checked} /> : checked ? <Checked result={checked} /> : null}
      <Loaded query={log}>
        {(data) => (
          <DataTable
            label="Log"
            columns={columns}
            rows={data.rows}
            total={data.total}
            rowId={(row) => String(row.sequence)}
            search={search}
            onSearch={change}
            empty={<EmptyState title="No entry fits this filter." />}
          />
        )}
      </Loaded>
    </Panel>
  );
}

function Checked({ result }: { readonly result: LogVerification }) {
  return (
    <div className="panel-body small" role="status">
      {result.intact ? (
        <p>
          <b>{formatCount(result.entries)} entries, unbroken.</b>{' '}
          <span className="quiet">
            Newest link {formatCount(result.head.sequence)}: <span className="machine">{result.head.hash}</span>. Write
            it down elsewhere, and nobody can rewrite what came before unseen.
          </span>
        </p>
      ) : (
        <>
          <p>
            <b>The chain is broken.</b> Somebody changed or took away entries in the database.
          </p>
          <ul>
            {result.problems.map((problem) => (
              <li key={`${problem.sequence} ${problem.what}`}>
                {problem.sequence === null ? '' : `Entry ${formatCount(problem.sequence)}: `}
                {problem.what}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

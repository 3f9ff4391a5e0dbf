import { listMoves, type MovedDeadline, type SimulatedPolicy } from '@baton/contract/service-levels.ts';
import { formatCounted, formatStamp } from '@baton/presentation/formats.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { keyOf } from '../../api/use-read.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Pager } from '../../ui/pager.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { useNow } from '../../ui/use-now.ts';
import { urls } from '../../urls.ts';

const DIRECTIONS: Readonly<Record<MovedDeadline['direction'], string>> = {
  earlier: 'earlier',
  later: 'later',
  set: 'gets a deadline',
  lifted: 'loses its deadline',
};

/** The deadlines that a policy would move, before it is saved: those that become overdue first. */
export function MovesTable({ policy }: { readonly policy: SimulatedPolicy }) {
  const [page, setPage] = useState(1);
  const [pageSize, setPageSize] = useState(20);
  const moves = useQuery({
    queryKey: keyOf(listMoves.path, policy, page, pageSize),
    queryFn: () => call(listMoves, { body: { policy, page, pageSize } }),
    placeholderData: keepPreviousData,
  });
  return (
    <Loaded query={moves}>
      {(data) =>
        data.total === 0 ? (
          <EmptyState title="No deadline would move." />
        ) : (
          <>
            <h3 className="moves-head">{formatCounted(data.total, 'deadline')} would move</h3>
            <div className="table-scroll">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Remediation</th>
                    <th scope="col">Due now</th>
                    <th scope="col">Would be due</th>
                    <th scope="col">Moves</th>
                  </tr>
                </thead>
                <tbody>
                  {data.rows.map((row) => (
                    <tr key={row.remediationId} data-row>
                      <td>
                        <PageLink to={urls.remediation(row.remediationId)}>{row.fix}</PageLink>
                      </td>
                      <td>
                        <Due at={row.fromDueAt} tier={row.fromTier} />
                      </td>
                      <td>
                        <Due at={row.toDueAt} tier={row.toTier} />
                      </td>
                      <td>{DIRECTIONS[row.direction]}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <Pager page={page} pageSize={pageSize} total={data.total} onPage={setPage} onPageSize={setPageSize} />
          </>
        )
      }
    </Loaded>
  );
}

function Due({ at, tier }: { readonly at: string | null; readonly tier: string }) {
  const now = useNow();
  return <TwoLines first={at === null ? 'no deadline' : formatStamp(at, now)} second={`tier ${tier}`} />;
}

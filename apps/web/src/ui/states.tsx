import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError } from '../api/api-error.ts';
import { Button } from './button.tsx';
import './states.css';

/** Says what will be here and how to get it. */
export function EmptyState({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty-state">
      <p>
        <b>{title}</b>
      </p>
      {children === undefined ? null : <div className="quiet">{children}</div>}
    </div>
  );
}

/** What went wrong, where, what to do, and an id; the rest of the page keeps working. */
export function ErrorPanel({ error, again }: { readonly error: Error; readonly again?: () => void }) {
  const known = error instanceof ApiError ? error : null;
  return (
    <div className="error-panel" role="alert">
      <p>
        <b>{error.message}</b>
      </p>
      {known?.where && !known.where.startsWith('params.') ? <p className="quiet">{known.where}</p> : null}
      {known?.hint ? <p className="quiet">{known.hint}</p> : null}
      <div className="row">
        {again ? <Button onClick={again}>Try again</Button> : null}
        {known?.id ? <span className="faint note machine">{known.id}</span> : null}
      </div>
    </div>
  );
}

/** Grey blocks in the shape of what is to come, shown after 150 ms. */
export function Loading({ rows = 6, height = 14 }: { readonly rows?: number; readonly height?: number }) {
  return (
    <div className="loading" aria-busy="true">
      <span className="unseen">Loading</span>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks are all alike
        <span key={index} style={{ height, width: `${[92, 74, 83, 66, 88, 70][index % 6]}%` }} />
      ))}
    </div>
  );
}

interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data, Error>;
  readonly loading?: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/** What was read, or the blocks before it, or the error in its place. Data that is there stays there when a refresh fails. */
export function Loaded<Data>({ query, loading, children }: LoadedProps<Data>) {
  if (query.data !== undefined) {
    return (
      <>
        {query.isError ? <p className="late">Not refreshed: {query.error.message}</p> : null}
        {children(query.data)}
      </>
    );
  }
  if (query.isError) return <ErrorPanel error={query.error} again={() => void query.refetch()} />;
  return loading ?? <Loading />;
}

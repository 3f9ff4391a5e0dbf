import { formatCount } from '@baton/presentation/formats.ts';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import './pager.css';

interface PagerProps {
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
  readonly onPageSize: (pageSize: number) => void;
  readonly aside?: ReactNode;
}

const SIZES = [25, 50, 100, 500];

/** "1 to 50 of 1,214", and the way to the others. A list that fits shows only its count. */
export function Pager({ page, pageSize, total, onPage, onPageSize, aside }: PagerProps) {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(total, page * pageSize);
  return (
    <nav className="pager" aria-label="Pages">
      <span className="quiet small">
        {pages === 1 && page === 1
          ? `all ${formatCount(total)}`
          : `${formatCount(first)} to ${formatCount(last)} of ${formatCount(total)}`}
      </span>
      {pages === 1 && page === 1 ? null : (
        <>
          <Button onClick={() => onPage(page - 1)} closed={page <= 1 ? 'This is the first page' : undefined}>
            Previous
          </Button>
          <Button onClick={() => onPage(page + 1)} closed={page >= pages ? 'This is the last page' : undefined}>
            Next
          </Button>
        </>
      )}
      <span className="space" />
      {total > 25 ? (
        <label className="row small faint">
          rows
          <select className="select" value={pageSize} onChange={(event) => onPageSize(Number(event.target.value))}>
            {[...new Set([...SIZES, pageSize])]
              .sort((a, b) => a - b)
              .map((size) => (
                <option key={size} value={size}>
                  {size}
                </option>
              ))}
          </select>
        </label>
      ) : null}
      {aside}
    </nav>
  );
}

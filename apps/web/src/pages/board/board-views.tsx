import { useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PageLink } from '../../ui/page-link.tsx';
import { urls } from '../../urls.ts';

const VIEWS = [
  { to: urls.board(), words: 'The number' },
  { to: urls.changes(), words: 'Changes' },
  { to: urls.coverage(), words: 'Coverage' },
];

/** The three pages of the board: the number and its bridge, why it moved, who has not looked. */
export function BoardViews({ children }: { readonly children?: ReactNode }) {
  const path = useLocation({ select: (location) => location.pathname });
  return (
    <div className="board-views">
      <nav aria-label="Of the board" className="no-print">
        {VIEWS.map(({ to, words }) => (
          <PageLink key={to} to={to} aria-current={path === to ? 'page' : undefined}>
            {words}
          </PageLink>
        ))}
      </nav>
      <span className="space" />
      {children}
    </div>
  );
}

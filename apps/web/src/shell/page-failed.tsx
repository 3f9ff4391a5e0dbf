import type { ErrorComponentProps } from '@tanstack/react-router';
import { PageLink } from '../ui/page-link.tsx';
import { Panel } from '../ui/panel.tsx';
import { EmptyState, ErrorPanel } from '../ui/states.tsx';
import { urls } from '../urls.ts';
import './shell.css';

/** A page that broke; the navigation around it still works. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  return (
    <Panel title="This page could not be shown">
      <ErrorPanel error={error instanceof Error ? error : new Error(String(error))} again={reset} />
    </Panel>
  );
}

export function NotFound() {
  return (
    <main className="main">
      <Panel title="Nothing here">
        <EmptyState title="There is no page at this address.">
          <PageLink className="link" to={urls.board()}>
            To the board
          </PageLink>
        </EmptyState>
      </Panel>
    </main>
  );
}

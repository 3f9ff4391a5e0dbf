import { usePageTitle } from '../../shell/page-title.ts';
import { urls } from '../../urls.ts';
import { BoardViews } from './board-views.tsx';
import { DaysPanel } from './days-panel.tsx';
import { DifferencePanel } from './difference-panel.tsx';
import './board.css';
import './changes.css';

/** How the number went from day to day, and why it moved between two of them. */
export function ChangesPage() {
  usePageTitle({ crumbs: [{ label: 'Board', to: urls.board() }], title: 'Changes', follows: ['scope', 'day'] });
  return (
    <div className="stack">
      <BoardViews />
      <DaysPanel />
      <DifferencePanel />
    </div>
  );
}

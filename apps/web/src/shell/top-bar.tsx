import { PageLink } from '../ui/page-link.tsx';
import { DayControl } from './day-control.tsx';
import { useShownTitle } from './page-title.ts';
import { ScopeControl } from './scope-control.tsx';
import { SearchField } from './search-field.tsx';

/** Where I am, search, and of which devices and which day the pages speak. */
export function TopBar() {
  const { crumbs, title, note, headed } = useShownTitle();
  const Title = headed ? 'span' : 'h1';
  return (
    <header className="top">
      <div className="crumbs">
        {crumbs.map((crumb) => (
          <span key={crumb.to} className="faint">
            <PageLink to={crumb.to}>{crumb.label}</PageLink>
            <span aria-hidden="true">{'\u00a0 / \u00a0'}</span>
          </span>
        ))}
        <Title className="top-title">{title}</Title>
        {note === undefined ? null : <span className="faint top-note">{note}</span>}
      </div>
      <span className="space" />
      <SearchField />
      <ScopeControl />
      <DayControl />
    </header>
  );
}

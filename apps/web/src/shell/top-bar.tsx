import { formatStamp } from '@baton/presentation/formats.ts';
import { PageLink } from '../ui/page-link.tsx';
import { useNow } from '../ui/use-now.ts';
import { useShownTitle } from './page-title.ts';
import { SearchField } from './search-field.tsx';

/** Where I am, search, and of what the page speaks: all devices, now. */
export function TopBar() {
  const { crumbs, title, note, headed } = useShownTitle();
  const now = useNow();
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
      <span className="top-fact">
        <span className="key">Scope</span>
        <b>All devices</b>
      </span>
      <span className="top-fact">
        <span className="key">As of</span>
        <b>Now · {formatStamp(now, now)}</b>
      </span>
    </header>
  );
}

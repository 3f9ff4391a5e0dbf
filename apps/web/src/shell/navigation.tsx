import { getBaton } from '@baton/contract/baton.ts';
import { listDevices } from '@baton/contract/devices.ts';
import { listDisagreements } from '@baton/contract/disagreements.ts';
import { listExceptions } from '@baton/contract/exceptions.ts';
import { listNotifications } from '@baton/contract/notifications.ts';
import { formatCount, formatCountShort } from '@baton/presentation/formats.ts';
import { useLocation } from '@tanstack/react-router';
import { useRead } from '../api/use-read.ts';
import { useHeldView } from '../held-view.ts';
import { Icon, type IconName, Mark } from '../ui/icons.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { urls } from '../urls.ts';
import { Me } from './me.tsx';

interface Entry {
  readonly icon: IconName;
  readonly label: string;
  readonly to: string;
  /** Addresses that belong to it. */
  readonly under: readonly string[];
  readonly count?: number | undefined;
}

/** Where to go, with counts in grey; below, who I am. */
export function Navigation() {
  const held = useHeldView();
  const unread = useRead(listNotifications, { query: { pageSize: 1 } }).data?.unread;
  const open = useRead(getBaton).data?.open;
  const cells = useRead(listDisagreements, { query: held }).data?.cells;
  const exceptions = useRead(listExceptions, { query: { pageSize: 1 } }).data?.counts;
  const devices = useRead(listDevices, { query: { ...held, pageSize: 1 } }).data?.total;
  const main: Entry[] = [
    { icon: 'forYou', label: 'For you', to: urls.forYou(), under: ['/for-you'], count: unread },
    { icon: 'board', label: 'Board', to: urls.board(), under: ['/', '/board', '/cells'] },
    {
      icon: 'remediations',
      label: 'Remediations',
      to: urls.remediations(),
      under: ['/remediations', '/breaches'],
      count: open,
    },
    {
      icon: 'disagreements',
      label: 'Disagreements',
      to: urls.disagreements(),
      under: ['/disagreements', '/scorecard'],
      count: cells,
    },
    {
      icon: 'exceptions',
      label: 'Exceptions',
      to: urls.exceptions(),
      under: ['/exceptions'],
      count: exceptions?.inForce,
    },
    { icon: 'devices', label: 'Devices', to: urls.devices(), under: ['/devices'], count: devices },
  ];
  const together: Entry[] = [
    { icon: 'cycles', label: 'Cycles', to: urls.cycles(), under: ['/cycles'] },
    { icon: 'leadership', label: 'Leadership', to: urls.leadership(), under: ['/leadership'] },
    { icon: 'charter', label: 'Charter', to: urls.charter(), under: ['/charter'] },
  ];
  const sources: Entry[] = [
    { icon: 'imports', label: 'Imports', to: urls.imports(), under: ['/imports'] },
    { icon: 'knowledge', label: 'Knowledge', to: urls.knowledge(), under: ['/knowledge'] },
    { icon: 'settings', label: 'Settings', to: urls.settings(), under: ['/settings'] },
  ];
  return (
    <nav className="nav" aria-label="Main">
      <PageLink to={urls.board()} className="brand">
        <Mark />
        <span>Baton</span>
      </PageLink>
      <Entries entries={main} />
      <div className="nav-section">Together</div>
      <Entries entries={together} />
      <div className="nav-section">Sources</div>
      <Entries entries={sources} />
      <Me />
    </nav>
  );
}

function Entries({ entries }: { readonly entries: readonly Entry[] }) {
  const path = useLocation({ select: (location) => location.pathname });
  return (
    <ul>
      {entries.map((entry) => {
        const here = entry.under.some((each) => path === each || (each !== '/' && path.startsWith(`${each}/`)));
        return (
          <li key={entry.label}>
            <PageLink to={entry.to} aria-current={here ? 'page' : undefined} title={entry.label}>
              <Icon name={entry.icon} />
              <span className="nav-word">{entry.label}</span>
              {entry.count === undefined ? null : (
                <span className="nav-count" title={formatCount(entry.count)}>
                  {formatCountShort(entry.count)}
                </span>
              )}
            </PageLink>
          </li>
        );
      })}
    </ul>
  );
}

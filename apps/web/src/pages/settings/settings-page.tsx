import { useParams } from '@tanstack/react-router';
import { z } from 'zod';
import { usePageTitle } from '../../shell/page-title.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { urls } from '../../urls.ts';
import { ConnectionsSection } from '../connections/connections-section.tsx';
import { ServiceLevelsSection } from '../service-levels/service-levels-section.tsx';
import { DevicesSection } from './devices-section.tsx';
import { KeysSection } from './keys-section.tsx';
import { LogSection } from './log-section.tsx';
import { PeopleSection } from './people-section.tsx';
import { RulesSection } from './rules/rules-section.tsx';
import { SourcesSection } from './sources-section.tsx';
import './settings.css';

const SECTIONS = {
  people: { label: 'People', show: PeopleSection },
  keys: { label: 'API keys', show: KeysSection },
  'service-levels': { label: 'Service levels', show: ServiceLevelsSection },
  sources: { label: 'Sources', show: SourcesSection },
  rules: { label: 'Rules', show: RulesSection },
  connections: { label: 'Connections', show: ConnectionsSection },
  devices: { label: 'Enrol a device', show: DevicesSection },
  log: { label: 'Log', show: LogSection },
} as const;

const settingsParams = z.object({
  section: z
    .enum(['people', 'keys', 'service-levels', 'sources', 'rules', 'connections', 'devices', 'log'])
    .catch('people'),
});

/** People, API keys, sources, rules, connections to other tools, devices to enrol, and the log of everything done. */
export function SettingsPage() {
  const { section } = settingsParams.parse(useParams({ strict: false }));
  const { label, show: Section } = SECTIONS[section];
  usePageTitle({ crumbs: [{ label: 'Settings', to: urls.settings() }], title: label });
  return (
    <div className="settings-page">
      <nav className="settings-nav" aria-label="Settings">
        <ul>
          {Object.entries(SECTIONS).map(([id, each]) => (
            <li key={id}>
              <PageLink to={urls.settings(id)} aria-current={id === section ? 'page' : undefined}>
                {each.label}
              </PageLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className="stack">
        <Section />
      </div>
    </div>
  );
}

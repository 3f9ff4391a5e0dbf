import { type DeviceRow, listDevices } from '@baton/contract/devices.ts';
import { team, timestamp } from '@baton/contract/ratio.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import { MANY_VALUED } from '@baton/domain/scope/attribute-kind.ts';
import { formatCount, formatCounted, formatStamp } from '@baton/presentation/formats.ts';
import { kindWords, SCOPE_KIND_WORDS } from '@baton/presentation/scope-words.ts';
import { useState } from 'react';
import { z } from 'zod';
import { useRead } from '../../api/use-read.ts';
import { useHeldView } from '../../held-view.ts';
import { tableSearch, usePageSearch, word } from '../../search-params.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel, Tab, Tabs } from '../../ui/panel.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { TeamChip, teamName } from '../../ui/team-chip.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { VerdictCounts } from '../../ui/verdict-counts.tsx';
import { urls } from '../../urls.ts';
import { NEVER_SEEN } from '../board/looks-since.ts';
import { SetMany } from './set-many.tsx';
import './device.css';

const deviceSearch = z.object({
  ...tableSearch,
  search: word,
  missingFrom: team.optional().catch(undefined),
  notSeenBy: team.optional().catch(undefined),
  notSeenSince: timestamp.optional().catch(undefined),
  enrolled: z.enum(['true', 'false']).optional().catch(undefined),
});

const columns: readonly Column<DeviceRow>[] = [
  {
    id: 'name',
    head: 'Device',
    sort: 'name',
    cell: (row) => (
      <PageLink className="machine" to={urls.device(row.deviceId)}>
        {row.name}
      </PageLink>
    ),
  },
  {
    id: 'os',
    head: 'Operating system',
    sort: 'operatingSystem',
    cell: (row) => row.operatingSystem ?? <span className="faint">not told</span>,
  },
  {
    id: 'teams',
    head: 'Known to',
    cell: (row) => (
      <span className="row">
        {row.teams.map((each) => (
          <TeamChip key={each} owner={each} />
        ))}
      </span>
    ),
  },
  { id: 'told', head: 'Told of it', cell: (row) => <Told attributes={row.attributes} /> },
  { id: 'agent', head: 'Agent', cell: (row) => (row.enrolled ? 'enrolled' : <span className="faint">none</span>) },
  {
    id: 'it',
    head: 'Seen by IT',
    sort: 'lastSeenByIt',
    team: 'it',
    cell: (row) => <Stamp at={row.lastSeenByIt} none="never" />,
  },
  {
    id: 'infosec',
    head: 'Seen by InfoSec',
    sort: 'lastSeenByInfosec',
    team: 'infosec',
    cell: (row) => <Stamp at={row.lastSeenByInfosec} none="never" />,
  },
  {
    id: 'proven',
    head: 'Proven',
    number: true,
    sort: 'proven',
    cell: (row) =>
      row.required === 0 ? (
        <span className="faint">no cell</span>
      ) : (
        `${formatCount(row.verdicts.proven)} of ${formatCount(row.required)}`
      ),
  },
  { id: 'verdicts', head: 'Not proven', cell: (row) => <VerdictCounts counts={row.verdicts} without={['proven']} /> },
];

/** Site, owner and the like in a line, tags and groups in the next; what each is stands in the title. */
function Told({ attributes }: { readonly attributes: DeviceRow['attributes'] }) {
  if (attributes.length === 0) return <span className="faint">nothing</span>;
  const words = (many: boolean): string =>
    attributes
      .filter(({ kind }) => MANY_VALUED.has(kind) === many)
      .map(({ kind, value }) => (many ? value : kindWords(kind, [value])))
      .join(', ');
  const title = attributes.map(({ kind, value }) => `${SCOPE_KIND_WORDS[kind]}: ${value}`).join('\n');
  return (
    <span className="told" title={title}>
      <TwoLines first={words(false)} second={words(true)} />
    </span>
  );
}

const WHICH = [
  { words: 'All', filter: {} },
  { words: 'Unknown to IT', filter: { missingFrom: 'it' } },
  { words: 'Unknown to InfoSec', filter: { missingFrom: 'infosec' } },
  { words: 'With our agent', filter: { enrolled: 'true' } },
] as const;
const NO_FILTER = {
  missingFrom: undefined,
  notSeenBy: undefined,
  notSeenSince: undefined,
  enrolled: undefined,
  page: 1,
};

/** Every device that either side knows. */
export function DevicesPage() {
  const [search, change] = usePageSearch(deviceSearch);
  const held = useHeldView();
  const devices = useRead(listDevices, { query: { ...search, ...held }, keep: true });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  usePageTitle({ crumbs: [], title: 'Devices', follows: ['scope', 'day'] });
  const { missingFrom, notSeenBy, notSeenSince, enrolled } = search;
  const narrowed = search.search ?? missingFrom ?? notSeenBy ?? enrolled;
  return (
    <Panel
      title={devices.data ? formatCounted(devices.data.total, 'device') : 'Devices'}
      note={notSeenWords(notSeenBy, notSeenSince)}
      aside={
        <SearchBox
          label="Name, address, serial"
          value={search.search}
          onSearch={(text) => change({ search: text, page: 1 })}
        />
      }
    >
      <div className="filter-row">
        <Tabs label="Which devices">
          {WHICH.map(({ words, filter }) => (
            <Tab
              key={words}
              chosen={
                !notSeenBy &&
                missingFrom === ('missingFrom' in filter ? filter.missingFrom : undefined) &&
                enrolled === ('enrolled' in filter ? filter.enrolled : undefined)
              }
              onChoose={() => change({ ...NO_FILTER, ...filter })}
            >
              {words}
            </Tab>
          ))}
        </Tabs>
      </div>
      <Loaded query={devices}>
        {(data) => (
          <>
            <DataTable
              label="Devices"
              columns={columns}
              rows={data.rows}
              total={data.total}
              rowId={(row) => row.deviceId}
              rowName={(row) => row.name}
              search={search}
              onSearch={change}
              {...(held.day ? {} : { selection: { chosen, onChoose: setChosen } })}
              empty={<NoDevice narrowed={narrowed !== undefined} scoped={held.scope !== undefined} />}
            />
            {chosen.size === 0 ? null : (
              <ChoiceBar
                chosen={chosen}
                scope={narrowed === undefined ? held.scope : undefined}
                total={data.total}
                onNone={() => setChosen(new Set())}
              />
            )}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function notSeenWords(by: Team | undefined, since: string | undefined): string | undefined {
  if (by === undefined || since === undefined) return undefined;
  if (since === NEVER_SEEN) return `never seen by ${teamName(by)}`;
  return `not seen by ${teamName(by)} since ${formatStamp(since, since)}, or never`;
}

function NoDevice({ narrowed, scoped }: { readonly narrowed: boolean; readonly scoped: boolean }) {
  if (narrowed) return <EmptyState title="No device fits this filter." />;
  if (scoped) return <EmptyState title="No device is in this scope.">Choose another in the bar above.</EmptyState>;
  return (
    <EmptyState title="No device yet.">
      Every device that a report names will stand here. Enrol this machine, or drop a report.
      <span className="row">
        <PageLink className="link" to={urls.settings('devices')}>
          Enrol a device
        </PageLink>
        <PageLink className="link" to={urls.imports()}>
          Drop a report
        </PageLink>
      </span>
    </EmptyState>
  );
}

interface ChoiceBarProps {
  readonly chosen: ReadonlySet<string>;
  /** Where the list is exactly a scope, all of it can be chosen. */
  readonly scope: string | undefined;
  readonly total: number;
  readonly onNone: () => void;
}

/** What is to be told of the devices chosen. */
function ChoiceBar({ chosen, scope, total, onNone }: ChoiceBarProps) {
  const [all, setAll] = useState(false);
  const whole = all && scope !== undefined;
  return (
    <div className="choice-bar">
      <b>{whole ? `all ${formatCount(total)} of the scope` : `${formatCount(chosen.size)} chosen`}</b>
      {scope === undefined || whole ? null : (
        <Button onClick={() => setAll(true)}>All {formatCount(total)} of the scope</Button>
      )}
      <Button onClick={onNone}>Choose none</Button>
      <span className="space" />
      <SetMany
        key={whole ? 'scope' : [...chosen].join()}
        devices={whole ? { scope } : { names: [...chosen] }}
        onDone={onNone}
      />
    </div>
  );
}

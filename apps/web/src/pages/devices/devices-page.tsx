import { type DeviceRow, listDevices } from '@baton/contract/devices.ts';
import { team } from '@baton/contract/ratio.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { z } from 'zod';
import { useRead } from '../../api/use-read.ts';
import { tableSearch, usePageSearch, word } from '../../search-params.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel, Tab, Tabs } from '../../ui/panel.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { VerdictCounts } from '../../ui/verdict-counts.tsx';
import { urls } from '../../urls.ts';

const deviceSearch = z.object({
  ...tableSearch,
  search: word,
  missingFrom: team.optional().catch(undefined),
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

/** Every device that either side knows. */
export function DevicesPage() {
  const [search, change] = usePageSearch(deviceSearch);
  const devices = useRead(listDevices, { query: search, keep: true });
  usePageTitle({ crumbs: [], title: 'Devices' });
  const narrowed = search.search ?? search.missingFrom ?? search.enrolled;
  return (
    <Panel
      title={devices.data ? formatCounted(devices.data.total, 'device') : 'Devices'}
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
          <Tab
            chosen={!search.missingFrom && !search.enrolled}
            onChoose={() => change({ missingFrom: undefined, enrolled: undefined, page: 1 })}
          >
            All
          </Tab>
          <Tab
            chosen={search.missingFrom === 'it'}
            onChoose={() => change({ missingFrom: 'it', enrolled: undefined, page: 1 })}
          >
            Unknown to IT
          </Tab>
          <Tab
            chosen={search.missingFrom === 'infosec'}
            onChoose={() => change({ missingFrom: 'infosec', enrolled: undefined, page: 1 })}
          >
            Unknown to InfoSec
          </Tab>
          <Tab
            chosen={search.enrolled === 'true'}
            onChoose={() => change({ missingFrom: undefined, enrolled: 'true', page: 1 })}
          >
            With our agent
          </Tab>
        </Tabs>
      </div>
      <Loaded query={devices}>
        {(data) => (
          <DataTable
            label="Devices"
            columns={columns}
            rows={data.rows}
            total={data.total}
            rowId={(row) => row.deviceId}
            search={search}
            onSearch={change}
            empty={
              narrowed ? (
                <EmptyState title="No device fits this filter." />
              ) : (
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
              )
            }
          />
        )}
      </Loaded>
    </Panel>
  );
}

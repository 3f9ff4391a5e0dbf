import { type DeviceDetail, getDevice } from '@baton/contract/devices.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { useParams } from '@tanstack/react-router';
import { z } from 'zod';
import { useRead } from '../../api/use-read.ts';
import { useHeldView } from '../../held-view.ts';
import { usePageSearch } from '../../search-params.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { Panel, Tab, Tabs } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { VerdictCounts } from '../../ui/verdict-counts.tsx';
import { urls } from '../../urls.ts';
import { AttributesPanel } from './attributes-panel.tsx';
import { DeviceCells } from './device-cells.tsx';
import { DeviceCommands } from './device-commands.tsx';
import { DeviceNamesPanel } from './device-names-panel.tsx';
import { DevicePackages } from './device-packages.tsx';
import { deviceViewSearch } from './device-view.ts';
import './device.css';

const deviceParams = z.object({ deviceId: z.string() });

/** One device: what it is, which names are one device and why, its cells, its software, what it was told to do. */
export function DevicePage() {
  const { deviceId } = deviceParams.parse(useParams({ strict: false }));
  const { day } = useHeldView();
  const device = useRead(getDevice, { params: { deviceId }, query: { day }, keep: true });
  usePageTitle({
    crumbs: [{ label: 'Devices', to: urls.devices() }],
    title: device.data?.name ?? (device.isError ? 'Not there' : '…'),
    headed: !device.isError,
    follows: ['scope', 'day'],
  });
  return (
    <Loaded
      query={device}
      loading={
        <Panel>
          <Loading rows={12} />
        </Panel>
      }
    >
      {(data) => (
        <>
          <Head device={data} />
          <div className="device-page">
            <Views device={data} />
            <div className="stack">
              <AttributesPanel device={data} past={day !== undefined} />
              <StatePanel device={data} past={day !== undefined} />
              <DeviceNamesPanel device={data} past={day !== undefined} />
            </div>
          </div>
        </>
      )}
    </Loaded>
  );
}

function Head({ device }: { readonly device: DeviceDetail }) {
  return (
    <header className="page-head">
      <div>
        <h1 className="machine">{device.name}</h1>
        <div className="page-facts">
          <span>{device.operatingSystem ?? 'operating system not told'}</span>
          {device.teams.length === 0 ? (
            <span>known to nobody</span>
          ) : (
            <span>
              known to{' '}
              {device.teams.map((team) => (
                <TeamChip key={team} owner={team} />
              ))}
            </span>
          )}
          <span>
            IT saw it <Stamp at={device.lastSeenByIt} none="never" />
          </span>
          <span>
            InfoSec saw it <Stamp at={device.lastSeenByInfosec} none="never" />
          </span>
        </div>
      </div>
      <div className="device-number">
        <span className="faint small">Agreed</span>
        <b>
          {formatCount(device.verdicts.proven)}
          <span className="faint"> / {formatCount(device.required)}</span>
        </b>
        <VerdictCounts counts={device.verdicts} without={['proven']} />
      </div>
    </header>
  );
}

function Views({ device }: { readonly device: DeviceDetail }) {
  const [search, change] = usePageSearch(deviceViewSearch);
  const view = (each: 'cells' | 'software' | 'commands') => ({
    chosen: search.view === each,
    onChoose: () => change({ view: each, page: 1, sort: undefined, search: undefined, verdict: undefined }),
  });
  return (
    <Panel
      title={
        <Tabs label="Of this device">
          <Tab {...view('cells')} count={formatCount(device.required)}>
            <b>Cells</b>
          </Tab>
          <Tab {...view('software')} count={formatCount(device.state.packages)}>
            <b>Software</b>
          </Tab>
          <Tab {...view('commands')}>
            <b>Deployments</b>
          </Tab>
        </Tabs>
      }
    >
      {search.view === 'cells' ? <DeviceCells deviceId={device.deviceId} search={search} change={change} /> : null}
      {search.view === 'software' ? (
        <DevicePackages deviceId={device.deviceId} search={search} change={change} />
      ) : null}
      {search.view === 'commands' ? (
        <DeviceCommands deviceId={device.deviceId} search={search} change={change} />
      ) : null}
    </Panel>
  );
}

function StatePanel({ device, past }: { readonly device: DeviceDetail; readonly past: boolean }) {
  const { state } = device;
  return (
    <Panel title="State" {...(past ? { note: 'as it is now' } : {})}>
      <dl className="facts panel-body">
        {state.osBuild ? (
          <>
            <dt>Build</dt>
            <dd className="machine">{state.osBuild}</dd>
          </>
        ) : null}
        {state.runningKernel ? (
          <>
            <dt>Running kernel</dt>
            <dd className="machine">{state.runningKernel}</dd>
          </>
        ) : null}
        {state.installedKernels.length > 0 ? (
          <>
            <dt>Installed kernels</dt>
            <dd className="machine">{state.installedKernels.join(', ')}</dd>
          </>
        ) : null}
        <dt>Last boot</dt>
        <dd>
          <Stamp at={state.lastBoot} long none="not told" />
        </dd>
        <dt>Reboot pending</dt>
        <dd>{state.rebootPending === null ? 'not told' : state.rebootPending ? <b>yes</b> : 'no'}</dd>
        <dt>Restart needed</dt>
        <dd>
          {state.restartNeeded.length === 0 ? (
            'nothing told'
          ) : (
            <ul>
              {state.restartNeeded.map((each) => (
                <li key={each.package}>
                  <b className="machine">{each.package}</b>{' '}
                  <span className="quiet">
                    still mapped by {each.processes.slice(0, 4).join(', ')}
                    {each.processes.length > 4 ? ` and ${formatCounted(each.processes.length - 4, 'other')}` : ''}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </dd>
        <dt>Agent</dt>
        <dd>{device.enrolled ? 'enrolled: fixes can be deployed here' : 'none: IT deploys by its own tool'}</dd>
      </dl>
    </Panel>
  );
}

import type { getDevice } from '@baton/contract/devices.ts';
import type { z } from 'zod';
import { Panel } from '../../ui/panel.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';

/** The names each source knows it by, and why they are one device. */
export function DeviceNamesPanel({ device }: { readonly device: z.infer<typeof getDevice.response> }) {
  return (
    <Panel title="Names" note="why they are one device">
      <ul className="device-names">
        {device.names.map((name) => (
          <li key={`${name.source} ${name.shown}`}>
            <div className="row">
              <TeamChip owner={name.team} />
              <b>{name.source}</b>
              <span className="space" />
              <span className="machine">{name.shown}</span>
            </div>
            <dl className="facts">
              {name.identifiers.map((each) => (
                <div key={`${each.kind} ${each.value}`}>
                  <dt>{each.kind}</dt>
                  <dd className="machine">{each.value}</dd>
                </div>
              ))}
            </dl>
            <p className="note faint">{name.joinedBy}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

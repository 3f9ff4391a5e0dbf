import { type DeviceDetail, putRecordBack, setRecordApart } from '@baton/contract/devices.ts';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Form, TextField } from '../../ui/form.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { urls } from '../../urls.ts';

type Name = DeviceDetail['names'][number];

interface DeviceNamesPanelProps {
  readonly device: DeviceDetail;
  /** A day gone by is shown as it was; nothing is set apart there. */
  readonly past: boolean;
}

/** The names each source knows it by, why they are one device, and undoing it where they are not. */
export function DeviceNamesPanel({ device, past }: DeviceNamesPanelProps) {
  return (
    <Panel title="Names" note="why they are one device">
      {device.names.length === 0 ? <Gone device={device} /> : null}
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
            <p className="note faint">
              {name.apartFrom === null ? (
                name.joinedBy
              ) : (
                <>
                  set apart from{' '}
                  <PageLink className="link" to={urls.device(name.apartFrom.deviceId)}>
                    {name.apartFrom.name}
                  </PageLink>
                </>
              )}
            </p>
            {past ? null : <Undo deviceId={device.deviceId} name={name} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Gone({ device: { joinedInto } }: { readonly device: DeviceDetail }) {
  if (joinedInto === null) return <p className="faint small panel-body">No source knows it.</p>;
  return (
    <p className="small panel-body">
      Its records were put back to{' '}
      <PageLink className="link" to={urls.device(joinedInto.deviceId)}>
        {joinedInto.name}
      </PageLink>
      . Its history stays here.
    </p>
  );
}

/** Sets a record apart, or puts it back; opens where it is then. */
function Undo({ deviceId, name }: { readonly deviceId: string; readonly name: Name }) {
  const [open, setOpen] = useState(false);
  const me = useMe();
  const navigate = useNavigate();
  const isApart = name.apartFrom !== null;
  if (!isApart && !name.canBeSetApart) return null;
  if (!open) {
    return (
      <button type="button" className="link small" onClick={() => setOpen(true)}>
        {isApart ? 'Put it back' : 'Not this device'}
      </button>
    );
  }
  return (
    <div className="undo-join">
      <p className="small">
        {isApart
          ? `All that ${name.source} said goes back to ${name.apartFrom?.name}, and its names decide again.`
          : `What ${name.source} calls ${name.shown} becomes a device of its own, with all that it said. Both are judged anew.`}
      </p>
      <Form
        action={isApart ? 'Put back' : 'Set apart'}
        closed={me.permissions.includes('device.set-apart') ? undefined : 'Members and leads of both teams do this'}
        aside={<Button onClick={() => setOpen(false)}>Cancel</Button>}
        onSend={async (values) => {
          const body = { source: name.source, reason: values.text('reason') };
          const { deviceId: to } = await call(isApart ? putRecordBack : setRecordApart, { params: { deviceId }, body });
          setOpen(false);
          await queryClient.invalidateQueries({
            predicate: ({ queryKey: [path] }) => String(path).startsWith('/api/devices'),
          });
          await navigate({ to: urls.device(to) });
        }}
      >
        <TextField name="reason" label="Why" maxLength={500} />
      </Form>
    </div>
  );
}

import {
  listWindows,
  type MaintenanceWindowDto,
  readFeasibility,
  removeWindow,
} from '@baton/contract/maintenance-windows.ts';
import { formatCounted, formatStamp } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, ErrorPanel, Loaded } from '../../ui/states.tsx';
import { useNow } from '../../ui/use-now.ts';
import { WEEKDAYS, WindowForm } from './window-form.tsx';

export async function refreshWindows(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: [listWindows.path] });
  await queryClient.invalidateQueries({ queryKey: [readFeasibility.path] });
}

/** When devices may be changed. IT sets it. */
export function WindowsPanel() {
  const me = useMe();
  const windows = useRead(listWindows);
  const [error, setError] = useState<Error | null>(null);
  const closed = me.permissions.includes('window.change') ? undefined : 'IT sets when devices may be changed';
  const remove = (name: string): void => {
    setError(null);
    call(removeWindow, { params: { name } }).then(refreshWindows, setError);
  };
  return (
    <Panel
      title={windows.data ? formatCounted(windows.data.total, 'maintenance window') : 'Maintenance windows'}
      className="clip"
    >
      {error ? <ErrorPanel error={error} /> : null}
      <Loaded query={windows}>
        {(data) =>
          data.rows.length === 0 ? (
            <EmptyState title="No maintenance window is set.">
              A device without one may be changed at any time. Set one, and Baton says which deadlines it cannot meet.
            </EmptyState>
          ) : (
            <div className="table-scroll">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Window</th>
                    <th scope="col">Begins</th>
                    <th scope="col">For</th>
                    <th scope="col">Next</th>
                    <th aria-label="Actions" />
                  </tr>
                </thead>
                <tbody>
                  {data.rows.map((row) => (
                    <tr key={row.name} data-row>
                      <td>
                        <b>{row.name}</b>
                      </td>
                      <td>{beginsWords(row)}</td>
                      <td>{whomFor(row)}</td>
                      <td>
                        <Next window={row} />
                      </td>
                      <td className="number">
                        <Button onClick={() => remove(row.name)} closed={closed}>
                          Remove
                        </Button>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
      <div className="panel-body">
        <WindowForm closed={closed} onSaved={refreshWindows} />
      </div>
    </Panel>
  );
}

function Next({ window: { next, timeZone } }: { readonly window: MaintenanceWindowDto }) {
  const now = useNow();
  if (next === null) return <span className="faint">none within two months</span>;
  return <span className="one-line">{formatStamp(next.start, now, timeZone)}</span>;
}

function beginsWords({ weekdays, weeks, startsAt, minutes, timeZone }: MaintenanceWindowDto): string {
  const days = weekdays.map((day) => WEEKDAYS[day - 1]).join(', ');
  const which = weeks.length === 0 ? '' : `${weeks.map((week) => `${week}.`).join(' and ')} `;
  return `${which}${days} at ${startsAt}, for ${Math.floor(minutes / 60)} h ${minutes % 60} m, ${timeZone}`;
}

function whomFor({ everywhere, groups, devices }: MaintenanceWindowDto): string {
  if (everywhere) return 'every device';
  const named = devices.length === 0 ? [] : [formatCounted(devices.length, 'device')];
  return [...groups.map((group) => `group ${group}`), ...named].join(', ');
}

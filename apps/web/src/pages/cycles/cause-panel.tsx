import type { CauseOfCycle } from '@baton/contract/cycle-figures.ts';
import { growth } from '@baton/domain/cycles/cause-changes.ts';
import { formatCount, formatDifference } from '@baton/presentation/formats.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { urls } from '../../urls.ts';

/** Disagreements by cause at both ends, what grew the most first, unexplained last. */
export function CausePanel({ causes }: { readonly causes: readonly CauseOfCycle[] }) {
  return (
    <Panel
      title="Disagreements by cause"
      note="disputed and unproven cells; what grew the most first, unexplained last"
      className="clip"
    >
      <div className="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Cause</th>
              <th scope="col">Moves next</th>
              <th scope="col" className="number">
                At the start
              </th>
              <th scope="col" className="number">
                At the end
              </th>
              <th scope="col" className="number">
                Change
              </th>
              <th scope="col" className="number">
                Devices
              </th>
            </tr>
          </thead>
          <tbody>
            {causes.map((cause) => (
              <tr key={cause.cause} data-row>
                <td>
                  <PageLink to={urls.disagreements({ cause: cause.cause })}>{cause.label}</PageLink>
                </td>
                <td>
                  <TeamChip owner={cause.owner} />
                </td>
                <td className="number">{formatCount(cause.before)}</td>
                <td className="number">{formatCount(cause.after)}</td>
                <td className={growth(cause) === 0 ? 'number faint' : 'number'}>
                  {growth(cause) > 0 ? <b>{formatDifference(growth(cause))}</b> : formatDifference(growth(cause))}
                </td>
                <td className="number">{formatCount(cause.devices)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

import { getBaton } from '@baton/contract/baton.ts';
import { listRemediations } from '@baton/contract/remediations.ts';
import { formatCount, formatFraction } from '@baton/presentation/formats.ts';
import { useRead } from '../../api/use-read.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RemediationClock } from '../../ui/remediation-clock.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { useMovedRows } from '../../ui/use-moved-rows.ts';
import { urls } from '../../urls.ts';
import { useWholeFleetNote } from './whole-fleet-note.ts';

const SHOWN = 9;

/** What is due, the first due first. */
export function DuePanel() {
  const due = useRead(listRemediations, { query: { pageSize: SHOWN, sort: 'due' } });
  const baton = useRead(getBaton).data;
  const moved = useMovedRows(due.data?.rows ?? [], (row) => row.id);
  const whole = useWholeFleetNote();
  const counts = baton ? `${formatCount(baton.overdue)} over · ${formatCount(baton.past80)} past 80 %` : undefined;
  return (
    <Panel
      title="Due"
      note={whole ?? counts}
      className="clip"
      aside={
        <PageLink className="faint small" to={urls.remediations()}>
          All {formatCount(due.data?.total ?? 0)}
        </PageLink>
      }
    >
      <Loaded query={due}>
        {(data) =>
          data.rows.length === 0 ? (
            <EmptyState title="Nothing is due.">
              A remediation opens when a fix is missing somewhere; its clock will stand here.
            </EmptyState>
          ) : (
            <div className="table-scroll">
              <table className="board-table due">
                <thead>
                  <tr>
                    <th scope="col">Clock</th>
                    <th scope="col">Remediation</th>
                    <th scope="col" className="number">
                      Not proven
                    </th>
                    <th scope="col">Leg, holder</th>
                  </tr>
                </thead>
                <tbody>
                  {data.rows.map((row) => (
                    <tr key={row.id} data-row className={moved.has(row.id) ? 'moved' : undefined}>
                      <td>
                        <RemediationClock clock={row.clock} />
                      </td>
                      <td className="due-name">
                        <PageLink to={urls.remediation(row.id)} title={row.title}>
                          {row.fix}
                        </PageLink>
                      </td>
                      <td className="number quiet">
                        {formatFraction({
                          numerator: row.agreed.denominator - row.agreed.numerator,
                          denominator: row.agreed.denominator,
                        })}
                      </td>
                      <td>
                        <TeamChip owner={row.holder}>{row.place}</TeamChip>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </Panel>
  );
}
